/// A record as one registry listed it from one import to another.
package struct RecordVersion<Record: FieldedRecord>: Sendable {
  /// The registry.
  package var registry: RegistryID
  /// The number of the import that wrote it.
  package var since: Int
  /// The number of the import that replaced or removed it; `nil` while it holds.
  package var until: Int?
  /// The record.
  package var record: Record

  /// Makes a version.
  package init(registry: RegistryID, since: Int, until: Int?, record: Record) {
    self.registry = registry
    self.since = since
    self.until = until
    self.record = record
  }
}

/// All that registries say and said of a record.
package struct RecordHistory<Record: CorrectableRecord>: Sendable {
  /// One thing that happened to it.
  package struct Event: Hashable, Sendable {
    /// What happened.
    package enum Kind: String, Hashable, Sendable {
      /// A registry took it up.
      case added
      /// A registry changed it.
      case changed
      /// A registry no longer lists it.
      case removed
    }

    /// What happened.
    package var kind: Kind
    /// The import that did it.
    package var entry: ImportEntry
    /// What changed; all that was said, where it was added.
    package var fields: [Difference.Field]
  }

  /// What holds now, put together from all registries; `nil` when none lists it any longer.
  package let merged: Merged<Record>?
  /// What happened, newest first.
  package let events: [Event]
  /// The imports that had a part in it, by number.
  package let imports: [Int: ImportEntry]

  /// Whether it was ever listed.
  package var isKnown: Bool { !events.isEmpty }

  /// Puts a history together.
  ///
  /// - Parameters:
  ///   - contributions: what each registry says now.
  ///   - versions: all versions, past and present.
  ///   - imports: the imports that wrote or ended them.
  package init(contributions: [Contribution<Record>], versions: [RecordVersion<Record>], imports: [ImportEntry]) {
    let entries = Dictionary(imports.map { ($0.id, $0) }) { first, _ in first }
    let chains = Dictionary(grouping: versions, by: \.registry).mapValues { $0.sorted { $0.since < $1.since } }
    self.imports = entries
    merged = Merged(contributions)?.tracing(chains)
    events = chains.values.flatMap { RecordHistory.events(of: $0, entries) }
      .sorted { ($0.entry.id, $0.kind.rawValue) > ($1.entry.id, $1.kind.rawValue) }
  }

  /// What happened in one registry.
  private static func events(of chain: [RecordVersion<Record>], _ imports: [Int: ImportEntry]) -> [Event] {
    var events: [Event] = []
    let note = { (kind: Event.Kind, number: Int, fields: [Difference.Field]) in
      if let entry = imports[number] { events.append(Event(kind: kind, entry: entry, fields: fields)) }
    }
    for (index, version) in chain.enumerated() {
      if index > 0, chain[index - 1].until == version.since {
        note(.changed, version.since, version.record.changes(since: chain[index - 1].record))
      } else {
        note(.added, version.since, version.record.filledFields)
      }
      if let until = version.until, index + 1 == chain.count || chain[index + 1].since != until {
        note(.removed, until, [])
      }
    }
    return events
  }
}

extension Merged {
  /// The same with each field's origin traced back to the import that first said what it says.
  fileprivate func tracing(_ chains: [RegistryID: [RecordVersion<Record>]]) -> Self {
    var copy = self
    copy.origins = origins.map { origin in
      guard let field = Record.fields.first(where: { $0.name == origin.field }) else { return origin }
      var traced = origin
      for version in (chains[origin.registry] ?? []).reversed() {
        if version.until != nil, version.until != traced.importID { break }
        guard field.text(version.record) == origin.value else { break }
        traced.importID = version.since
      }
      return traced
    }
    return copy
  }
}
