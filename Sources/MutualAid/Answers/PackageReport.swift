public import DirectoryModel
public import Matching

/// The answer to a package's question, with everything that people and programs want to see.
public struct PackageReport: Sendable {
  /// The question that is answered: the needs, the incident and the limits.
  public var query: PackageQuery
  /// The units that meet it.
  public var answer: PackageAnswer
  /// The package of own units, where they are sent all the same; else `nil`.
  public var own: PackageAnswer?
  /// The units named anywhere, with their records, by id.
  public var entries: [UnitID: NearestReport.Unit]
  /// Where the incident is, and who is responsible.
  public var context: NearestReport
  /// What the units of a country cost it while they are away together: more than the sum of what each costs alone.
  package struct LenderTotal: Hashable, Sendable {
    /// The country.
    package var country: CountryCode
    /// How many of its units are proposed.
    package var units: Int
    /// Its people who are outside the norm meanwhile.
    package var people: Int
    /// By whose travel times it was counted.
    package var travelModel: String

    /// Makes a total.
    package init(country: CountryCode, units: Int, people: Int, travelModel: String) {
      self.country = country
      self.units = units
      self.people = people
      self.travelModel = travelModel
    }
  }

  /// What the whole package costs those who lend it, by country; empty where it is not known.
  package var lenderTotals: [LenderTotal] = []
  /// What the package is called; may be empty.
  public var packageNames = LocalizedText()

  /// Makes a report.
  package init(
    query: PackageQuery, answer: PackageAnswer, own: PackageAnswer?, entries: [UnitID: NearestReport.Unit],
    context: NearestReport
  ) {
    self.query = query
    self.answer = answer
    self.own = own
    self.entries = entries
    self.context = context
  }

  /// The control rooms to be asked, with the units of each, in order of the first arrival.
  ///
  /// Own units are alarmed and not asked for, but by their room they are listed too.
  package var requests: [(room: ControlRoom?, units: [Match])] {
    var groups: [(room: ControlRoom?, units: [Match])] = []
    for match in answer.matches.sorted(by: { ($0.eta, $0.unit.id) < ($1.eta, $1.unit.id) }) {
      let room = entries[match.unit.id]?.controlRoom
      if let index = groups.firstIndex(where: { $0.room?.id == room?.id }) {
        groups[index].units.append(match)
      } else {
        groups.append((room, [match]))
      }
    }
    return groups
  }

  /// The report of these units as `nearest` gives it, so that a unit is written the same in both.
  package func nearest(_ matches: [Match]) -> NearestReport {
    var report = context
    report.units = matches.compactMap { match in
      var entry = entries[match.unit.id]
      entry?.match = match
      return entry
    }
    return report
  }
}
