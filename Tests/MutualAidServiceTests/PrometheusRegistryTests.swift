import CoreMetrics
import Testing

@testable import MutualAidService

/// Figures in Prometheus' text format.
struct PrometheusRegistryTests {
  @Test func countersLevelsAndTimesAreWritten() {
    let registry = PrometheusRegistry([
      "a_total": .init(kind: .counter, help: "What happens."), "b": .init(kind: .gauge, help: "How much."),
      "c_seconds": .init(kind: .histogram, help: "How long."),
    ])
    Counter(label: "a_total", dimensions: [("who", "a\"b\\c")], factory: registry).increment(by: 2)
    Counter(label: "a_total", dimensions: [("who", "a\"b\\c")], factory: registry).increment()
    Meter(label: "b", factory: registry).set(1.5)
    let timer = Timer(label: "c_seconds", factory: registry)
    timer.recordNanoseconds(300_000)
    timer.recordNanoseconds(20_000_000_000)
    let lines = registry.text().split(separator: "\n").map(String.init)
    #expect(lines.contains(##"a_total{who="a\"b\\c"} 3"##) && lines.contains("b 1.5"))
    #expect(lines.contains(#"c_seconds_bucket{le="0.00025"} 0"#) && lines.contains(#"c_seconds_bucket{le="0.0005"} 1"#))
    #expect(lines.contains(#"c_seconds_bucket{le="+Inf"} 2"#) && lines.contains("c_seconds_count 2"))
    #expect(lines.contains("# TYPE c_seconds histogram") && lines.contains("# HELP b How much."))
    registry.clear("b")
    #expect(!registry.text().contains("# TYPE b"))
  }
}
