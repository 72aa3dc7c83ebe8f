internal import DirectoryModel
internal import HTTPTypes
internal import Journal
internal import MutualAid
internal import StatusFeed
internal import TextFormats

/// The reports of a body, and what is answered to each of its lines.
struct StatusLines: Sendable {
  /// A line: a report to be written, or why it is none.
  private enum Line: Sendable {
    case entry(line: Int, unit: String?)
    case defect(Problem)
  }

  private typealias Problem = DirectoryModel.Problem

  /// The reports that can be written, in their order.
  private(set) var entries: [StatusReporter.Entry] = []
  private var lines: [Line] = []

  /// Reads JSON lines, or CSV under a header.
  ///
  /// - Throws: `MutualAidError` for a body that is neither.
  init(_ body: [UInt8]) throws {
    var reader = FeedReader()
    body.withUnsafeBytes { reader.append($0) }
    while let entry = try reader.next(isAtEnd: true) {
      switch entry.message {
      case .success(let message):
        lines.append(.entry(line: entry.line, unit: message.unit))
        entries.append(StatusReporter.Entry(message, line: entry.line))
      case .failure(let defect): lines.append(.defect(defect.problem))
      }
    }
  }

  /// Reads the report of one unit: a JSON object without the unit's id.
  ///
  /// - Throws: ``Problem`` for what is no JSON object, and where it names another unit.
  init(report body: [UInt8], of unit: UnitID) throws {
    var value: JSONValue
    do {
      var reader = JSONReader(body[...])
      value = try reader.value()
      try reader.end()
    } catch {
      throw MutualAidService.Problem.badJSON(error.message)
    }
    guard case .object(var members) = value else { throw MutualAidService.Problem.badJSON("expected an object") }
    if case .string(let stated)? = members["unit"], stated != unit.rawValue {
      throw MutualAidService.Problem.badOption("unit", "expected the unit of the address")
    }
    members["unit"] = .string(unit.rawValue)
    value = .object(members)
    try self.init(Array((value.text(isPretty: false) + "\n").utf8))
  }

  /// The units that are named.
  var units: Set<String> { Set(entries.compactMap(\.message.unit)) }

  /// Leaves out the reports of units that are another's, and says so.
  mutating func leaveOut(_ foreign: Set<String>) {
    guard !foreign.isEmpty else { return }
    let isForeign = { (entry: StatusReporter.Entry) in entry.message.unit.map(foreign.contains) ?? false }
    var rest = entries[...]
    for (index, line) in lines.enumerated() {
      guard case .entry(let number, let unit) = line, let entry = rest.popFirst(), isForeign(entry) else { continue }
      lines[index] = .defect(
        Problem(
          line: number, severity: .error, code: .notOwn,
          message: "unit '\(unit ?? "")' is somebody else's", record: unit))
    }
    entries.removeAll(where: isForeign)
  }

  /// Why lines are no reports.
  var defects: [StatusReporter.Outcome] {
    lines.compactMap { if case .defect(let problem) = $0 { .rejected(problem) } else { nil } }
  }

  /// What is answered to all lines.
  ///
  /// - Parameters:
  ///   - outcomes: what became of the reports, in their order.
  ///   - position: where the journal is with them.
  /// - Returns: JSON in UTF-8.
  func receipt(_ outcomes: [StatusReporter.Outcome], position: JournalPosition) -> [UInt8] {
    var rest = outcomes[...]
    var counts: [String: Int] = [:]
    let results = lines.map { line -> JSONValue in
      switch line {
      case .entry(let number, let unit):
        let outcome = rest.popFirst() ?? .duplicate
        counts[outcome.word, default: 0] += 1
        return StatusLines.json(outcome, line: number, unit: unit)
      case .defect(let problem):
        counts["rejected", default: 0] += 1
        return StatusLines.json(.rejected(problem), line: problem.line, unit: problem.record)
      }
    }
    let members: [String: JSONValue] = [
      "applied": .integer(counts["applied"] ?? 0), "duplicate": .integer(counts["duplicate"] ?? 0),
      "exercise": .integer(counts["exercise"] ?? 0), "late": .integer(counts["late"] ?? 0),
      "position": .string(position.text), "read": .integer(lines.count), "rejected": .integer(counts["rejected"] ?? 0),
      "results": .array(results),
    ]
    return Array((JSONValue.object(members).text() + "\n").utf8)
  }

  /// What is answered to a single report.
  func single(_ outcomes: [StatusReporter.Outcome], position: JournalPosition) -> [UInt8] {
    guard
      case .object(var members) = StatusLines.json(
        outcomes.first ?? .duplicate, line: nil, unit: entries.first?.message.unit)
    else { return [] }
    members["line"] = nil
    members["position"] = .string(position.text)
    return Array((JSONValue.object(members).text() + "\n").utf8)
  }

  /// The position that an answer states.
  static func position(in body: [UInt8]) throws -> JournalPosition? {
    var reader = JSONReader(body[...])
    guard case .object(let members) = try reader.value(), case .string(let text)? = members["position"] else {
      return nil
    }
    return try JournalPosition(text)
  }

  private static func json(_ outcome: StatusReporter.Outcome, line: Int?, unit: String?) -> JSONValue {
    let problem: DirectoryModel.Problem? =
      switch outcome {
      case .exercise(let problem), .rejected(let problem): problem
      case .applied, .late, .duplicate: nil
      }
    return [
      "line": JSONValue(line), "outcome": .string(outcome.word),
      "problem": problem.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] } ?? .null,
      "unit": JSONValue(unit),
    ]
  }
}

extension StatusReporter.Outcome {
  /// The outcome in a word.
  var word: String {
    switch self {
    case .applied: "applied"
    case .late: "late"
    case .duplicate: "duplicate"
    case .exercise: "exercise"
    case .rejected: "rejected"
    }
  }
}

extension Problem {
  /// Why a report is not taken.
  init(_ problem: DirectoryModel.Problem) {
    self.init(
      problem.code == .unknownUnit ? .notFound : .unprocessableContent, problem.code.rawValue,
      TranslatableText(verbatim: problem.message))
  }
}
