import Configuration
import DirectoryModel
import Foundation
import MutualAid
import MutualAidService
import ServiceSecurity
import SystemPackage

/// All settings of the program.
struct ServerSettings: Sendable {
  var service: ServiceSettings
  var certificate: String?
  var certificateKey: String?
  var passphrase: String?
  var tokenKey: String?
  var audience = "mutualaid"
  var clientAuthorities: String?
  var clientTable: String?
  var revokedCertificates: String?
  var certificatePatience = 60.0
  var loginIssuer: String?
  var loginClient: String?
  var loginSecret: String?
  var loginScope = "openid profile"
  var loginRoles: String?
  var sessionIdle = 3_600.0
  var sessionLimit = 43_200.0
  var logLevel = "info"
  /// Where each setting that is not the usual one was given: `option`, `environment` or `file`.
  private(set) var origins: [String: String] = [:]

  /// Reads the settings of options, the environment and a file, the first that gives one before the others.
  ///
  /// - Throws: `MutualAidError` for a file that cannot be read, and a value that is not taken.
  static func read(_ options: SettingOptions) async throws -> ServerSettings {
    let given = try options.given()
    let environment = ProcessInfo.processInfo.environment
    var sources: [(name: String, reader: ConfigReader)] = [
      (
        "option",
        ConfigReader(
          provider: InMemoryProvider(
            values: Dictionary(
              uniqueKeysWithValues: given.map {
                (AbsoluteConfigKey([$0.key], context: [:]), ConfigValue(.string($0.value), isSecret: false))
              })))
      ),
      ("environment", ConfigReader(provider: EnvironmentVariablesProvider().prefixKeys(with: "mutualaid"))),
    ]
    if let file = options.config ?? environment["MUTUALAID_CONFIG"] {
      do {
        sources.append(
          ("file", ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))))
      } catch {
        throw MutualAidError(
          .fileUnreadable, "the settings in '\(file)' cannot be read", hint: "Write them as YAML, name: value.")
      }
    }
    var settings = ServerSettings(
      service: ServiceSettings(directory: try DefaultPath.directory(environment: environment)))
    for setting in Setting.all {
      for source in sources {
        guard let value = text(setting.name, in: source.reader) else { continue }
        guard setting.take(value, &settings) else {
          throw MutualAidError(
            .contradiction, "the setting '\(setting.name)' is not taken as it is given as \(source.name)",
            hint: "See mutualaid-server settings.")
        }
        settings.origins[setting.name] = source.name
        break
      }
    }
    return settings
  }

  /// A setting as text, however it is written in a file.
  private static func text(_ name: String, in reader: ConfigReader) -> String? {
    let key = ConfigKey([name])
    if let text = try? reader.requiredString(forKey: key) { return text }
    if let number = try? reader.requiredInt(forKey: key) { return "\(number)" }
    if let number = try? reader.requiredDouble(forKey: key) { return "\(number)" }
    if let flag = try? reader.requiredBool(forKey: key) { return "\(flag)" }
    return try? reader.requiredStringArray(forKey: key).joined(separator: ",")
  }
}
