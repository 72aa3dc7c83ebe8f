package import DirectoryModel
package import TextFormats

extension DirectoryCheck {
  /// The check as JSON.
  ///
  /// - Parameters:
  ///   - path: the directory's file.
  ///   - language: that of messages and hint.
  /// - Returns: what was looked at, and the damage.
  package func json(path: String, in language: Language) -> JSONValue {
    [
      "path": .string(path), "sound": .bool(isSound),
      "checked": .object(
        Dictionary(steps.map { ($0.part.rawValue, .integer($0.count)) }, uniquingKeysWith: { first, _ in first })),
      "damaged": .integer(damaged),
      "findings": .array(
        steps.flatMap { step in
          step.findings.map { finding in
            [
              "part": .string(step.part.rawValue), "code": .string(finding.code.name),
              "message": .string(finding.messageText(in: language)), "record": JSONValue(finding.place.record),
            ]
          }
        }),
      "hint": JSONValue(error?.hintText(in: language)),
    ]
  }

  /// The check as text: a line for each part, and below it the damage.
  package func text(in language: Language) -> String {
    let words = Words<CheckPhrase>(language)
    var lines: [String] = []
    for step in steps {
      lines.append(words(CheckPhrase(step.part), step.count))
      lines += step.findings.map { "  " + $0.messageText(in: language) }
      if step.damaged > step.findings.count, !step.findings.isEmpty {
        lines.append("  " + words(.more, step.damaged - step.findings.count))
      }
    }
    if isSound { lines.append(words(.sound)) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension CheckPhrase {
  fileprivate init(_ part: DirectoryCheck.Part) {
    switch part {
    case .pages: self = .pages
    case .structure: self = .structure
    case .rows: self = .rows
    case .digests: self = .digests
    case .references: self = .references
    case .merged: self = .merged
    }
  }
}
