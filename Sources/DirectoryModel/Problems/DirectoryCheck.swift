/// What a check of a directory looked at, and the damage that it found.
public struct DirectoryCheck: Hashable, Sendable {
  /// What is looked at.
  public enum Part: String, CaseIterable, Codable, Hashable, Sendable {
    /// Pages of the file, by their checksums.
    case pages
    /// Tables and indexes, by SQLite's own check.
    case structure
    /// Rows: every column holds what belongs there.
    case rows
    /// Rows of records, by the digests in them.
    case digests
    /// Rows that name others: these are there.
    case references
    /// Records of several registries: what they say together follows from what each says.
    case merged
  }

  /// A part and what was found in it.
  public struct Step: Hashable, Sendable {
    /// The part.
    public var part: Part
    /// How many things were looked at.
    public var count: Int
    /// How much damage was found.
    public var damaged = 0
    /// The first of it, at most ``keptFindings``.
    public var findings: [MutualAidError] = []

    /// Makes a step that has looked at nothing yet.
    package init(_ part: Part) {
      self.part = part
      count = 0
    }

    /// Takes note of damage.
    package mutating func note(_ finding: MutualAidError) {
      damaged += 1
      if findings.count < DirectoryCheck.keptFindings { findings.append(finding) }
    }
  }

  /// How many findings of a part are kept.
  public static let keptFindings = 20

  /// The parts in the order in which they were looked at.
  public var steps: [Step]

  /// Makes a check of its steps.
  package init(steps: [Step]) { self.steps = steps }

  /// How much damage was found.
  public var damaged: Int { steps.map(\.damaged).reduce(0, +) }
  /// Whether no damage was found.
  public var isSound: Bool { damaged == 0 }

  /// The error that says that there is damage; `nil` where there is none.
  public var error: MutualAidError? {
    guard !isSound else { return nil }
    return MutualAidError(.storeDamaged, "the directory is damaged in \(damaged) places", hint: .restoreDirectory)
  }
}
