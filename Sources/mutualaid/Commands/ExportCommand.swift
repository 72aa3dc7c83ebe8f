import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("export")

  @Option(name: .long, help: .of("global.format"))
  var format = ExportFormat.native

  @Option(name: .long, help: .of("export.registry", valueName: "id"), completion: .words(.registry))
  var registry: String?

  @Option(name: .long, help: .of("global.csvFormulas"))
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
