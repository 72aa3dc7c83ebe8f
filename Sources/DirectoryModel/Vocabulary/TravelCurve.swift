/// How long units of one service travel in one way, as vocabularies state it: seconds by metres of way.
///
/// A way is straight, but goes over crossings where water lies between.
package struct TravelCurve: Hashable, Sendable {
  /// A distance with its time.
  package struct Point: Hashable, Sendable {
    /// Metres of way, 0 or more.
    package var metres: Double
    /// Seconds from wheels rolling to arrival, 0 or more.
    package var seconds: Double

    /// Makes a point.
    package init(metres: Double, seconds: Double) {
      self.metres = metres
      self.seconds = seconds
    }
  }

  /// Whose travel.
  package let service: Service
  /// How it travels.
  package let mobility: Mobility
  /// The points, from 0 metres on, the nearest first; times never become less.
  package let points: [Point]
  /// Metres up to which ways were looked at.
  ///
  /// Beyond, the last piece goes on; `nil` where it is assumed.
  package let farthestMeasured: Double?
  /// How it is known.
  package let basis: Basis
  /// The id of its source.
  package let source: String?

  /// Makes a curve; `nil` for points that are none.
  ///
  /// - Parameters:
  ///   - service: whose travel.
  ///   - mobility: how it travels.
  ///   - points: at least two, the first at 0 metres, each farther than the one before and not sooner.
  ///   - farthestMeasured: metres up to which ways were looked at; `nil` where it is assumed.
  ///   - basis: how it is known.
  ///   - source: the id of its source.
  package init?(
    service: Service, mobility: Mobility, points: [Point], farthestMeasured: Double?, basis: Basis, source: String?
  ) {
    guard points.count >= 2, points[0].metres == 0, points[0].seconds >= 0,
      zip(points, points.dropFirst()).allSatisfy({ $0.metres < $1.metres && $0.seconds <= $1.seconds }),
      points.allSatisfy({ $0.metres.isFinite && $0.seconds.isFinite }),
      points[points.count - 1].seconds > points[points.count - 2].seconds
    else { return nil }
    self.service = service
    self.mobility = mobility
    self.points = points
    self.farthestMeasured = farthestMeasured
    self.basis = basis
    self.source = source
  }

  /// Seconds for a distance in metres, on the line between the points that it lies between; beyond the last on the line
  /// through the last two.
  package func seconds(distance: Double) -> Double { TravelCurve.seconds(distance: distance, along: points[...]) }

  /// The same for the points of a curve.
  package static func seconds(distance: Double, along points: ArraySlice<Point>) -> Double {
    var next = points.startIndex + 1
    while next < points.endIndex - 1, points[next].metres < distance { next += 1 }
    let (from, to) = (points[next - 1], points[next])
    return from.seconds + (max(0, distance) - from.metres) / (to.metres - from.metres) * (to.seconds - from.seconds)
  }
}
