package import DirectoryModel
internal import Geodesy
package import Matching

/// How long units may take so that a norm counts them at all, and thus how far their people live.
///
/// Where units count for their own country only, the norms of other countries do not matter to them. Where all norms count
/// turnout, it leaves less time for the way.
package struct LongestTimes: Hashable, Sendable {
  private struct Key: Hashable {
    var service: Service
    /// `nil` for all countries.
    var country: CountryCode?
  }

  /// Seconds from the alarm and from the departure; below 0 where no norm counts so.
  private struct Times: Hashable {
    var fromAlarm = -1.0
    var fromDeparture = -1.0
  }

  private var times: [Key: Times] = [:]
  private let isForeignCounted: Bool

  /// Looks through norms.
  ///
  /// - Parameters:
  ///   - norms: those that hold.
  ///   - times: what comes beside turnout and travel.
  ///   - isForeignCounted: whether units count for other countries than their own.
  package init(_ norms: NormSelection, times: CoverageTimes = CoverageTimes(), isForeignCounted: Bool = false) {
    self.isForeignCounted = isForeignCounted
    for norm in norms.norms {
      let goal = CoverageGoal(norm, needs: norms, times: times)
      let key = Key(service: norm.service, country: isForeignCounted ? nil : norm.country)
      var known = self.times[key] ?? Times()
      if goal.countsTurnout {
        known.fromAlarm = max(known.fromAlarm, goal.end)
      } else {
        known.fromDeparture = max(known.fromDeparture, goal.end)
      }
      self.times[key] = known
    }
  }

  /// Metres beyond which a unit counts for nobody; below 0 where it counts for nobody at all.
  package func reach(of unit: CoverageUnit, travel: any TravelTime, slowness: Double = 1) -> Double {
    reach(
      service: unit.service, country: unit.country, mobility: unit.mobility, turnout: unit.turnout, travel, slowness)
  }

  /// Metres beyond which no unit of a kind counts for anybody, whatever its turnout; below 0 where none counts at all.
  package func reach(service: Service, country: CountryCode, mobility: Mobility, travel: any TravelTime) -> Double {
    reach(service: service, country: country, mobility: mobility, turnout: 0, travel, 1)
  }

  private func reach(
    service: Service, country: CountryCode, mobility: Mobility, turnout: Double, _ travel: any TravelTime,
    _ slowness: Double
  ) -> Double {
    guard let times = times[Key(service: service, country: isForeignCounted ? nil : country)] else { return -1 }
    // A norm that counts from the departure leaves turnout out, so that only travel limits the way.
    let seconds = max(times.fromAlarm - turnout, times.fromDeparture)
    return seconds < 0 ? -1 : travel.reach(seconds: seconds / slowness, service: service, mobility: mobility)
  }
}
