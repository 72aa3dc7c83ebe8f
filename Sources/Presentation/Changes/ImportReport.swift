package import DirectoryModel
package import TextFormats

/// What became of an imported or validated file, for people and programs.
package struct ImportReport: Sendable {
  /// What is done with a file.
  package enum Operation: Sendable {
    /// It is imported.
    case took
    /// It would be imported, were this no dry run.
    case wouldTake
    /// It is checked and goes nowhere.
    case checked
  }

  /// The path.
  package var file: String
  /// The ids of registries and documents in it.
  package var registries: [String]
  /// The dialect.
  package var profile: String?
  /// Whether the directory now holds what the file says.
  package var isApplied: Bool
  /// Counts by their JSON names, in the order in which they are shown.
  package var counts: [(name: String, count: Int)]
  /// Problems in the order in which they were found; a refusal of the whole file is the last.
  package var problems: [(problem: Problem?, code: String, message: String, line: Int?)]
  /// What is new, different and gone; `nil` where nobody asked.
  package var difference: Difference?
  /// What to do about a refusal.
  package var hint: String?
  /// Seconds it took.
  package var seconds: Double
  /// Bytes read.
  package var bytes: Int

  /// Makes a report.
  package init(
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
  package var json: JSONValue {
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
  package func summary(_ deed: Operation, in language: Language = .english) -> String {
    let phrases = ImportPhrases(language)
    let shown = counts.filter { $0.count > 0 }
    let name = registries.joined(separator: ", ")
    if !isApplied {
      let reason = problems.last.map { ImportReport.meaning(of: $0.code, in: language) + $0.message } ?? ""
      return "\(phrases.refused) \(file): \(reason)"
    }
    // Which dialect the file was taken for is worth a word where it is not our own.
    let dialect = profile.flatMap { $0 == "native" ? nil : " " + ImportPhrases.filled(phrases.asDialect, $0) } ?? ""
    return "\(phrases.deeds[deed] ?? "") \(file)\(dialect)\(name.isEmpty ? "" : " (\(name))"): "
      + (shown.isEmpty ? phrases.nothing : ImportReport.text(of: shown, in: language))
  }

  /// One line on what became of several files.
  package static func total(_ reports: [ImportReport], in language: Language = .english) -> String {
    let counts = reports.map { Dictionary($0.counts.map { ($0.name, $0.count) }) { first, _ in first } }
    let sums = ["read", "added", "changed", "unchanged", "removed", "rejected"].map { name in
      (name: name, count: counts.compactMap { $0[name] }.reduce(0, +))
    }
    let refused = reports.filter { !$0.isApplied }.count
    let files = ImportPhrases.filled(ImportPhrases(language).files, "\(reports.count)", "\(refused)")
    return "\(files): \(text(of: sums, in: language))"
  }

  /// What a code means in the language, to be put before the English details.
  private static func meaning(of code: String, in language: Language) -> String {
    ProblemCode(rawValue: code)?.meaning(in: language).map { $0 + " – " } ?? ""
  }

  /// Counts with their names, one after the other.
  static func text(of counts: [(name: String, count: Int)], in language: Language) -> String {
    let phrases = ImportPhrases(language)
    return counts.map { "\($0.count) \(phrases.counts[$0.name] ?? $0.name)" }.joined(separator: ", ")
  }

  /// Problems as `file:line: severity: message [code]`, at most `limit`, the rest counted; in other languages than English
  /// what the code means stands before the message.
  package func problemLines(limit: Int, in language: Language = .english) -> [String] {
    let lines = problems.prefix(limit).map { entry in
      let severity = entry.problem?.severity ?? .error
      let record = entry.problem?.record.map { " (\($0))" } ?? ""
      return "\(file):\(entry.line.map { "\($0):" } ?? "") \(severity.rawValue): "
        + "\(ImportReport.meaning(of: entry.code, in: language))\(entry.message)\(record) [\(entry.code)]"
    }
    let more = problems.count - lines.count
    let rest = ImportPhrases.filled(ImportPhrases(language).moreProblems, "\(more)")
    return lines + (more > 0 ? ["\(file): \(rest)"] : [])
      + (hint.map { ["  \($0)"] } ?? [])
  }
}
