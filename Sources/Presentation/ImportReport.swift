public import DirectoryModel

/// What became of an imported or validated file, for people and programs.
public struct ImportReport: Sendable {
  /// The path.
  public var file: String
  /// The ids of registries and documents in it.
  public var registries: [String]
  /// The dialect.
  public var profile: String?
  /// Whether the directory now holds what the file says.
  public var isApplied: Bool
  /// Counts by their JSON names, in the order in which they are shown.
  public var counts: [(name: String, count: Int)]
  /// Problems in the order in which they were found; a refusal of the whole file is the last.
  public var problems: [(problem: Problem?, code: String, message: String, line: Int?)]
  /// What is new, different and gone; `nil` where nobody asked.
  public var difference: Difference?
  /// What to do about a refusal.
  public var hint: String?
  /// Seconds it took.
  public var seconds: Double
  /// Bytes read.
  public var bytes: Int

  /// Makes a report.
  public init(
    file: String, registries: [String], profile: String?, isApplied: Bool, counts: [(name: String, count: Int)],
    problems: [Problem], refusal: (code: String, message: String, line: Int?, hint: String?)?, seconds: Double,
    bytes: Int
  ) {
    self.file = file
    self.registries = registries
    self.profile = profile
    self.isApplied = isApplied
    self.counts = counts
    self.problems = problems.map { ($0, $0.code.rawValue, $0.message, $0.line) }
    if let refusal { self.problems.append((nil, refusal.code, refusal.message, refusal.line)) }
    hint = refusal?.hint
    self.seconds = seconds
    self.bytes = bytes
  }

  /// The report as JSON.
  public var json: JSONValue {
    var members: [String: JSONValue] = [
      "file": .string(file), "registry": JSONValue(registries.first),
      "registries": .array(registries.map(JSONValue.string)), "profile": JSONValue(profile),
      "applied": .bool(isApplied), "seconds": JSONValue(seconds, decimals: 4), "bytes": .integer(bytes),
      "problems": .array(
        problems.map { entry in
          [
            "line": JSONValue(entry.line),
            "severity": .string((entry.problem?.severity ?? .error).rawValue), "code": .string(entry.code),
            "message": .string(entry.message), "record": JSONValue(entry.problem?.record),
          ]
        }),
    ]
    for count in counts { members[count.name] = .integer(count.count) }
    if let hint { members["hint"] = .string(hint) }
    if let difference { members["difference"] = DifferenceReport(difference).json }
    return .object(members)
  }

  /// One line on what became of the file.
  public func summary(verb: String) -> String {
    let shown = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.name.replacing("_", with: " "))" }
    let name = registries.joined(separator: ", ")
    if !isApplied { return "refused \(file): \(problems.last?.message ?? "")" }
    return "\(verb) \(file)\(name.isEmpty ? "" : " (\(name))"): "
      + (shown.isEmpty ? "nothing in it" : shown.joined(separator: ", "))
  }

  /// Problems as `file:line: severity: message [code]`, at most `limit`, the rest counted.
  public func problemLines(limit: Int) -> [String] {
    let lines = problems.prefix(limit).map { entry in
      let severity = entry.problem?.severity ?? .error
      let record = entry.problem?.record.map { " (\($0))" } ?? ""
      return
        "\(file):\(entry.line.map { "\($0):" } ?? "") \(severity.rawValue): \(entry.message)\(record) [\(entry.code)]"
    }
    let more = problems.count - lines.count
    return lines + (more > 0 ? ["\(file): … and \(more) more problems; --format json lists all"] : [])
      + (hint.map { ["  \($0)"] } ?? [])
  }
}
