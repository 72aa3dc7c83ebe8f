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
  /// Seconds of travel by the built-in model, slowness included.
  package var modelled: Double
  /// By how much longer than the router says its travel takes, above 0.
  package var slowness: Double

  /// Makes a candidate.
  package init(
    payload: Payload, id: UnitID, place: Coordinate?, distance: Double, delay: Double, modelled: Double,
    slowness: Double = 1
  ) {
    self.payload = payload
    self.id = id
    self.place = place
    self.distance = distance
    self.delay = delay
    self.modelled = modelled
    self.slowness = slowness
  }
}

/// Where a travel time comes from.
package enum TravelOrigin: Hashable, Sendable {
  /// The router of this name gave it.
  case router(String)
  /// The built-in model, by which the unit's way of travelling is reckoned in any case.
  case model
  /// The built-in model, since the router failed or has no way.
  case fallback
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
