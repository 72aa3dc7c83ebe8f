import ArgumentParser

/// The settings as options; what is not given is taken from the environment, then from a file.
struct SettingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A file of settings, YAML or JSON: names as these options.", valueName: "file"),
    completion: .file())
  var config: String?

  @Option(help: ArgumentHelp("The directory's file.", valueName: "file"), completion: .file())
  var directory: String?

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "host"))
  var host: String?

  @Option(help: ArgumentHelp("The port to listen on; 0 for one that is free."))
  var port: String?

  @Flag(help: "Listen beyond this machine without tokens for questions and without TLS; every line of the log says so.")
  var insecure = false

  @Option(help: ArgumentHelp("A PEM file of the certificate.", valueName: "file"), completion: .file())
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("A PEM file of the certificate's key.", valueName: "file"), completion: .file())
  var tlsKey: String?

  @Option(
    help: ArgumentHelp("The file of the key that signs tokens; by default beside the directory.", valueName: "file"))
  var tokenKey: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Any other setting, as `mutualaid-server settings` lists them.", valueName: "name=value"))
  var others: [String] = []

  /// The settings that are given, by their names.
  func given() throws -> [String: String] {
    var given: [String: String] = [:]
    given["directory"] = directory
    given["host"] = host
    given["port"] = port
    given["tls-certificate"] = tlsCertificate
    given["tls-key"] = tlsKey
    given["token-key"] = tokenKey
    if insecure { given["insecure"] = "true" }
    for other in others {
      let pair = other.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, Setting.all.contains(where: { $0.name == pair[0] }) else {
        throw ValidationError("There is no setting '\(pair[0])', or it has no value: see mutualaid-server settings.")
      }
      given[pair[0]] = pair[1]
    }
    return given
  }
}
