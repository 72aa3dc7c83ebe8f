package import FoundationEssentials

/// Barriers and the crossings over them, each by its id.
package struct WaterBarriers: Hashable, Sendable {
  /// The barriers, in the order of their ids where they come from a directory.
  package var barriers: [Barrier]
  /// The crossings, in the order of their ids where they come from a directory.
  package var crossings: [Crossing]

  /// Makes a set of barriers and crossings.
  package init(barriers: [Barrier] = [], crossings: [Crossing] = []) {
    self.barriers = barriers
    self.crossings = crossings
  }

  /// Whether there is no barrier.
  package var isEmpty: Bool { barriers.isEmpty }

  /// What one document says, with the rank by which it wins or loses against others.
  package struct Edition: Sendable {
    /// The document's id.
    package var document: String
    /// The rank of its publisher.
    package var authority: Registry.Authority
    /// When it was issued.
    package var issued: Date
    /// What it says.
    package var content: WaterBarriers

    /// Makes an edition.
    package init(document: String, authority: Registry.Authority, issued: Date, content: WaterBarriers) {
      self.document = document
      self.authority = authority
      self.issued = issued
      self.content = content
    }
  }

  /// Puts together what several documents say, in whatever order they come.
  ///
  /// Of records with one id, that of the highest authority counts, of equal ones that of the document issued last, then that
  /// of the document whose id comes first. A crossing whose barrier no document has is left out, since it leads over nothing.
  ///
  /// - Complexity: O(*n* log *n*) in the number of records.
  package init(editions: [Edition]) {
    let ranked = editions.sorted {
      ($0.authority.rank, $1.issued, $0.document) < ($1.authority.rank, $0.issued, $1.document)
    }
    let barriers = Dictionary(ranked.flatMap(\.content.barriers).map { ($0.id, $0) }) { first, _ in first }
    let crossings = Dictionary(ranked.flatMap(\.content.crossings).map { ($0.id, $0) }) { first, _ in first }
    self.barriers = barriers.values.sorted { $0.id < $1.id }
    self.crossings = crossings.values.filter { barriers[$0.barrier] != nil }.sorted { $0.id < $1.id }
  }
}
