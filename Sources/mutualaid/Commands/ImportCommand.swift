import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation

enum ReportFormat: String, WordArgument {
  case text, json
}

/// `mutualaid import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("import")

  @Argument(help: .of("global.paths"), completion: .files)
  var paths: [String]

  @Flag(name: .long, help: .of("global.dryRun"))
  var dryRun = false

  @Flag(name: .long, help: .of("import.strict"))
  var strict = false

  @Flag(name: .long, help: .of("import.allowShrink"))
  var allowShrink = false

  @Flag(name: .long, help: .of("import.allowOlder"))
  var allowOlder = false

  @Flag(name: .long, help: .of("import.allowPartial"))
  var allowPartial = false

  @Option(name: .long, help: .of("import.replaces", valueName: "registry"), completion: .words(.registry))
  var replaces: String?

  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var reading: ReadingArguments

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      var options = try reading.importOptions(isStrict: strict)
      options.replaces = replaces.map { RegistryID($0) }
      options.allowsPartial = allowPartial
      options.isDryRun = dryRun
      options.allowsShrinking = allowShrink
      options.allowsOlder = allowOlder
      options.reportsDifference = dryRun || global.verbose
      // Looked for first, so that a wrong path makes no new file.
      let files = try DocumentFinder.documents(at: paths)
      try DefaultPath.makeFolder(for: global.path())
      let directory = try global.open(.readWrite, asJSON: format == .json)
      defer { directory.close() }
      try ImportRun(
        operation: dryRun ? .wouldTake : .took, format: format, listsAllProblems: reading.allProblems, global: global
      ).run { progress, finished in
        _ = try directory.importFiles(
          files, options: options, progress: progress,
          waiting: { Console.message(WaitingText.anotherImport(in: global.lang)) }, finished: finished)
      }
    }
  }
}

/// `mutualaid validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("validate")

  @Argument(help: .of("global.paths"), completion: .files)
  var paths: [String]

  @Flag(name: .long, help: .of("validate.schema"))
  var schema = false

  @Flag(name: .long, help: .of("validate.strict"))
  var strict = false

  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var reading: ReadingArguments

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      var options = try reading.importOptions(isStrict: strict)
      options.checksSchema = schema
      try ImportRun(operation: .checked, format: format, listsAllProblems: reading.allProblems, global: global).run {
        progress, finished in
        _ = try Directory.validateDocuments(at: paths, options: options, progress: progress, finished: finished)
      }
    }
  }
}
