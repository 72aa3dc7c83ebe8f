import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation

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
      and told with its line; the rest goes in. Of a folder, all .xml, .gml, .kml and .osm files in and below it, and .csv and .geojson \
      files with people, packed or not, are taken, in an order that suits: vocabularies and boundaries first.

      People for coverage reports come as a table with population, and lat and lon or GRD_ID (the European 1 km census \
      grid), in its header, as GeoJSON, or as GML with GRD_ID; a column country, or --country, tells the country, else the \
      boundaries do.

      Others may read and report while an import reads. A second import waits for the first, five minutes at most. A pipe \
      that falls silent ends the import, which then changes nothing.

      EXAMPLES
        mutualaid import Datasets
        mutualaid import nl-fire.xml --dry-run
        gzip -dc update.xml.gz | mutualaid import - --strict --format json
        mutualaid import brandweer.gml --registry nl-brw --replaces nl-fire
        mutualaid import census-grid.csv --country DE
        mutualaid import benelux.osm --registry osm-benelux
        mutualaid import posts.xml --profile my-dialect.xml --country BE --fix swapped-axes
      """)

  @Argument(help: "Files, folders, .gz, or - for standard input.")
  var paths: [String]

  @Flag(name: .long, help: "Tell record by record what would change, and leave the directory as it is.")
  var dryRun = false

  @Flag(name: .long, help: "Take nothing of a file in which any record is wrong.")
  var strict = false

  @Flag(name: .long, help: "Take a version that drops more than a fifth of a registry's units.")
  var allowShrink = false

  @Flag(name: .long, help: "Take a version that is older than the one in the directory.")
  var allowOlder = false

  @Flag(name: .long, help: "Take a document that says that it is not the whole; it removes nothing.")
  var allowPartial = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Remove this registry, in whose place the file's comes; a rollback of each undoes it.", valueName: "registry"))
  var replaces: String?

  @Option(name: .long, help: "The report's form: text or json.")
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
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check files, without touching a directory.",
    discussion: """
      Several files are checked as if imported together, so that types are looked up in the vocabularies named and \
      positions in the boundaries named. Vocabularies, boundaries, agreements and norms are always checked against the \
      XML Schema; registries, which may be large, with --schema.

      EXAMPLES
        mutualaid validate Datasets --schema
        mutualaid validate my-registry.xml Datasets/vocabulary --format json
        mutualaid validate stations.gml --profile gml
      """)

  @Argument(help: "Files, folders, .gz, or - for standard input.")
  var paths: [String]

  @Flag(name: .long, help: "Check registries against the XML Schema too, which takes several times as long.")
  var schema = false

  @Flag(name: .long, help: "Refuse a file in which any record is wrong.")
  var strict = false

  @Option(name: .long, help: "The report's form: text or json.")
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
