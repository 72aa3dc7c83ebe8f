package import DirectoryModel
internal import Geodesy
package import Matching

/// What stands between a call and an arrival beside turnout and travel.
public struct CoverageTimes: Hashable, Sendable {
  /// Seconds from the alarm within which a first arrival is looked for, at least.
  package static let horizon = 3600.0

  /// Seconds that the control room takes before it alarms, added where a norm's clock starts with the call.
  ///
  /// The default of 90 s is what German guidance has between the two readings of the AGBF goal (8 and about 9.5 minutes).
  public var callHandling: Double
  /// Seconds that asking another country's control room takes, added to the arrival of its units.
  public var requestDelay: Double
  /// By how much travel takes longer than usual: 1 as usual, 1.25 for a quarter longer; above 0.
  public var slowness: Double {
    get { travelSlowness.general }
    set { travelSlowness.general = newValue }
  }
  /// The same, and for which services it is longer or less still.
  package var travelSlowness: Slowness

  /// Describes times, by default 90 s of call handling, no delay of requests, and travel as usual.
  public init(callHandling: Double = 90, requestDelay: Double = 0, slowness: Double = 1) {
    self.callHandling = callHandling
    self.requestDelay = requestDelay
    travelSlowness = Slowness(slowness)
  }
}

extension TravelTime {
  /// The longest distance that is travelled within a time.
  ///
  /// - Parameters:
  ///   - seconds: the time, in seconds.
  ///   - service: whose unit it is.
  ///   - mobility: how it travels.
  ///   - tolerance: metres by which the result may be more than the longest distance.
  /// - Returns: metres; -1 when the time is not enough even for a distance of 0.
  package func reach(
    seconds: Double, service: Service, mobility: Mobility, within tolerance: Double = 1e-4
  ) -> Double {
    guard self.seconds(distance: 0, service: service, mobility: mobility) <= seconds else { return -1 }
    var low = 0.0
    var high = 1000.0
    while self.seconds(distance: high, service: service, mobility: mobility) <= seconds {
      low = high
      high *= 2
      if high > Geodesic.longestDistance { return Geodesic.longestDistance }
    }
    // Rather too far than not far enough: callers compare the time as well.
    while high - low > tolerance {
      let middle = (low + high) / 2
      if self.seconds(distance: middle, service: service, mobility: mobility) <= seconds {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}
