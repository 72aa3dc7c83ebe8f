internal import CoreMetrics
internal import Synchronization

/// A backend of swift-metrics that writes Prometheus' text format (version 0.0.4).
///
/// Names are those of Prometheus already. Times are histograms in seconds.
final class PrometheusRegistry: MetricsFactory {
  /// The upper bounds of the buckets of times, in seconds.
  static let buckets = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// What a family of figures is.
  struct Family: Sendable {
    var kind: Kind
    var help: String
    enum Kind: String, Sendable { case counter, gauge, histogram }
  }

  private let families: [String: Family]
  private let series = Mutex<[String: [String: any PrometheusSeries]]>([:])

  /// Keeps figures of these families; what belongs to none is told without help.
  init(_ families: [String: Family]) { self.families = families }

  /// All figures as text.
  func text() -> String {
    let known = series.withLock { $0 }
    var text = ""
    for name in known.keys.sorted() {
      guard let members = known[name], let first = members.values.first else { continue }
      let family = families[name] ?? Family(kind: first.kind, help: name)
      text += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind.rawValue)\n"
      for labels in members.keys.sorted() {
        text += members[labels]?.lines(name, labels) ?? ""
      }
    }
    return text
  }

  /// Forgets the figures of a family, whose labels come and go.
  func clear(_ name: String) { series.withLock { $0[name] = nil } }

  private func found<Series: PrometheusSeries>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
  ) -> Series {
    let labels = PrometheusRegistry.labels(dimensions)
    return series.withLock { series in
      if let known = series[label]?[labels] as? Series { return known }
      let new = make()
      series[label, default: [:]][labels] = new
      return new
    }
  }

  private static func labels(_ dimensions: [(String, String)]) -> String {
    var text = ""
    for (name, value) in dimensions {
      text += text.isEmpty ? name : "," + name
      text += "=\""
      text += value.utf8.contains { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A } ? escaped(value) : value
      text += "\""
    }
    return text
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    found(label, dimensions) { CountSeries() }
  }

  func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    found(label, dimensions) { CountSeries() }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    found(label, dimensions) { LevelSeries() }
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    found(label, dimensions) { LevelSeries() }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    found(label, dimensions) { TimeSeries() }
  }

  // Figures are kept for as long as the program runs, as Prometheus expects of counters.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}
}
