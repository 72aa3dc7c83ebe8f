package import DirectoryModel
package import Geodesy

/// A unit whose travel time may be asked of a router.
package struct RoutedCandidate<Payload> {
  /// Whatever the caller wants back.
  package var payload: Payload
  /// The unit's id, by which ties go.
  package var id: UnitID
  /// Where it stands when it travels by road; `nil` otherwise: then the model's time stands.
  package var place: Coordinate?
  /// Metres along the geodesic to the incident.
  package var distance: Double
  /// Seconds beside the travel: asking its control room and turnout.
  package var delay: Double
  /// Seconds of travel by the built-in model, slowness included; infinite where it knows no way.
  package var modelled: Double
  /// By how much longer than the router says its travel takes, above 0.
  package var slowness: Double
  /// What a scenario's crossings do to its way, of which the router knows nothing.
  package var detour: ScenarioDetour
  /// Seconds of travel over so many metres by the built-in model, without slowness: for what lies between places and roads.
  package var model: (Double) -> Double

  /// Makes a candidate.
  package init(
    payload: Payload, id: UnitID, place: Coordinate?, distance: Double, delay: Double, modelled: Double,
    slowness: Double = 1, detour: ScenarioDetour = .longer(0), model: @escaping (Double) -> Double
  ) {
    self.payload = payload
    self.id = id
    self.place = place
    self.distance = distance
    self.delay = delay
    self.modelled = modelled
    self.slowness = slowness
    self.detour = detour
    self.model = model
  }
}

/// What a scenario's crossings do to a way, by the built-in ways: a router knows the roads as they are.
package enum ScenarioDetour: Hashable, Sendable {
  /// It takes so many seconds longer, below 0 for shorter.
  case longer(Double)
  /// No built-in way led there, and one does now.
  case opened
  /// None leads there any more.
  case closed

  /// Compares the seconds of a way with those that it usually takes; `nil` where there is none.
  package init(usual: Double?, now: Double?) {
    switch (usual, now) {
    case (let usual?, let now?): self = .longer(now - usual)
    case (nil, _?): self = .opened
    case (_?, nil): self = .closed
    // Of a way that was never known, nothing is known of the difference.
    case (nil, nil): self = .longer(0)
    }
  }
}

/// Where a travel time comes from.
package enum TravelOrigin: Hashable, Sendable {
  /// The router of this name gave it, after moving the unit's and the incident's place to roads, so many metres together.
  case router(String, moved: Double)
  /// The built-in model, by which the unit's way of travelling is reckoned in any case.
  case model
  /// The built-in model, since the router failed, or gave a time that cannot be, or since the unit stands too far from the
  /// roads that the router knows, by so many metres where they are known.
  case fallback(moved: Double?)

  /// Whether the built-in model stands in for the router.
  package var isFallback: Bool { if case .fallback = self { true } else { false } }

  /// Metres from the unit and the incident to the roads of the router, together; `nil` where it did not say it.
  package var moved: Double? {
    switch self {
    case .router(_, let moved): moved
    case .fallback(let moved): moved
    case .model: nil
    }
  }
}

/// A unit in the order of its arrival.
package struct RoutedUnit<Payload> {
  /// What the caller gave.
  package var payload: Payload
  /// The unit's id.
  package var id: UnitID
  /// Seconds of travel.
  package var travel: Double
  /// Where they come from.
  package var origin: TravelOrigin
  /// Seconds until arrival: delay and travel.
  package var eta: Double
}

extension RoutedUnit: Comparable {
  /// Whether a unit arrives before another, or at once with it and has the lesser id.
  package static func < (left: RoutedUnit, right: RoutedUnit) -> Bool { (left.eta, left.id) < (right.eta, right.id) }

  /// Whether neither comes before the other.
  package static func == (left: RoutedUnit, right: RoutedUnit) -> Bool { left.eta == right.eta && left.id == right.id }
}
