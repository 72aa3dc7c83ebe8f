internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import TextFormats

extension CoverageReport {
  func write(_ actions: ActionPlan, to writer: inout JSONWriter) {
    writer.member("points") { writer in
      writer.array(actions.points) { writer, point in writer.object { write(point, to: &$0) } }
    }
    writer.member("shared_sites", actions.shared) { writer, shared in write(shared, to: &writer) }
    writer.member("siting") { writer in
      writer.array(actions.siting) { writer, siting in
        writer.object {
          write(siting, to: &$0)
          $0.member("service", siting.service.rawValue)
          $0.member("sites", siting.sites)
        }
      }
    }
  }

  private func write(_ siting: SitingComparison, to writer: inout JSONWriter) {
    writer.member("bound", siting.bound)
    writer.member("budget", siting.budget)
    writer.member("candidates", siting.candidates)
    writer.member("cost", siting.cost)
    writer.member("exact", siting.exact)
    writer.member("exact_edits", siting.exactEdits.map(\.summary))
    writer.member("gap", siting.gap)
    writer.member("greedy", siting.greedy)
    writer.member("objective", siting.objective.name)
    writer.member("objective_value", siting.objective.value)
  }

  /// Stations of several services: `services`, and `sites` one after the other, each with `people` by service.
  private func write(_ shared: SharedSiting, to writer: inout JSONWriter) {
    write(shared.comparison, to: &writer)
    writer.member("services") { writer in writer.array(shared.services) { $0.write($1.rawValue) } }
    writer.member("sites") { writer in
      writer.array(shared.sites) { writer, site in
        writer.object { writer in
          writer.member("cell", site.label)
          writer.member("country", site.country)
          writer.member("cumulative", site.cumulative)
          writer.member("edits", site.edits.map(\.summary))
          writer.member("lat", site.place.latitude)
          writer.member("lon", site.place.longitude)
          writer.member("people") { writer in
            writer.object { for service in shared.services { $0.member(service.rawValue, site.people[service] ?? 0) } }
          }
          writer.member("region", site.region)
        }
      }
    }
  }

  private func write(_ point: ActionPoint, to writer: inout JSONWriter) {
    writer.member("cumulative", point.cumulative)
    writer.member("edits", point.edits.map(\.summary))
    writer.member("people", point.people)
    writer.member("service", point.service.rawValue)
    writer.member("step", point.step)
    writer.member("worth", point.worth, decimals: 1)
    switch point.kind {
    case .agreement(let lender, let borrower, let band):
      writer.member("kind", "agreement")
      writer.member("borrower", borrower)
      writer.member("lender", lender)
      writer.member("within_km_of_border", band.map { $0 / 1000 })
    case .station(let place, let cell, let country, let region):
      writer.member("kind", "station")
      writer.member("cell", cell)
      writer.member("country", country)
      writer.member("lat", place.latitude)
      writer.member("lon", place.longitude)
      writer.member("region", region)
    case .staffing(let station):
      writer.member("kind", "staffing")
      writer.member("name", stationNames[station])
      writer.member("station", station)
    case .moveUp(let unit, let from, let to):
      writer.member("kind", "move-up")
      writer.member("from", from)
      writer.member("to", to)
      writer.member("unit", unit)
    }
  }
}

extension SitingObjective {
  /// What JSON calls it.
  fileprivate var name: String {
    switch self {
    case .once: "once"
    case .backup: "backup"
    case .busy: "busy"
    }
  }

  /// The share or the probability; `nil` where it has none.
  fileprivate var value: Double? {
    switch self {
    case .once: nil
    case .backup(let value), .busy(let value): value
    }
  }
}
