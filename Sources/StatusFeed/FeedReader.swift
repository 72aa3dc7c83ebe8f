package import DirectoryModel

/// Reads a stream of reports, one on each line: JSON objects, or CSV under a header, as the first line shows.
///
/// ```
/// {"unit": "nl-fire-vaals-f2e0bb79.ts1", "status": "FMS:3", "since": "2026-11-24T12:00:00Z"}
/// ```
///
/// Keys and columns are `unit`, `status`, `system`, `since`, `until`, `max_age_s`, `source`, `note`, `mode`, `lat`, `lon` and
/// `position_time`; others are left out, and each is named once. Blank lines, a byte order mark and CR LF are taken as they come. Memory does not grow with the stream.
package struct FeedReader {
  /// One line's message, or what is wrong with the line.
  package struct Entry: Sendable {
    /// The number of the line, from 1.
    package var line: Int
    /// What it says.
    package var message: Result<StatusMessage, LineProblem>
  }

  /// What is wrong with a line.
  package struct LineProblem: Error, Sendable {
    /// The problem, with its line.
    package var problem: Problem
  }

  private enum Form {
    case json
    case table(FeedTable)
  }

  private var lines = LineBuffer()
  private var form: Form?
  /// Names of fields that have no meaning here, each told once.
  private var unknownNames: Set<String> = []
  private var untold: [Problem] = []
  /// So many are told: a feed has few.
  private static let mostNames = 100

  /// Reads from the beginning of a stream.
  package init() {}

  /// Takes the stream's next bytes; they may end anywhere.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) { lines.append(bytes) }

  /// The next report; `nil` when more bytes are needed.
  ///
  /// - Parameter isAtEnd: whether no more bytes come, so that a last line need not be ended.
  /// - Returns: the line's message, or what is wrong with the line.
  /// - Throws: `MutualAidError` when the first line is neither a JSON object nor a header.
  package mutating func next(isAtEnd: Bool = false) throws(MutualAidError) -> Entry? {
    while let line = lines.next() ?? (isAtEnd ? lines.rest() : nil) {
      let bytes =
        line.number == 1 && line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? line.bytes.dropFirst(3) : line.bytes
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      guard let form else {
        if try takeForm(bytes, line: line.number) { return entry(line, bytes, .json) }
        continue
      }
      return entry(line, bytes, form)
    }
    return nil
  }

  /// Warnings of fields that have no meaning here, each once in a stream, since this was last asked.
  package mutating func takeWarnings() -> [Problem] {
    defer { untold = [] }
    return untold
  }

  private mutating func note(_ name: String, line: Int) {
    guard unknownNames.count < FeedReader.mostNames, unknownNames.insert(name).inserted else { return }
    untold.append(
      Problem(
        line: line, severity: .warning, code: .unknownName,
        message: "'\(StatusMessageReader.shown(name))' is no field of a report, and is left out: "
          + "known are \(FeedField.allCases.map(\.rawValue).joined(separator: ", "))"))
  }

  /// Looks what the first line is; true where it is a report itself.
  private mutating func takeForm(_ bytes: ArraySlice<UInt8>, line: Int) throws(MutualAidError) -> Bool {
    if bytes.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") {
      form = .json
      return true
    }
    guard let table = FeedTable(header: bytes) else { throw FeedReader.unknownForm(line: line) }
    form = .table(table)
    for name in table.unknownNames { note(name, line: line) }
    return false
  }

  private mutating func entry(_ line: LineBuffer.Line, _ bytes: ArraySlice<UInt8>, _ form: Form) -> Entry {
    func problem(_ code: ProblemCode, _ message: String) -> Entry {
      let problem = Problem(line: line.number, severity: .error, code: code, message: message)
      return Entry(line: line.number, message: .failure(LineProblem(problem: problem)))
    }
    guard !line.isTooLong else {
      return problem(.textTooLong, "the line is longer than \(LineBuffer.longest) bytes")
    }
    guard bytes.withUnsafeBytes({ FeedReader.isUTF8($0) }) else {
      return problem(.notUTF8, "the line is not UTF-8: expected text in that encoding")
    }
    do throws(LineDefect) {
      switch form {
      case .json:
        var names: [String] = []
        let message = try StatusMessage(json: bytes) { names.append($0) }
        for name in names { note(name, line: line.number) }
        return Entry(line: line.number, message: .success(message))
      case .table(let table): return Entry(line: line.number, message: .success(try table.message(bytes)))
      }
    } catch {
      switch error.kind {
      case .form: return problem(.lineInvalid, error.message)
      case .value: return problem(.valueInvalid, error.message)
      case .control: return problem(.controlCharacters, error.message)
      }
    }
  }

  private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.allSatisfy({ $0 < 0x80 }) { return true }
    return String(validating: bytes, as: UTF8.self) != nil
  }

  private static func unknownForm(line: Int) -> MutualAidError {
    MutualAidError(
      .notAFeed, "line \(line) is neither a JSON object nor a CSV header with the columns unit and status",
      line: line,
      hint: "Write one JSON object on each line, or begin with a header such as unit,status,since.")
  }
}
