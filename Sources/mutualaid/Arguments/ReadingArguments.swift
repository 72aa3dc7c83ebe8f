import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import RegistryXML

/// Options of the verbs that read documents.
struct ReadingArguments: ParsableArguments {
  /// What can be put right on the way.
  enum Fix: String, CaseIterable, ExpressibleByArgument {
    case swappedAxes = "swapped-axes"
  }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The dialect: auto, a name that `profiles list` shows, or a profile file.", valueName: "auto|name|file"))
  var profile: String = "auto"

  @Option(
    name: .long,
    help: ArgumentHelp("The registry's id, for dialects other than the native one.", valueName: "id"))
  var registry: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Take all files named for pages of one edition of this registry: all of them or none, and whole together.",
      valueName: "id"))
  var asOne: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The country of records that do not say theirs, such as NL.", valueName: "country"))
  var country: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The service of records that do not say theirs: fire, ambulance or civil-protection."))
  var service: Service?

  @Option(
    name: .long,
    help: ArgumentHelp("The time of issue, where the document does not say; else the file's.", valueName: "time"),
    transform: Moment.read)
  var issued: Moment?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The reference system of all positions, whatever the document says, such as EPSG:25832.", valueName: "system"))
  var srs: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What to put right: swapped-axes, where latitude and longitude are exchanged.", valueName: "what"))
  var fix: [Fix] = []

  @Flag(name: .long, help: "List all problems, not the first ones of each kind.")
  var allProblems = false

  @Option(
    name: .long,
    help: OptionRange<Int>.records.help(
      "How many records one document may have", valueName: "number", default: XMLLimits().records),
    transform: OptionRange<Int>.records.read)
  var maxRecords: Int?

  @Option(
    name: .long,
    help: OptionRange<Double>.ahead.help(
      "How many seconds reports of statuses may be ahead of the clock here, those farther ahead are left out",
      valueName: "seconds"),
    transform: OptionRange<Double>.ahead.read)
  var maxAhead = ReportRules.tolerance

  @Option(
    name: .long,
    help: OptionRange<Int>.silence.help(
      "For how long standard input may be silent before it is given up", valueName: "seconds",
      default: XMLLimits().silence),
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
