package import DirectoryModel
internal import Geodesy
package import Matching

/// What stands between a call and an arrival beside turnout and travel.
public struct CoverageTimes: Hashable, Sendable {
  /// Seconds that the control room takes before it alarms, added where a norm's clock starts with the call.
  ///
  /// The default of 90 s is what German guidance has between the two readings of the AGBF goal (8 and about 9.5 minutes).
  public var callHandling: Double
  /// Seconds that asking another country's control room takes, added to the arrival of its units.
  public var requestDelay: Double
  /// By how much travel takes longer than usual: 1 as usual, 1.25 for a quarter longer; above 0.
  public var slowness: Double

  /// Makes times.
  public init(callHandling: Double = 90, requestDelay: Double = 0, slowness: Double = 1) {
    self.callHandling = callHandling
    self.requestDelay = requestDelay
    self.slowness = slowness
  }
}

extension TravelTime {
  /// The longest distance in metres that is travelled within a time; negative when not even the start is.
  ///
  /// - Parameter tolerance: metres by which it may be more than that.
  package func reach(seconds: Double, mobility: Mobility, within tolerance: Double = 1e-4) -> Double {
    guard self.seconds(distance: 0, mobility: mobility) <= seconds else { return -1 }
    var low = 0.0
    var high = 1000.0
    while self.seconds(distance: high, mobility: mobility) <= seconds {
      low = high
      high *= 2
      if high > Geodesic.longestDistance { return Geodesic.longestDistance }
    }
    // Rather too far than not far enough: whoever asks looks at the time as well.
    while high - low > tolerance {
      let middle = (low + high) / 2
      if self.seconds(distance: middle, mobility: mobility) <= seconds { low = middle } else { high = middle }
    }
    return high
  }
}

/// A norm's steps as seconds from the alarm.
struct CoverageGoal: Hashable {
  struct Step: Hashable {
    var seconds: Double
    var units: Int32
    var crew: Int32
  }

  var steps: [Step]
  /// Whether turnout is part of the time.
  var countsTurnout: Bool

  init(_ norm: Norm, times: CoverageTimes) {
    let handling = norm.clockStart == .call ? times.callHandling : 0
    countsTurnout = norm.clockStart != .departure
    steps = norm.thresholds.map { threshold in
      Step(
        seconds: Double(threshold.seconds) - handling, units: Int32(clamping: threshold.units ?? 0),
        crew: Int32(clamping: threshold.crew ?? 0))
    }
  }

  /// Seconds after which nothing counts any more.
  var end: Double { steps.last?.seconds ?? 0 }
}
