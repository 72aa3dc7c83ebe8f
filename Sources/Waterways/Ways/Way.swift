public import DirectoryModel

/// How a unit gets from one place to another by road, as far as water decides: straight, or by the crossings that make the
/// way shortest, straight between them.
///
/// No road is shorter. A way is never shorter than the straight line.
public struct Way: Hashable, Sendable {
  /// Metres: of a way that crosses no water along the ellipsoid, else of its straight parts together.
  public var metres: Double
  /// Seconds that it waits at crossings, 0 or more.
  public var wait: Double
  /// The crossings that it uses, in the order in which it comes to them; empty for a straight way.
  ///
  /// Places where it goes round the end of a barrier are among them.
  public var crossings: [Crossing]

  /// Makes a way.
  package init(metres: Double, wait: Double = 0, crossings: [Crossing] = []) {
    self.metres = metres
    self.wait = wait
    self.crossings = crossings
  }

  /// Whether it uses a crossing of which it is not sure that it is there.
  public var isUnsure: Bool { crossings.contains { $0.confidence == .low } }
}

/// In which directions a crossing is closed.
package struct CrossingClosure: OptionSet, Hashable, Sendable {
  /// A number that stands for the directions.
  package let rawValue: UInt8

  /// Makes a closure of its number.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// From the side of its first end to the other: with two ends as they are given; else from the left of its barrier, seen
  /// along the barrier's line, to the right.
  package static let forward = CrossingClosure(rawValue: 1)
  /// The other way round.
  package static let backward = CrossingClosure(rawValue: 2)
  /// Both.
  package static let both: CrossingClosure = [.forward, .backward]
}
