internal import CoreMetrics
internal import HTTPTypes

/// The figures that the service tells of itself; none has an id of a unit in its labels.
struct ServiceMetrics: Sendable {
  /// Where they are kept.
  let registry = PrometheusRegistry([
    "mutualaid_http_requests_total": .init(kind: .counter, help: "Requests answered, by route, method and status."),
    "mutualaid_http_request_seconds": .init(
      kind: .histogram, help: "Time from a request's head to its answer, by route."),
    "mutualaid_questions_total": .init(kind: .counter, help: "Questions answered, by kind and outcome."),
    "mutualaid_index_units": .init(kind: .gauge, help: "Units in the directory."),
    "mutualaid_directory_version": .init(kind: .gauge, help: "The version of the directory."),
    "mutualaid_status_reports_total": .init(kind: .counter, help: "Status reports taken in, by what became of them."),
    "mutualaid_listeners": .init(kind: .gauge, help: "Event streams that are open."),
    "mutualaid_listener_lag_events": .init(kind: .gauge, help: "Events that the slowest listener has not been sent."),
    "mutualaid_listener_resets_total": .init(kind: .counter, help: "Event streams that were reset, by reason."),
    "mutualaid_journal_entries": .init(kind: .gauge, help: "Entries of the journal."),
    "mutualaid_newest_report_age_seconds": .init(kind: .gauge, help: "Age of the newest report of each source."),
    "mutualaid_record_holds": .init(
      kind: .gauge, help: "Whether the record of changes held when it was last verified."),
    "mutualaid_record_findings": .init(
      kind: .gauge, help: "What did not hold in the record when it was last verified."),
    "mutualaid_sealed_uses_unsigned": .init(
      kind: .gauge, help: "Uses of the sealed token that nobody has signed off."),
    "mutualaid_source_looks_total": .init(
      kind: .counter, help: "Looks at sources of editions, by what became of them."),
    "mutualaid_source_overdue": .init(kind: .gauge, help: "Whether a source's edition is older than promised."),
    "mutualaid_source_failures": .init(kind: .gauge, help: "Looks at a source in a row that failed."),
    "mutualaid_source_success_age_seconds": .init(kind: .gauge, help: "Time since a look at a source went well."),
    "mutualaid_source_clock_ahead_seconds": .init(
      kind: .gauge, help: "By how much the newest report of each source is ahead of the clock here."),
    "mutualaid_jobs": .init(kind: .gauge, help: "Jobs, by state."),
    "mutualaid_start_time_seconds": .init(kind: .gauge, help: "When the service started, in seconds since 1970."),
  ])

  private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .options, .patch]

  /// Counts an answer.
  func answered(
    _ route: String, _ method: HTTPRequest.Method, _ status: HTTPResponse.Status, in duration: Duration
  ) {
    // Methods that nobody knows are counted as one, so that nobody fills the memory with them.
    Counter(
      label: "mutualaid_http_requests_total",
      dimensions: [
        ("route", route), ("method", ServiceMetrics.methods.contains(method) ? method.rawValue : "other"),
        ("status", "\(status.code)"),
      ], factory: registry
    ).increment()
    Timer(label: "mutualaid_http_request_seconds", dimensions: [("route", route)], factory: registry)
      .recordNanoseconds(Int64(duration / .nanoseconds(1)))
  }

  /// Counts a question with what came out.
  func asked(_ kind: String, _ outcome: String) {
    Counter(
      label: "mutualaid_questions_total", dimensions: [("kind", kind), ("outcome", outcome)], factory: registry
    ).increment()
  }

  /// Counts something by a label.
  func count(_ name: String, _ label: String, _ value: String, by amount: Int = 1) {
    Counter(label: name, dimensions: [(label, value)], factory: registry).increment(by: amount)
  }

  /// Sets how much there is of something.
  func set(_ name: String, _ value: Double, _ labels: [(String, String)] = []) {
    Meter(label: name, dimensions: labels, factory: registry).set(value)
  }
}
