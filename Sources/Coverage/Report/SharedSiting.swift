public import DirectoryModel
public import Geodesy

/// Places of stations that each begin with units of several services.
///
/// People count once for each service that comes to reach them within its norm.
public struct SharedSiting: Hashable, Sendable {
  /// A station of several services.
  public struct Site: Hashable, Sendable {
    /// Where it stands.
    public var place: Coordinate
    /// The code of its cell, or the name that a planner's list gives it.
    public var label: String
    /// Its country.
    public var country: CountryCode
    /// Its region; `nil` where it is not known.
    public var region: RegionCode?
    /// People newly within the norm of each service through this step.
    public var people: [Service: Int]
    /// The same of all services together, through this step and all before it.
    public var cumulative: Int
    /// The edits of this step and all before it, in order.
    public var edits: [ScenarioEdit]

    package init(
      place: Coordinate, label: String, country: CountryCode, region: RegionCode?, people: [Service: Int],
      cumulative: Int, edits: [ScenarioEdit]
    ) {
      self.place = place
      self.label = label
      self.country = country
      self.region = region
      self.people = people
      self.cumulative = cumulative
      self.edits = edits
    }

    /// People of all services together.
    public var total: Int { people.values.reduce(0, +) }
    /// What reports say of its place.
    package var kind: ActionPoint.Kind { .station(place, cell: label, country: country, region: region) }
  }

  /// The services, in the order of the report.
  public var services: [Service]
  /// The places chosen one after the other.
  public var sites: [Site]
  /// How good they are; its `service` is the first of all.
  package var comparison: SitingComparison

  package init(services: [Service], sites: [Site], comparison: SitingComparison) {
    self.services = services
    self.sites = sites
    self.comparison = comparison
  }
}
