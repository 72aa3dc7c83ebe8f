import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// Everything that reading a document gave.
final class Reading {
  private(set) var registries: [Registry] = []
  private(set) var organisations: [Organisation] = []
  private(set) var rooms: [ControlRoom] = []
  private(set) var records: [StationRecord] = []
  private(set) var references: [(document: ReferenceDocument, content: ReferenceContent)] = []
  private(set) var unreadableReferences: [String] = []
  private(set) var reports: [AvailabilityReport] = []
  private(set) var problems: [Problem] = []
  private(set) var partialities: [String] = []
  private(set) var registryEnds = 0
  private(set) var strayUnits = 0
  private(set) var schemaProblems: [Problem] = []
  private(set) var bytes = 0
  private(set) var profile = ""
  private(set) var skipped = 0
  private(set) var missing: [MissingHeaderValue] = []
  private(set) var isWhole: Bool?

  var stations: [Station] { records.compactMap(\.station) }
  var units: [ResponseUnit] { records.flatMap { $0.units.map(\.unit) } }
  var allProblems: [Problem] { problems + records.flatMap(\.problems) }

  init(
    path: String, limits: XMLLimits = XMLLimits(), checksSchema: Bool = false,
    options: ReadingOptions = ReadingOptions()
  ) throws {
    let reader = DirectoryReader(limits: limits, checksSchema: checksSchema, options: options)
    let summary = try reader.read(path: path) { [unowned self] in take($0) }
    profile = summary.profile
    skipped = summary.skipped
    missing = summary.missing
    schemaProblems = summary.schemaProblems
    bytes = summary.bytes
  }

  convenience init(
    _ text: String, limits: XMLLimits = XMLLimits(), checksSchema: Bool = false,
    options: ReadingOptions = ReadingOptions()
  ) throws {
    try self.init(Data(text.utf8), limits: limits, checksSchema: checksSchema, options: options)
  }

  convenience init(
    _ data: Data, limits: XMLLimits = XMLLimits(), checksSchema: Bool = false,
    options: ReadingOptions = ReadingOptions()
  ) throws {
    let folder = try TemporaryFolder()
    try self.init(
      path: folder.write(data, to: "document.xml"), limits: limits, checksSchema: checksSchema, options: options)
  }

  private func take(_ record: DirectoryRecord) {
    switch record {
    case .registryStart(let registry, let isWhole, _):
      registries.append(registry)
      self.isWhole = isWhole
    case .organisation(let organisation, _): organisations.append(organisation)
    case .controlRoom(let room, _): rooms.append(room)
    case .station(let record): records.append(record)
    case .registryEnd: registryEnds += 1
    case .page, .corrections: break
    case .reference(let document, let content, _): references.append((document, content))
    case .unreadableReference(_, let id, _): unreadableReferences.append(id)
    case .availability(let report, _): reports.append(report)
    case .strayUnit(let problems):
      strayUnits += 1
      self.problems += problems
    case .wrong(_, let found): problems += found
    case .problem(let problem): problems.append(problem)
    case .incomplete(let says, _): partialities.append(says)
    }
  }
}

/// The error with which a document is refused.
func refusal(_ body: () throws -> Reading) throws -> MutualAidError {
  try #require(throws: MutualAidError.self) { _ = try body() }
}
