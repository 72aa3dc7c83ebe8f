internal import Synchronization

/// How often somebody may ask: so many a second in the long run, and twice as many at once.
final class RateLimits: Sendable {
  private struct Bucket {
    var left: Double
    var moment: ContinuousClock.Instant
  }

  /// Of more than so many, those are forgotten who have not asked of late.
  private static let mostKnown = 20_000

  /// Requests a second; 0 for no limit.
  private let rate: Double
  private let buckets = Mutex<[String: Bucket]>([:])

  init(rate: Int) { self.rate = Double(rate) }

  /// Takes a request of somebody.
  ///
  /// - Returns: whether it is within the limit.
  func take(_ name: String, at moment: ContinuousClock.Instant = .now) -> Bool {
    guard rate > 0 else { return true }
    let rate = rate
    return buckets.withLock { buckets in
      if buckets.count >= RateLimits.mostKnown {
        buckets = buckets.filter { ($0.value.moment - moment) / .seconds(1) * -rate + $0.value.left < rate * 2 }
        // Nobody of so many is idle: a flood is better let through than remembered.
        if buckets.count >= RateLimits.mostKnown { buckets.removeAll() }
      }
      var bucket = buckets[name] ?? Bucket(left: rate * 2, moment: moment)
      bucket.left = min(rate * 2, bucket.left + max(0, (moment - bucket.moment) / .seconds(1)) * rate)
      bucket.moment = moment
      defer { buckets[name] = bucket }
      guard bucket.left >= 1 else { return false }
      bucket.left -= 1
      return true
    }
  }
}
