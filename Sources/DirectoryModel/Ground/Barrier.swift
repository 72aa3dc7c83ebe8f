public import Geodesy

/// A line over which no road leads but by its crossings: a river, a canal, a shore.
///
/// Barriers that meet each other cut the land into faces; within one face ways are straight.
public struct Barrier: Hashable, Identifiable, Sendable {
  /// Kinds of barriers.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// A river.
    case river
    /// A canal.
    case canal
    /// A lake.
    case lake
    /// An arm of the sea, such as an estuary.
    case seaArm = "sea-arm"
    /// The sea itself, with the gaps between islands.
    case sea
    /// No water: a line that only closes a face where a barrier ends inland. Ways cross it freely.
    case open
  }

  /// Unique among barriers.
  public var id: BarrierID
  /// Names, the main one first.
  public var names: LocalizedText
  /// The kind.
  public var kind: Kind
  /// The places through which it leads, at least two.
  public var line: [Coordinate]
  /// How far the drawn line may be from the true one, in metres, 0 or more.
  public var accuracy: Double
  /// The id of its source in its document; `nil` where that names none.
  package var source: String?
  /// Where it stands in its document.
  package var sourceLine = SourceLine()

  /// Makes a barrier; its line has at least two places.
  package init(
    id: BarrierID, names: LocalizedText, kind: Kind, line: [Coordinate], accuracy: Double, source: String? = nil
  ) {
    self.id = id
    self.names = names
    self.kind = kind
    self.line = line
    self.accuracy = accuracy
    self.source = source
  }
}
