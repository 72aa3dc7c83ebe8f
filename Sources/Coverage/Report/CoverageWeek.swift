public import DirectoryModel

/// Who is reached within the norm at each hour of one week.
public struct CoverageWeek: Sendable {
  /// The hours of a week.
  public static let hours = 168

  /// One service in the baseline or in a scenario.
  public struct ServiceWeek: Sendable {
    /// The service.
    public var service: Service
    /// The results by state: hours at which the same units are there under the same norms share one.
    package var states: [[CoverageReport.AreaResult]]
    /// The position of each hour's state, from Monday 0:00 on.
    package var stateOf: [Int]

    package init(service: Service, states: [[CoverageReport.AreaResult]], stateOf: [Int]) {
      self.service = service
      self.states = states
      self.stateOf = stateOf
    }

    /// The results of an hour, from 0 to 167: everything first, then countries, then regions, by code.
    public func areas(at hour: Int) -> [CoverageReport.AreaResult] {
      guard stateOf.indices.contains(hour), states.indices.contains(stateOf[hour]) else { return [] }
      return states[stateOf[hour]]
    }

    /// One area, hour by hour.
    package func hours(ofArea index: Int) -> [CoverageReport.AreaResult] {
      stateOf.compactMap { states.indices.contains($0) && states[$0].indices.contains(index) ? states[$0][index] : nil }
    }
  }

  /// The baseline or a scenario.
  public struct ScenarioWeek: Sendable {
    /// Its name; `baseline` for the baseline.
    public var name: String
    /// Its services, in the order of the report.
    public var services: [ServiceWeek]

    package init(name: String, services: [ServiceWeek]) {
      self.name = name
      self.services = services
    }
  }

  /// The local day of the Monday, written `YYYY-MM-DD`.
  public var monday: String
  /// The baseline first.
  public var scenarios: [ScenarioWeek]

  package init(monday: String, scenarios: [ScenarioWeek]) {
    self.monday = monday
    self.scenarios = scenarios
  }
}
