package import DirectoryModel
package import MutualAid
package import TextFormats

/// What became of an imported or validated file, for people and programs.
package struct ImportReport: Sendable {
  /// What is done with a file.
  package enum Operation: String, CaseIterable, Sendable {
    /// It is imported.
    case took
    /// It would be imported, were this no dry run.
    case wouldTake = "would-take"
    /// It is checked and goes nowhere.
    case checked
  }

  /// The file with its counts, problems and refusal.
  private let file: FileReport

  /// Makes the report of a file.
  package init(_ file: FileReport) { self.file = file }

  /// Whether the file was not refused.
  private var isApplied: Bool { file.isApplied }

  /// What is new, different and gone; `nil` where it was not asked for.
  package var difference: Difference? { file.difference }

  /// Counts by their JSON names, in the order in which they are shown.
  private var counts: [(name: String, count: Int)] {
    [
      ("read", file.read), ("added", file.added), ("changed", file.changed), ("unchanged", file.unchanged),
      ("removed", file.removed), ("rejected", file.rejected), ("kept", file.kept), ("stations", file.stations),
      ("control_rooms", file.controlRooms), ("organisations", file.organisations), ("reports", file.reports),
      ("conflicts", file.conflicts), ("stepped_back", file.steppedBack), ("came_back", file.cameBack),
      ("replaced", file.replaced?.units ?? 0),
    ]
  }

  /// What became of the stations, by its words.
  private var stationCounts: [(name: String, count: Int)] {
    let counts = file.stationCounts
    return [
      ("read", counts.read), ("added", counts.added), ("changed", counts.changed), ("unchanged", counts.unchanged),
      ("removed", counts.removed), ("rejected", counts.rejected), ("kept", file.stationsKept),
    ]
  }

  /// The report as JSON.
  package var json: JSONValue {
    var members: [String: JSONValue] = [
      "file": .string(file.file), "registry": JSONValue(file.registries.first),
      "registries": .array(file.registries.map(JSONValue.string)), "profile": JSONValue(file.profile),
      "replaces": JSONValue(file.replaced?.registry),
      "applied": .bool(isApplied && !file.isDryRun), "dry_run": .bool(file.isDryRun), "refused": .bool(!isApplied),
      "seconds": JSONValue(file.seconds, decimals: 4), "bytes": .integer(file.bytes),
      "problems": .array(
        findings(in: .english).map { finding in
          [
            "line": JSONValue(finding.line), "severity": .string(finding.severity.rawValue),
            "code": .string(finding.code), "message": .string(finding.message), "record": JSONValue(finding.record),
          ]
        }),
    ]
    for count in counts { members[count.name] = .integer(count.count) }
    for count in stationCounts { members["stations_\(count.name)"] = .integer(count.count) }
    if let hint = hint(in: .english) { members["hint"] = .string(hint) }
    if !file.passedOver.isEmpty {
      members["passed_over"] = .array(
        file.passedOver.map { ["file": .string($0.path), "reason": .string($0.reason.rawValue)] })
    }
    if let difference { members["difference"] = DifferenceReport(difference).json }
    return .object(members)
  }

  /// One line on what became of the file.
  package func summary(_ operation: Operation, in language: Language = .english) -> String {
    let phrases = Words<ImportPhrase>(language)
    let shown = counts.filter { $0.count > 0 }.map { count in
      let text = ImportReport.text(of: [count], in: language)
      let changes = stationCounts.filter { $0.count > 0 && !["read", "unchanged"].contains($0.name) }
      return count.name == "stations" && !changes.isEmpty
        ? "\(text) (\(ImportReport.text(of: changes, in: language)))" : text
    }
    let name = file.registries.joined(separator: ", ")
    if !isApplied {
      let reason =
        findings(in: language).last.map { phrases.meaning(ofProblem: $0.code) + $0.message } ?? ""
      return ScreenText.line("\(phrases[.refused]) \(file.file)\(phrases.colon)\(reason)")
    }
    // Which dialect the file was taken for is worth a word where it is not our own.
    let dialect = file.profile.flatMap { $0 == "native" ? nil : " " + phrases(.asDialect, $0) } ?? ""
    return ScreenText.line(
      "\(phrases.name(of: operation)) \(file.file)\(dialect)\(name.isEmpty ? "" : " (\(name))")\(phrases.colon)"
        + (shown.isEmpty ? phrases[.nothing] : shown.joined(separator: ", ")))
  }

  /// One line on what became of several files.
  package static func total(_ reports: [ImportReport], in language: Language = .english) -> String {
    let counts = reports.map { Dictionary($0.counts.map { ($0.name, $0.count) }) { first, _ in first } }
    let sums = ["read", "added", "changed", "unchanged", "removed", "rejected"].map { name in
      (name: name, count: counts.compactMap { $0[name] }.reduce(0, +))
    }
    let refused = reports.filter { !$0.isApplied }.count
    let words = Words<ImportPhrase>(language)
    let files = words(.files, "\(reports.count)", "\(refused)")
    return files + words.colon + text(of: sums, in: language)
  }

  /// A problem, or the refusal of the whole file.
  private struct Finding {
    var line: Int?
    var severity: Problem.Severity
    var code: String
    var message: String
    var record: String?
  }

  /// Problems in the order in which they were found; a refusal of the whole file is the last.
  private func findings(in language: Language) -> [Finding] {
    let found = file.problems.map {
      Finding(line: $0.line, severity: $0.severity, code: $0.code.rawValue, message: $0.message, record: $0.record)
    }
    guard let refusal = file.refusal else { return found }
    let message = refusal.messageText(in: language)
    return found + [Finding(line: refusal.line, severity: .error, code: refusal.code.name, message: message)]
  }

  /// Counts with their names, one after the other.
  static func text(of counts: [(name: String, count: Int)], in language: Language) -> String {
    let phrases = Words<ImportPhrase>(language)
    return counts.map { phrases.counted($0.count, $0.name, in: "count") }.joined(separator: ", ")
  }

  /// Problems as `file:line: severity: message [code]`; in other languages than English what the code means stands before
  /// the message.
  ///
  /// Unless all are listed, each kind of problem has its first ones and a line that counts the rest, so that many of one
  /// kind do not hide those of another.
  package func problemLines(listsAll: Bool, in language: Language = .english) -> [String] {
    let words = Words<ImportPhrase>(language)
    let findings = findings(in: language)
    var shown: [ProblemKind: Int] = [:]
    var lines: [String] = []
    for finding in findings {
      let kind = ProblemKind(severity: finding.severity, code: finding.code)
      shown[kind, default: 0] += 1
      guard listsAll || shown[kind, default: 0] <= ImportReport.firstOfAKind else { continue }
      let record = finding.record.map { " (\($0))" } ?? ""
      lines.append(
        "\(file.file):\(finding.line.map { "\($0):" } ?? "") \(finding.severity.rawValue): "
          + "\(words.meaning(ofProblem: finding.code))\(finding.message)\(record) [\(finding.code)]")
    }
    for (kind, count) in file.problemCounts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let listed = listsAll ? shown[kind, default: 0] : min(shown[kind, default: 0], ImportReport.firstOfAKind)
      guard count > listed else { continue }
      let rest = words(.moreProblems, "\(count - listed)", kind.severity.rawValue, kind.code)
      lines.append("\(file.file): \(rest)")
    }
    return lines + (hint(in: language).map { ["  \($0)"] } ?? [])
  }

  /// What to do about the refusal, or about a problem that all records may have for one reason.
  private func hint(in language: Language) -> String? {
    if let hint = file.refusal?.hintText(in: language) { return hint }
    let lacksCountries = file.problemCounts.keys.contains { $0.code == ProblemCode.countryUnknown.rawValue }
    return lacksCountries && !file.knowsCountries ? Words<ImportPhrase>(language)[.nameBoundaries] : nil
  }

  /// Files of the folders named that are no documents: a line for each reason, with the first ones' names.
  package func passedOverLines(listsAll: Bool, in language: Language = .english) -> [String] {
    let words = Words<ImportPhrase>(language)
    return PassedOverFile.Reason.allCases.compactMap { reason in
      let paths = file.passedOver.filter { $0.reason == reason }.map(\.path)
      guard !paths.isEmpty else { return nil }
      let shown = paths.prefix(listsAll ? paths.count : ImportReport.firstPassedOver)
      let rest = paths.count > shown.count ? ", …" : ""
      return ScreenText.line(
        words(
          .passedOver, "\(paths.count)", words.name(of: reason),
          shown.joined(separator: ", ") + rest))
    }
  }

  /// So many files that are no documents are named for each reason.
  private static let firstPassedOver = 5

  /// So many problems of one kind are listed.
  private static let firstOfAKind = 5
}

extension ImportReport.Operation: NamedValue { static let section = "operation" }
extension PassedOverFile.Reason: NamedValue { static let section = "passed-over" }
