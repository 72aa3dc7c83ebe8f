internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import TextFormats

extension CoverageReport {
  func write(_ actions: ActionPlan, to writer: inout JSONWriter) {
    writer.member("points") { writer in
      writer.array(actions.points) { writer, point in writer.object { write(point, to: &$0) } }
    }
    writer.member("siting") { writer in
      writer.array(actions.siting) { writer, siting in
        writer.object {
          $0.member("bound", siting.bound)
          $0.member("budget", siting.budget)
          $0.member("candidates", siting.candidates)
          $0.member("cost", siting.cost)
          $0.member("exact", siting.exact)
          $0.member("exact_edits", siting.exactEdits.map(\.summary))
          $0.member("gap", siting.gap)
          $0.member("greedy", siting.greedy)
          $0.member("objective", siting.objective.name)
          $0.member("objective_value", siting.objective.value)
          $0.member("service", siting.service.rawValue)
          $0.member("sites", siting.sites)
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
