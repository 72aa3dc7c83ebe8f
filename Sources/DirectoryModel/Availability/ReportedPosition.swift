public import FoundationEssentials
public import Geodesy

/// Where a unit was when somebody last said so.
public struct ReportedPosition: Hashable, Sendable {
  /// The place, in WGS84 degrees.
  public var coordinate: Coordinate
  /// When it was there.
  public var time: Date

  /// Makes a position.
  package init(coordinate: Coordinate, time: Date) {
    self.coordinate = coordinate
    self.time = time
  }
}
