public import Geodesy

/// A place at which one may get over a barrier, or around its end.
public struct Crossing: Hashable, Identifiable, Sendable {
  /// Kinds of crossings.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// A bridge.
    case bridge
    /// A tunnel.
    case tunnel
    /// A dam, weir or lock with a road over it.
    case dam
    /// A ferry.
    case ferry
    /// No structure: the place where a barrier ends, so that one may go round it.
    case end
  }

  /// Whether cars and lorries may use it.
  public enum RoadUse: String, CaseIterable, Codable, Hashable, Sendable {
    /// They may.
    case yes
    /// They may not: it is for trains, bicycles or people on foot.
    case no
    /// Nobody knows; no way leads over it.
    case unknown
  }

  /// How sure it is that it is there and may be used as it says.
  public enum Confidence: String, CaseIterable, Codable, Hashable, Sendable {
    /// A register or several sources say so.
    case high
    /// One source says so.
    case medium
    /// It is likely; an answer that uses it says so.
    case low
  }

  /// Unique among crossings.
  public var id: CrossingID
  /// The barrier that it crosses, which may be of another document.
  public var barrier: BarrierID
  /// Names, the main one first.
  public var names: LocalizedText
  /// The kind.
  public var kind: Kind
  /// Where it is; of one with two ends, the first.
  public var coordinate: Coordinate
  /// The other end of a long dam, tunnel or bridge; `nil` for one whose length does not matter.
  public var otherEnd: Coordinate?
  /// Whether cars and lorries may use it.
  public var road: RoadUse
  /// How sure that is.
  public var confidence: Confidence
  /// When it is open, as opening hours of OpenStreetMap write it; `nil` where it is always open, and for a ferry whose hours
  /// nobody says.
  public var hours: String?
  /// How long one waits there in the mean, in seconds, 0 or more; `nil` where nothing is said.
  public var wait: Double?
  /// How far its facts have been checked; `secondary` ones wait to be read again from the register that the source names.
  public var verification: Verification
  /// The id of its source in its document; `nil` where that names none.
  package var source: String?
  /// Where it stands in its document.
  package var sourceLine = SourceLine()

  /// Makes a crossing.
  package init(
    id: CrossingID, barrier: BarrierID, names: LocalizedText, kind: Kind, coordinate: Coordinate,
    otherEnd: Coordinate? = nil, road: RoadUse, confidence: Confidence, hours: String? = nil, wait: Double? = nil,
    verification: Verification = .verified, source: String? = nil
  ) {
    self.id = id
    self.barrier = barrier
    self.names = names
    self.kind = kind
    self.coordinate = coordinate
    self.otherEnd = otherEnd
    self.road = road
    self.confidence = confidence
    self.hours = hours
    self.wait = wait
    self.verification = verification
    self.source = source
  }
}
