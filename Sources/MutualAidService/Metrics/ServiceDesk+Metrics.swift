internal import DirectoryStore
internal import FoundationEssentials
internal import Journal
internal import MutualAid

extension ServiceDesk {
  /// Brings the figures up to date that tell how things are.
  func refreshMetrics(_ hub: EventHub) async throws {
    let directory = directory
    let now = Date()
    let found = try await pool.run {
      let ages = Dictionary(
        try directory.store.latestReports().map { ($0.report.source ?? "", $0.report.since) }, uniquingKeysWith: max)
      return (
        version: try directory.store.version(), units: try directory.store.unitCounts().map(\.units).reduce(0, +),
        ages: ages, sources: try directory.sources(),
        unsigned: try BreakGlass.uses(in: directory).count { $0.signature == nil }
      )
    }
    let listening = hub.listening
    metrics.set("mutualaid_listeners", Double(listening.count))
    metrics.set("mutualaid_listener_lag_events", Double(listening.lag))
    if let position = directory.view().moment?.position {
      for (owner, number) in position.numbers {
        metrics.set("mutualaid_journal_entries", Double(number), [("owner", owner.description)])
      }
    }
    let jobs = jobs.counts
    for state in Job.State.allCases {
      metrics.set("mutualaid_jobs", Double(jobs[state] ?? 0), [("state", state.rawValue)])
    }
    metrics.set("mutualaid_directory_version", Double(found.version))
    metrics.set("mutualaid_index_units", Double(found.units))
    metrics.set("mutualaid_start_time_seconds", started.timeIntervalSince1970)
    metrics.set("mutualaid_sealed_uses_unsigned", Double(found.unsigned))
    let ofSources = ["overdue", "failures", "success_age_seconds"].map { "mutualaid_source_\($0)" }
    for name in ofSources { metrics.registry.clear(name) }
    for status in found.sources.prefix(100) {
      let label = [("source", String(status.source.subject.prefix(64)))]
      metrics.set(ofSources[0], status.isOverdue ? 1 : 0, label)
      metrics.set(ofSources[1], Double(status.failures), label)
      if let moment = status.succeeded { metrics.set(ofSources[2], now.timeIntervalSince(moment), label) }
    }
    metrics.registry.clear("mutualaid_source_clock_ahead_seconds")
    metrics.registry.clear("mutualaid_newest_report_age_seconds")
    // So many sources have a figure of their own, the freshest first.
    for (source, newest) in found.ages.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(100) {
      metrics.set(
        "mutualaid_newest_report_age_seconds", now.timeIntervalSince(newest),
        [("source", source.isEmpty ? "unnamed" : String(source.prefix(64)))])
      metrics.set(
        "mutualaid_source_clock_ahead_seconds", max(0, newest.timeIntervalSince(now)),
        [("source", source.isEmpty ? "unnamed" : String(source.prefix(64)))])
    }
  }
}
