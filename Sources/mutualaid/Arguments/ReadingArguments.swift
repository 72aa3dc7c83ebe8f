import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import RegistryXML
import TypedOptions

/// Options of the verbs that read documents.
struct ReadingArguments: ParsableArguments {
  /// What can be put right on the way.
  enum Fix: String, WordArgument {
    case swappedAxes = "swapped-axes"
  }

  @Option(name: .long, help: .of("reading.profile", valueName: "auto|name|file"), completion: .files)
  var profile: String = "auto"

  @Option(name: .long, help: .of("reading.registry", valueName: "id"), completion: .words(.registry))
  var registry: String?

  @Option(name: .long, help: .of("reading.asOne", valueName: "id"), completion: .words(.registry))
  var asOne: String?

  @Option(name: .long, help: .of("reading.country", valueName: "country"), completion: .words(.country))
  var country: String?

  @Option(name: .long, help: .of("reading.service"))
  var service: Service?

  @Option(name: .long, help: .of("reading.issued", valueName: "time"), transform: Moment.read)
  var issued: Moment?

  @Option(name: .long, help: .of("reading.srs", valueName: "system"))
  var srs: String?

  @Option(name: .long, help: .of("reading.fix", valueName: "what"))
  var fix: [Fix] = []

  @Flag(name: .long, help: .of("reading.allProblems"))
  var allProblems = false

  @Option(
    name: .long,
    help: OptionRange<Int>.records.help("reading.maxRecords", valueName: "number", default: XMLLimits().records),
    transform: OptionRange<Int>.records.read)
  var maxRecords: Int?

  @Option(
    name: .long, help: OptionRange<Double>.ahead.help("reading.maxAhead", valueName: "seconds"),
    transform: OptionRange<Double>.ahead.read)
  var maxAhead = ReportRules.tolerance

  @Option(
    name: .long,
    help: OptionRange<Int>.silence.help("reading.maxSilence", valueName: "seconds", default: XMLLimits().silence),
    transform: OptionRange<Int>.silence.read)
  var maxSilence: Int?

  func validate() throws {
    guard asOne == nil || registry == nil else {
      throw ValidationError("Give --as-one or --registry: both name the registry.")
    }
    guard profile == "auto" || ProfileLibrary.names.contains(profile) || InputFile.isThere(profile)
    else {
      let known = ProfileLibrary.names.joined(separator: ", ")
      throw ValidationError("There is no profile '\(profile)', and no file of that name. Known are auto, \(known).")
    }
  }

  /// Options of an import or a check that reads documents so.
  ///
  /// - Throws: `MutualAidError` for a reference system that is not known.
  func importOptions(isStrict: Bool) throws -> ImportOptions {
    var options = ImportOptions()
    options.isStrict = isStrict
    options.maxAhead = maxAhead
    options.reading = reading
    if let srs { try options.reading.takeReferenceSystem(named: srs) }
    options.limits = limits
    return options
  }

  private var limits: XMLLimits {
    var limits = XMLLimits()
    if let maxRecords { limits.records = maxRecords }
    if let maxSilence { limits.silence = maxSilence }
    return limits
  }

  private var reading: ReadingOptions {
    var options = ReadingOptions()
    options.profile =
      profile == "auto" ? .auto : ProfileLibrary.names.contains(profile) ? .named(profile) : .file(profile)
    options.registry = asOne ?? registry
    options.isEdition = asOne != nil
    // What is no code is refused when the document is read, with the codes that can be.
    options.country = country.map { CountryCode(unchecked: $0.uppercased()) }
    options.service = service
    options.issued = issued?.date
    options.fixesSwappedAxes = fix.contains(.swappedAxes)
    return options
  }
}
