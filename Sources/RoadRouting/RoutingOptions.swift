/// How a router over HTTP is asked.
package struct RoutingOptions: Hashable, Sendable {
  /// Seconds to wait for a connection.
  package var connectTimeout = 0.5
  /// Seconds to wait for one answer, the connection included: a dispatcher waits.
  package var timeout = 2.0
  /// Bytes that an answer may have.
  package var responseLimit = 4_000_000
  /// How many places are asked about at once on their way to one; by default OSRM takes 100 at most, Valhalla 50.
  package var batchLimit = 32
  /// Failures in a row after which the router is left alone.
  package var failuresToPause = 3
  /// Seconds for which it is left alone.
  package var pause = 10.0
  /// Metres per second along the straight line that no way exceeds.
  ///
  /// Both engines' car profiles stay below 140 km/h.
  package var greatestSpeed = 140 / 3.6
  /// Metres that a unit may stand from the nearest road that the router knows; one farther off is off its map.
  package var greatestPlaceSnap = 1000.0
  /// The same for an incident, which may be deep in a forest.
  package var greatestIncidentSnap = 1500.0
  /// The profile in OSRM's addresses: letters, digits, `-` and `_`.
  package var profile = "driving"
  /// Valhalla's costing: letters, digits, `-` and `_`.
  package var costing = "auto"

  /// The usual choices.
  package init() {}

  /// For large tables, whose user waits for minutes anyway.
  package static var forTables: RoutingOptions {
    var options = RoutingOptions()
    options.connectTimeout = 5
    options.timeout = 120
    options.responseLimit = 64_000_000
    return options
  }
}
