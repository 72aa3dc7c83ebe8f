package import Journal
package import TextFormats

/// What became of verifying the journal, for people and programs.
package struct AuditVerification: Sendable {
  private let reports: [(owner: JournalOwner, report: ChainReport)]

  /// Makes a text of the reports of each owner.
  package init(_ reports: [JournalOwner: ChainReport]) {
    self.reports = reports.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Whether everything holds.
  package var isWhole: Bool { reports.allSatisfy(\.report.isWhole) }

  /// A line for each owner, and below it what does not hold.
  package func text(in language: Language) -> String {
    let words = Words<AuditPhrase>(language)
    var lines: [String] = []
    for (owner, report) in reports {
      lines.append(words(.chain, owner.description, report.entries, Int(report.erased), report.checkpoints))
      for finding in report.findings {
        let numbers =
          finding.number == finding.lastNumber ? "\(finding.number)" : "\(finding.number)-\(finding.lastNumber)"
        lines.append("  " + words(AuditPhrase(finding.kind), numbers))
      }
      let more = report.findingCount - report.findings.count
      if more > 0 { lines.append("  " + words(.more, more)) }
    }
    if isWhole { lines.append(words[.whole]) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The reports as JSON.
  package var json: JSONValue {
    [
      "whole": .bool(isWhole),
      "owners": .array(
        reports.map { owner, report in
          [
            "owner": .string(owner.description), "entries": .integer(report.entries),
            "last": .integer(Int(report.lastNumber)), "hash": .string(report.lastHash.hex),
            "erased": .integer(Int(report.erased)), "checkpoints": .integer(report.checkpoints),
            "finding_count": .integer(report.findingCount),
            "findings": .array(
              report.findings.map { finding in
                [
                  "kind": .string(finding.kind.rawValue), "number": .integer(Int(finding.number)),
                  "last": .integer(Int(finding.lastNumber)),
                ]
              }),
          ]
        }),
    ]
  }
}

extension AuditPhrase {
  fileprivate init(_ kind: ChainFinding.Kind) {
    switch kind {
    case .altered: self = .altered
    case .notFollowing: self = .notFollowing
    case .missing: self = .missing
    case .payloadAltered: self = .payloadAltered
    case .payloadMissing: self = .payloadMissing
    case .payloadKept: self = .payloadKept
    case .tailCut: self = .tailCut
    case .rewritten: self = .rewritten
    case .otherJournal: self = .otherJournal
    case .unsigned: self = .unsigned
    case .unknownKey: self = .unknownKey
    }
  }
}
