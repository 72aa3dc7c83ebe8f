@_exported public import Agreements
public import DirectoryModel
@_exported public import Waterways

/// A unit that could come, with all that was weighed.
public struct Match: Sendable {
  /// The unit with what its type adds.
  package var matchable: MatchableUnit
  /// Metres along the ellipsoid from where it stands to the incident.
  public var distance: Double
  /// The turnout time that applies; `nil` where none is published and no default fits: the ETA then leaves it out.
  package var turnout: TurnoutTime?
  /// Seconds from wheels rolling to arrival, 0 or more: from the router or the model, with any slowness applied.
  public var travel: Double
  /// Where these seconds come from.
  package var travelOrigin = TravelOrigin.model
  /// By which way it comes; `nil` where a router gave the time, and where no way leads by road.
  public var way: Way?
  /// Seconds that asking its control room takes.
  public var requestDelay: Double
  /// What is known of its status.
  public var availability: Availability
  /// Whether it counts as available only because nothing is known.
  public var isAvailabilityAssumed: Bool
  /// Whether the agreements let this unit go to this incident, and why; own units are always allowed.
  public var verdict: Verdict

  /// The unit.
  package var unit: UnitSummary { matchable.summary }

  /// What the unit can do, with levels: its own capabilities and those that its type adds.
  public var capabilities: [Capability] { matchable.capabilities }

  /// Seconds from the alarm to arrival: asking, turnout and travel.
  public var eta: Double { delay + travel }

  /// Seconds beside the travel: asking and turnout.
  var delay: Double { requestDelay + Double(turnout?.seconds ?? 0) }
}

/// The answer to a `NearestQuery`.
public struct NearestAnswer: Sendable {
  /// Where the incident is, and which control room answers for it.
  public var site: IncidentSite
  /// The units that fit, by the query's rank, the best first; at most its count, empty where none fits.
  public var matches: [Match]
  /// The nearest domestic unit by the same rank, needs and availability; `nil` when there is none.
  public var nearestDomestic: Match?
  /// What a router was asked; `nil` without one.
  package var routing: RoutingSummary?
  /// Units that would be among those weighed, but that no way by road leads from: they are not named.
  public var withoutWay: Set<UnitID> = []

  /// Makes an answer.
  package init(site: IncidentSite, matches: [Match], nearestDomestic: Match?) {
    self.site = site
    self.matches = matches
    self.nearestDomestic = nearestDomestic
  }

  /// Where the boundaries put the incident.
  package var locality: Locality { site.locality }
  /// The country that was taken to be the incident's; `nil` where not known.
  package var country: CountryCode? { site.country }

  /// Seconds by which the first match arrives before the nearest domestic unit; negative when it is later.
  public var gain: Double? {
    guard let first = matches.first, let domestic = nearestDomestic else { return nil }
    return domestic.eta - first.eta
  }
}
