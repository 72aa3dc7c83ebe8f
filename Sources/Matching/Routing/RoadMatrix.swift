/// The ways from some places to others, as a router knows them.
package struct RoadMatrix: Equatable, Sendable {
  /// An end of ways: a place, and the road it was moved to.
  package struct End: Hashable, Sendable {
    /// Metres from the place to that road, 0 or more; infinite where the router has none anywhere near.
    package var moved: Double
    /// Whether the place is on the roads that the router knows; of one too far from them it can say nothing.
    package var isOnMap: Bool

    /// Makes an end.
    package init(moved: Double, isOnMap: Bool = true) {
      self.moved = moved
      self.isOnMap = isOnMap
    }

    /// The end of a place that the router has no road for.
    package static let offMap = End(moved: .infinity, isOnMap: false)
  }

  /// From where.
  package var sources: [End]
  /// To where.
  package var destinations: [End]
  /// Seconds from road to road, source by source; `nil` where no way leads from one to the other.
  package var seconds: [Double?]

  /// Makes a matrix; `seconds` has a value for each source and destination.
  package init(sources: [End], destinations: [End], seconds: [Double?]) {
    self.sources = sources
    self.destinations = destinations
    self.seconds = seconds
  }

  /// What the router says of the way between two of its ends.
  package func way(from source: Int, to destination: Int) -> RoadWay {
    let (one, other) = (sources[source], destinations[destination])
    guard one.isOnMap, other.isOnMap else { return .offMap(moved: max(one.moved, other.moved)) }
    guard let seconds = seconds[source * destinations.count + destination] else { return .noWay }
    return .seconds(seconds, moved: one.moved + other.moved)
  }
}

/// What a router says of the way from one place to another.
package enum RoadWay: Hashable, Sendable {
  /// It takes so many seconds between the roads that both places were moved to, so many metres together.
  case seconds(Double, moved: Double)
  /// Both places are on roads, and none leads from one to the other.
  case noWay
  /// One of the places is too far from the roads that the router knows, by so many metres, for it to say anything.
  case offMap(moved: Double)

  /// Metres from both places to roads, together; `nil` where that is not known.
  package var moved: Double? {
    switch self {
    case .seconds(_, let moved), .offMap(let moved): moved.isFinite ? moved : nil
    case .noWay: nil
    }
  }

  /// No way takes longer than this: a day, in seconds.
  package static let greatestSeconds = 86_400.0

  /// Seconds from place to place: the router's, and for the metres that it moved the places, those of a model.
  ///
  /// The moved metres are travelled at the speed that the model has over the whole way: what a model says of some metres
  /// alone is mostly the setting out, which the router's time holds.
  ///
  /// - Parameters:
  ///   - distance: metres between the places along the geodesic.
  ///   - greatestSpeed: metres per second along the straight line that no way exceeds.
  ///   - model: seconds of travel over so many metres.
  /// - Returns: the seconds; `nil` where the router has none, or none that can be: negative ones, more than a day, or fewer
  ///   than the straight line between the two roads takes.
  package func travel(distance: Double, greatestSpeed: Double, model: (Double) -> Double) -> Double? {
    guard case .seconds(let seconds, let moved) = self, seconds >= 0, seconds <= RoadWay.greatestSeconds, moved >= 0
    else { return nil }
    // Routers round.
    guard seconds >= (distance - moved) / greatestSpeed - 1 else { return nil }
    return seconds + RoadWay.approach(moved, distance: distance, greatestSpeed: greatestSpeed, model: model)
  }

  /// Seconds for the metres between places and roads.
  package static func approach(
    _ moved: Double, distance: Double, greatestSpeed: Double, model: (Double) -> Double
  ) -> Double {
    guard moved > 0 else { return 0 }
    let whole = max(distance, moved)
    return max(moved / greatestSpeed, model(whole) * (moved / whole))
  }
}

/// Which roads a router goes by: what was asked of another may be different.
package struct RouterIdentity: Hashable, Sendable {
  /// What answers call the engine: `osrm`, `valhalla`.
  package var engine: String
  /// The profile or costing that it is asked for.
  package var profile: String
  /// What the engine says of the data's version, such as a time; `nil` where it says nothing.
  package var dataVersion: String?

  /// Makes an identity.
  package init(engine: String, profile: String, dataVersion: String?) {
    self.engine = engine
    self.profile = profile
    self.dataVersion = dataVersion
  }
}
