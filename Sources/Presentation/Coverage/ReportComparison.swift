internal import DirectoryModel
internal import Primitives
internal import TextFormats

/// Two reports of coverage beside one another, such as those of two editions of a directory.
///
/// It tells what last month's changes did. It reads the JSON of the reports and compares their baselines. Where both list their cells, people who came to be within the norm
/// and those who no longer are are counted apart; else only the difference is known.
package struct ReportComparison: Sendable {
  /// What one report says of an area.
  package struct Count: Hashable, Sendable {
    /// People whom a norm judges.
    package var judged: Int
    /// People within the norm.
    package var covered: Int
  }

  /// An area in both reports.
  package struct Area: Hashable, Sendable {
    /// Its code; `*` for everything.
    package var code: String
    /// Its name, where one is told.
    package var name: String?
    /// In the first report; `nil` where that does not have the area.
    package var before: Count?
    /// In the second report.
    package var after: Count?

    /// People within the norm in the second report, less those in the first.
    package var net: Int { (after?.covered ?? 0) - (before?.covered ?? 0) }
  }

  /// One service of both reports.
  package struct ServiceComparison: Hashable, Sendable {
    /// The service as JSON calls it.
    package var service: String
    /// Everything first, then the areas in the order of their codes.
    package var areas: [Area]
    /// People in cells that both list, who are within the norm in the second report only, and in the first only; `nil` where not
    /// both list their cells.
    package var moved: (gained: Int, lost: Int)?

    package static func == (left: ServiceComparison, right: ServiceComparison) -> Bool {
      left.service == right.service && left.areas == right.areas && left.moved?.gained == right.moved?.gained
        && left.moved?.lost == right.moved?.lost
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(service)
      hasher.combine(areas)
    }
  }

  /// An input that is not the same in both.
  package struct Input: Hashable, Sendable {
    /// Its key in the JSON of reports.
    package var key: String
    /// In the first report.
    package var before: String
    /// In the second report.
    package var after: String
  }

  /// What the reports are called.
  package let names: (before: String, after: String)
  /// Inputs that are not the same: where more than the version of the directory differs, the reports answer other questions.
  package let inputs: [Input]
  /// Services that both reports have.
  package let services: [ServiceComparison]

  /// Compares two reports.
  ///
  /// - Parameters:
  ///   - before: JSON of the first.
  ///   - after: JSON of the second.
  ///   - names: what messages call them.
  /// - Throws: `MutualAidError` for a text that is no report of coverage, and where both have no service in common.
  package init(before: [UInt8], after: [UInt8], names: (before: String, after: String)) throws {
    self.names = names
    let (one, other) = (try ReportReading(before, names.before), try ReportReading(after, names.after))
    inputs = ReportReading.inputKeys.compactMap { key in
      let (left, right) = (one.input(key), other.input(key))
      return left == right ? nil : Input(key: key, before: left, after: right)
    }
    services = one.services.compactMap { service in
      other.services.first { $0.name == service.name }.map { Self.comparison(service, $0, one, other) }
    }
    guard !services.isEmpty else {
      throw MutualAidError(
        .contradiction, "'\(names.before)' and '\(names.after)' have no service in common",
        hint: "Make both reports with the same --service.")
    }
  }

  private static func comparison(
    _ before: ReportReading.Service, _ after: ReportReading.Service, _ one: ReportReading, _ other: ReportReading
  ) -> ServiceComparison {
    let codes = Set(before.areas.keys).union(after.areas.keys).sorted { ($0 == "*" ? "" : $0) < ($1 == "*" ? "" : $1) }
    let areas = codes.map { code in
      Area(
        code: code, name: after.areas[code]?.name ?? before.areas[code]?.name, before: before.areas[code]?.count,
        after: after.areas[code]?.count)
    }
    var moved: (gained: Int, lost: Int)?
    if let cells = one.cells(before.name), let others = other.cells(before.name) {
      var (gained, lost) = (0, 0)
      for (cell, was) in cells {
        guard let becomes = others[cell], was.isCovered != becomes.isCovered else { continue }
        if becomes.isCovered { gained += becomes.people } else { lost += was.people }
      }
      moved = (gained, lost)
    }
    return ServiceComparison(service: before.name, areas: areas, moved: moved)
  }
}

/// A report's JSON, as far as a comparison needs it.
private struct ReportReading {
  struct Service {
    var name: String
    var areas: [String: (name: String?, count: ReportComparison.Count)]
  }

  /// Inputs on which the figures rest.
  static let inputKeys = [
    "time", "directory_version", "population", "norms", "travel_model", "call_handling_s", "request_delay_s",
    "slowness", "typical_crews", "incomplete_lists", "regions",
  ]

  let services: [Service]
  private let inputs: [String: JSONValue]
  private let cells: [JSONValue]?

  init(_ bytes: [UInt8], _ name: String) throws {
    func failure(_ message: TranslatableText) -> MutualAidError {
      MutualAidError(
        .contradiction, "'\(name)' is no report of coverage: \(message)",
        hint: "Make it with coverage --format json.")
    }
    let value: JSONValue
    do {
      var reader = JSONReader(bytes[...])
      value = try reader.value()
      try reader.end()
    } catch let defect {
      throw failure(TranslatableText(verbatim: defect.message))
    }
    guard let inputs = value["inputs"]?.members, let baseline = value["scenarios"]?.elements?.first,
      let services = baseline["services"]?.elements
    else { throw failure("it has no inputs or no baseline") }
    self.inputs = inputs
    cells = value["cells"]?.elements
    self.services = services.compactMap { service in
      guard let name = service["service"]?.text, let areas = service["areas"]?.elements else { return nil }
      var found: [String: (name: String?, count: ReportComparison.Count)] = [:]
      for area in areas {
        guard let code = area["code"]?.text, let judged = area["judged"]?.whole, let covered = area["covered"]?.whole
        else { continue }
        found[code] = (area["name"]?.text, ReportComparison.Count(judged: judged, covered: covered))
      }
      return Service(name: name, areas: found)
    }
  }

  /// An input in words; norms by their ids, the population by its name and people.
  func input(_ key: String) -> String {
    guard let value = inputs[key] else { return "" }
    switch key {
    case "norms": return (value.elements ?? []).compactMap { $0["id"]?.text }.joined(separator: " ")
    case "population": return "\(value["name"]?.text ?? "") \(value["people"]?.whole ?? 0)"
    default: return value.text ?? value.text(isPretty: false)
    }
  }

  /// By country and code: people, and whether they are within the norm; `nil` where no cells are listed.
  func cells(_ service: String) -> [String: (people: Int, isCovered: Bool)]? {
    guard let cells, !cells.isEmpty else { return nil }
    var found: [String: (people: Int, isCovered: Bool)] = [:]
    for cell in cells {
      guard let outcome = cell["outcomes"]?.elements?.first?[service], let code = cell["code"]?.text,
        case .bool(let isCovered)? = outcome["covered"]
      else { continue }
      found["\(cell["country"]?.text ?? "") \(code)"] = (cell["people"]?.whole ?? 0, isCovered)
    }
    return found
  }
}

extension JSONValue {
  fileprivate var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
  fileprivate var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var whole: Int? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int(bounded: number)
    default: nil
    }
  }
  fileprivate subscript(_ key: String) -> JSONValue? { members?[key] }
}
