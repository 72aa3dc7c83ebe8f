public import DirectoryModel

/// The question which units together meet all needs of an incident soonest.
public struct PackageQuery: Sendable {
  /// Place, time and filters; its own needs, count and rank do not matter.
  public var base: NearestQuery
  /// The needs, the most important first.
  public var needs: [PackageNeed]
  /// How many units may come from one place.
  public var limits = PackageLimits()
  /// Whether own units are sent all the same: the package is then of foreign units, and the own stand beside it.
  public var isOwnStillDispatched = false
  /// How many further units to name for each need, 0 or more.
  public var alternatives = 2
  /// The id of the package that the needs are from; `nil` for needs given one by one.
  package var package: String?

  /// Makes a question with the usual choices.
  public init(base: NearestQuery, needs: [PackageNeed]) {
    self.base = base
    self.needs = needs
  }

  /// The question for the units of one need.
  func query(for capabilities: [Need], service: Service?) -> NearestQuery {
    var query = base
    query.needs = capabilities
    query.service = service ?? base.service
    query.rank = .eta
    if isOwnStillDispatched { query.scope = .crossBorder }
    return query
  }

  /// The question for the units of a need, by its index.
  package func query(for need: Int) -> NearestQuery {
    query(for: needs[need].capabilities, service: needs[need].service)
  }
}

/// Why a part of a need is not filled: what holds first, in this order, of all units in the directory.
public enum ShortfallReason: String, CaseIterable, Sendable {
  /// There is no further unit that could.
  case noneExists = "none-exists"
  /// All further units are busy, or their status is not known and does not count.
  case allBusy = "all-busy"
  /// No way by road leads from all further units to the incident.
  case noneByRoad = "none-by-road"
  /// All further units are beyond the limit.
  case noneWithinLimit = "none-within-limit"
  /// No further unit is allowed.
  case noneAllowed = "none-allowed"
  /// As many units as may be come from the stations already.
  case limitPerStation = "limit-per-station"
  /// As many units as may be come from the organisations already.
  case limitPerOrganisation = "limit-per-organisation"
  /// As many units as may be come from the countries already.
  case limitPerCountry = "limit-per-country"
  /// The other units fill other needs, or are part of a group that does.
  case usedForOthers = "used-for-others"
}

/// Units that together meet the needs, as far as can be.
public struct PackageAnswer: Sendable {
  /// What fills one of a need's units.
  public struct Slot: Sendable {
    /// The unit, or several that stand in for it; empty where nothing fills it.
    public var matches: [Match]
    /// Whether several units stand in for one, as an exception.
    package var isSubstitute = false
    /// When it is filled, in seconds from the alarm; `nil` where it is not.
    public var eta: Double? { matches.map(\.eta).max() }
  }

  /// What became of one need.
  public struct Filling: Sendable {
    /// The need as it was asked, with its capabilities and count of units.
    public var need: PackageNeed
    /// Its slots, the soonest first, those not filled last.
    public var slots: [Slot]
    /// Why slots are not filled; `nil` where all are.
    public var shortfall: ShortfallReason?
    /// The next units that could fill it and are not used.
    public var alternatives: [Match]

    /// How many slots are not filled.
    package var missing: Int { slots.count { $0.matches.isEmpty } }
  }

  /// What became of each need, in the order of the query's needs.
  public var fillings: [Filling]
  /// Whether no better assignment exists; `false` where the search was given up for its size.
  package var isOptimal: Bool

  /// All units used, in the order of the needs and their slots, substitutes included.
  public var matches: [Match] { fillings.flatMap { $0.slots.flatMap(\.matches) } }
  /// How many slots are not filled.
  package var missing: Int { fillings.reduce(0) { $0 + $1.missing } }
  /// Seconds from the alarm until the first unit arrives; `nil` when none comes.
  package var timeToFirst: Double? { matches.map(\.eta).min() }
  /// Seconds from the alarm until the last of the units arrives; `nil` when none comes.
  package var timeToLast: Double? { matches.map(\.eta).max() }
  /// Seconds from the alarm until the package is complete; `nil` when it never is.
  public var timeToComplete: Double? { missing == 0 ? timeToLast : nil }
  /// The sum of all arrivals, in seconds.
  package var totalETA: Double { matches.reduce(0) { $0 + $1.eta } }
}
