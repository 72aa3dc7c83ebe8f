internal import DirectoryModel

/// The goal of every cell for every service.
struct CellGoals {
  /// By service and cell; `nil` where no norm judges.
  private(set) var goals: [Service: [CoverageGoal?]] = [:]
  /// The norm behind each goal.
  private(set) var norms: [Service: [Norm?]] = [:]

  init(cells: [DemandCell], norms book: NormSelection, services: Set<Service>, times: CoverageTimes) {
    struct Key: Hashable {
      var country: CountryCode
      var region: RegionCode?
      var setting: AreaSetting
    }
    let settings = AreaSetting.settings(of: cells)
    for service in services {
      var known: [Key: (Norm, CoverageGoal)?] = [:]
      var goals: [CoverageGoal?] = []
      var norms: [Norm?] = []
      for (cell, setting) in zip(cells, settings) {
        let key = Key(country: cell.country, region: cell.region, setting: setting)
        let found: (Norm, CoverageGoal)?
        if let entry = known[key] {
          found = entry
        } else {
          found = book.norm(for: service, country: key.country, region: key.region, setting: setting)
            .map { ($0, CoverageGoal($0, times: times)) }
          known[key] = .some(found)
        }
        goals.append(found?.1)
        norms.append(found?.0)
      }
      self.goals[service] = goals
      self.norms[service] = norms
    }
  }
}
