import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the directory, or one registry of it, to standard output.",
    discussion: """
      The native form holds everything: imported into an empty directory, it gives the same directory. GeoJSON, CSV and KML \
      hold one feature, row or placemark per unit.

      EXAMPLES
        mutualaid export > directory.xml
        mutualaid export --registry nl-fire --format geojson > nl-fire.geojson
        mutualaid export --format csv | head
      """)

  @Option(name: .long, help: "native, geojson, csv or kml.")
  var format = ExportFormat.native

  @Option(name: .long, help: ArgumentHelp("Only this registry.", valueName: "id"))
  var registry: String?

  @Option(name: .long, help: .csvFormulas)
  var csvFormulas = CSV.Formulas.defuse

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: false, in: global.lang) {
      try Directory(at: global.path()).export(
        format, registry: registry.map { RegistryID($0) }, formulas: csvFormulas
      ) { try Console.data($0) }
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
