import ArgumentParser
import DirectoryStore
import MutualAid
import Presentation
import RegistryImport

enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// `mutualaid import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take registries and reference documents into the directory.",
    discussion: """
      Each file is taken whole or not at all; the same file twice changes nothing. A record with an error is left out \
      and told with its line; the rest goes in. Of a folder, all .xml and .xml.gz files in and below it are taken, in an \
      order that suits: vocabularies and boundaries first.

      EXAMPLES
        mutualaid import Datasets
        mutualaid import nl-fire.xml --dry-run
        gzip -dc update.xml.gz | mutualaid import - --strict --format json
      """)

  @Argument(help: "Files, folders, .gz, or - for standard input.")
  var paths: [String]

  @Option(name: .long, help: "The dialect: auto or native.")
  var profile: String = "auto"

  @Flag(name: .long, help: "Tell record by record what would change, and leave the directory as it is.")
  var dryRun = false

  @Flag(name: .long, help: "Take nothing of a file in which any record is wrong.")
  var strict = false

  @Flag(name: .long, help: "Take a version that drops more than a fifth of a registry's units.")
  var allowShrink = false

  @Flag(name: .long, help: "Take a version that is older than the one in the directory.")
  var allowOlder = false

  @Option(name: .long, help: "The report's form: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws { try Profiles.check(profile) }

  func run() throws {
    try Console.run(asJSON: format == .json) {
      var options = ImportOptions()
      options.isDryRun = dryRun
      options.isStrict = strict
      options.allowsShrinking = allowShrink
      options.allowsOlder = allowOlder
      options.tellsDifference = dryRun || global.verbose
      let files = try DocumentFinder.documents(at: paths)
      try DefaultPath.makeFolder(for: global.path)
      let store = try DirectoryStore(path: global.path, access: .write)
      defer { store.close() }
      let importer = try Importer(store: store, options: options)
      try ImportRun(files: files, verb: dryRun ? "would take" : "took", format: format, global: global).run(importer)
    }
  }
}

/// `mutualaid validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check files against the schema and the rules, without touching a directory.",
    discussion: """
      Several files are checked as if imported together, so that types are looked up in the vocabularies named and \
      positions in the boundaries named.

      EXAMPLES
        mutualaid validate Datasets
        mutualaid validate my-registry.xml Datasets/vocabulary --format json
      """)

  @Argument(help: "Files, folders, .gz, or - for standard input.")
  var paths: [String]

  @Option(name: .long, help: "The dialect: auto or native.")
  var profile: String = "auto"

  @Flag(name: .long, help: "Refuse a file in which any record is wrong.")
  var strict = false

  @Option(name: .long, help: "The report's form: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws { try Profiles.check(profile) }

  func run() throws {
    try Console.run(asJSON: format == .json) {
      let files = try DocumentFinder.documents(at: paths)
      try ImportRun(files: files, verb: "checked", format: format, global: global)
        .run(Importer.validator(isStrict: strict))
    }
  }
}

/// The dialects that can be read.
enum Profiles {
  static func check(_ name: String) throws {
    guard name == "auto" || name == "native" else {
      throw ValidationError("There is no profile '\(name)'. Known are auto and native.")
    }
  }
}
