internal import CoreMetrics
internal import Synchronization

/// The figures of one set of labels.
protocol PrometheusSeries: AnyObject, Sendable {
  /// What they are.
  var kind: PrometheusRegistry.Family.Kind { get }
  /// Them as lines of text.
  func lines(_ name: String, _ labels: String) -> String
}

extension PrometheusSeries {
  func line(_ name: String, _ labels: String, _ value: Double) -> String {
    let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    return "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(number)\n"
  }
}

/// What only goes up.
final class CountSeries: PrometheusSeries, CounterHandler, FloatingPointCounterHandler {
  private let sum = Mutex(0.0)
  var kind: PrometheusRegistry.Family.Kind { .counter }

  func increment(by amount: Int64) { sum.withLock { $0 += Double(amount) } }
  func increment(by amount: Double) { sum.withLock { $0 += amount } }
  func reset() { sum.withLock { $0 = 0 } }
  func lines(_ name: String, _ labels: String) -> String { line(name, labels, sum.withLock { $0 }) }
}

/// What goes up and down.
final class LevelSeries: PrometheusSeries, MeterHandler, RecorderHandler {
  private let level = Mutex(0.0)
  var kind: PrometheusRegistry.Family.Kind { .gauge }

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { level.withLock { $0 = value } }
  func increment(by amount: Double) { level.withLock { $0 += amount } }
  func decrement(by amount: Double) { level.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
  func lines(_ name: String, _ labels: String) -> String { line(name, labels, level.withLock { $0 }) }
}

/// How long something takes.
final class TimeSeries: PrometheusSeries, TimerHandler {
  private struct Sums {
    /// How many fell into each bucket, and beyond the last.
    var counts = [Int](repeating: 0, count: PrometheusRegistry.buckets.count + 1)
    var seconds = 0.0
  }

  private let sums = Mutex(Sums())
  var kind: PrometheusRegistry.Family.Kind { .histogram }

  func recordNanoseconds(_ duration: Int64) {
    let seconds = Double(duration) / 1e9
    let bucket = PrometheusRegistry.buckets.firstIndex { seconds <= $0 } ?? PrometheusRegistry.buckets.count
    sums.withLock { sums in
      sums.counts[bucket] += 1
      sums.seconds += seconds
    }
  }

  func lines(_ name: String, _ labels: String) -> String {
    let sums = sums.withLock { $0 }
    let prefix = labels.isEmpty ? "" : labels + ","
    var total = 0
    var text = ""
    for (bound, count) in zip(PrometheusRegistry.buckets, sums.counts) {
      total += count
      text += line("\(name)_bucket", "\(prefix)le=\"\(bound)\"", Double(total))
    }
    total += sums.counts[PrometheusRegistry.buckets.count]
    text += line("\(name)_bucket", "\(prefix)le=\"+Inf\"", Double(total))
    return text + line("\(name)_sum", labels, sums.seconds) + line("\(name)_count", labels, Double(total))
  }
}
