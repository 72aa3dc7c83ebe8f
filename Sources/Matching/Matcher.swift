internal import Agreements
package import DirectoryModel
package import FoundationEssentials
package import Geodesy
internal import LocalTime
package import Waterways

/// The nearest available units for an incident, in exact order, each with the agreements' verdict.
package struct Matcher: Sendable {
  private(set) var source: any MatchingSource
  let vocabulary: Vocabulary
  let rules: AgreementRules
  let clock: LocalClock
  /// Whether units are on duty.
  package let duty: DutyFinder
  /// The travel-time model, slowed as the conditions have it.
  package let travel: any TravelTime
  /// The router that gives travel times along roads; `nil` to use the model alone.
  let router: (any RoadRouter)?
  /// The source of control rooms; `nil` to do without requests' delays and without working together as tie-break.
  let controlRooms: (any ControlRoomSource)?
  /// The land as water cuts it; gives `nil` where no water is on file: all ways are straight then.
  let ways: @Sendable () throws -> WayNetwork?
  /// The same as things are, where a scenario has other crossings, of which a router knows nothing; else `nil`.
  let usualWays: (@Sendable () throws -> WayNetwork?)?
  /// What is other than usual.
  let conditions: MatchConditions
  /// All ways in which units may travel.
  let mobilities: [Mobility]

  /// Makes a matcher.
  package init(
    source: any MatchingSource, vocabulary: Vocabulary, agreements: [Agreement],
    travel: any TravelTime = SpeedModel(),
    router: (any RoadRouter)? = nil, controlRooms: (any ControlRoomSource)? = nil,
    ways: @escaping @Sendable () throws -> WayNetwork? = { nil },
    usualWays: (@Sendable () throws -> WayNetwork?)? = nil, conditions: MatchConditions = MatchConditions()
  ) {
    self.source = source
    self.vocabulary = vocabulary
    self.travel = conditions.slowness.isUsual ? travel : SlowedTravel(model: travel, slowness: conditions.slowness)
    self.conditions = conditions
    self.router = router
    self.controlRooms = controlRooms
    self.ways = ways
    self.usualWays = usualWays
    clock = LocalClock(vocabulary: vocabulary)
    duty = DutyFinder(vocabulary: vocabulary, clock: clock)
    rules = AgreementRules(agreements: agreements, clock: clock)
    mobilities = Array(vocabulary.mobilities)
  }

  /// What reports say of a unit as far as they are believed, and the hours published for its station.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - moment: the moment that is asked about.
  ///   - incident: where it would go: those that fly by the sun need it there too. `nil` wherever that is.
  /// - Returns: what is known of its status.
  /// - Throws: what the source throws.
  package func availability(
    of unit: MatchableUnit, at moment: Date, incident: Coordinate? = nil
  ) throws -> Availability {
    let reported = vocabulary.reportLimits.believed(
      try source.availability(of: unit.summary.id, at: moment), at: moment)
    guard let hours = try source.hours(ofStation: unit.summary.station) else { return reported }
    return try duty.availability(reported, of: unit, hours: hours, at: moment, incident: incident) {
      try source.region(of: unit)
    }
  }

  /// The same matcher with another source of units.
  package func with(source: any MatchingSource) -> Matcher {
    var matcher = self
    matcher.source = source
    return matcher
  }

  /// What answers call the travel-time model.
  package var travelModel: String { travel.name }

  /// The model by which a source orders candidates: with a router, what it takes at least.
  var leastTravel: any TravelTime {
    router.map { LeastTravel(router: $0, model: travel, slowness: conditions.slowness) } ?? travel
  }
}
