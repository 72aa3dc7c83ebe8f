import DirectoryModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DirectoryStore

/// The plans of queries that run once for every station: with another, an export's time grows with the square of a registry.
@Suite struct ExportPlanTests {
  @Test(arguments: [
    RecordKind.unit.rawValue, RecordKind.unit.rowsBeside(coming: 2),
  ])
  func unitsOfAStationAreFoundByTheStation(units: String) throws {
    try checkPlan(DirectoryStore.unitsOfStationInRegistry(units))
    for shown in [ShownRows.usual, ShownRows.besideStaging] {
      try checkPlan(DirectoryStore.unitsAtStation(units, shown))
    }
  }

  private func checkPlan(_ sql: String) throws {
    let store = try DirectoryStore()
    var random = SplitMix64(seed: 1)
    let registry = Registry(
      id: "r", country: "NL", issued: Date(timeIntervalSince1970: 0), titles: LocalizedText("R"), publisher: "P")
    try store.change { change in
      try change.begin(registry, profile: "native")
      for number in 0..<50 {
        let station = try random.station("s\(number)")
        _ = try change.put(StationRow(station), registry: "r")
        for unit in 0..<4 {
          _ = try change.put(random.unit("u\(number)-\(unit)", at: station), at: station, registry: "r")
        }
      }
      _ = try change.finish(registry: "r")
    }
    for isAnalysed in [false, true] {
      if isAnalysed { try store.database.write { try $0.execute(sql: "ANALYZE") } }
      let plan = try store.read { database in
        let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        statement.setUncheckedArguments(StatementArguments(["s1", 1].prefix(sql.count { $0 == "?" })))
        return try Row.fetchAll(statement).map { $0["detail"] as String }
      }
      #expect(plan.contains { $0.contains("SEARCH unit USING INDEX unit_by_station (station=?)") }, "\(plan)")
      #expect(!plan.contains { $0.contains("SCAN") }, "\(plan)")
    }
  }
}
