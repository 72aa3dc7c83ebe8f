import DirectoryModel
import Foundation
import GRDB
import Geodesy
import TestSupport
import Testing

@testable import DirectoryStore

/// Values that do not belong in their columns are errors that name table and row, and never end the process.
@Suite struct DamagedRowTests {
  /// Columns that questions select by and never read; their damage is found by `DirectoryStore.check`.
  private static let unread: Set<String> = [
    "unit.place", "document_past.since", "document_past.until", "document.since", "document.kind", "document_past.kind",
    "document_past.id", "document_past.issued", "document_past.title", "document_past.xml", "area.document",
    "demand_cell.place", "reference_place.document", "vehicle_type.document", "barrier.document", "crossing.document",
    "official_total.document",
    "availability.received_at", "station_digest.import",
    "registry.profile", "registry.since", "boundary_line.area", "organisation.id", "control_room.id",
    "control_room.country", "station.staffing", "latest_report.unit", "latest_report.report", "latest_report.since",
  ]

  /// Columns of all records that are selected or compared by while something is imported.
  private static let unreadOfRecords: Set<String> = ["digest", "hidden", "registry", "since"]

  /// Reads whatever can be read.
  private func readEverything(_ store: DirectoryStore) throws {
    _ = try store.version()
    _ = try store.changeMark()
    _ = try store.registries()
    _ = try store.documents()
    _ = try store.stationNames()
    _ = try store.unitCounts()
    _ = try store.counts()
    _ = try store.availabilityReports()
    _ = try store.availabilityChanges(after: 0)
    _ = try store.busyUnits(at: Date(), limits: ReportLimits())
    _ = try store.latestReports()
    _ = try store.imports()
    _ = try store.read { try $0.vehicleTypes() }
    _ = try store.boundaryIndex()
    _ = try store.countryOutlines()
    _ = try store.countryCuts()
    _ = try store.referencePlaces()
    _ = try store.barriers()
    _ = try store.areaCodes()
    _ = try store.areaName(.country, code: "NL")
    _ = try store.areas(named: "R")
    _ = try store.locality(of: place(51.5, 5.5))
    _ = try store.demandCells()
    _ = try store.populations()
    _ = try store.officialTotals()
    _ = try store.demandCells(of: "p", around: [(place(51.5, 5.5), 100_000)])
    _ = try store.units(around: place(51.5, 5.5), radius: 1_000_000, service: nil)
    try store.forEachSummary { _ in }
    try store.forEachUnit { _, _, _ in }
    _ = try store.controlRooms(country: "NL")
    _ = try store.controlRoom("c")
    _ = try store.organisation("o")
    for registry in ["r", "q"] as [RegistryID] {
      try store.forEachOrganisation(of: registry) { _ in }
      try store.forEachControlRoom(of: registry) { _ in }
      try store.forEachStation(of: registry) { _, _ in }
    }
    for id in ["u0", "u1", "u2"] as [UnitID] {
      _ = try store.unit(id)
      _ = try store.summary(ofUnit: id)
      _ = try store.unitHistory(id)
      _ = try store.availability(of: id, at: Date())
      _ = try store.availabilityReports(ofUnit: id)
    }
    _ = try store.stationHistory("s")
    _ = try store.trial { try $0.change.stationDigests() }
    _ = try store.trial { edit in try edit.change.forEachStation(notIn: "q") { _ in } }
  }

  /// A directory with something in every table.
  private func filledStore() throws -> DirectoryStore {
    let store = try DirectoryStore()
    let moment = Date(timeIntervalSince1970: 1_767_225_600)
    let station = Station(
      id: "s", names: LocalizedText("S"), position: Position(try place(51.5, 5.5), quality: .building), country: "NL",
      service: .fire, organisation: "o", controlRoom: "c", kind: "post",
      staffing: Station.Staffing(kind: .career, hours: nil, basis: .published),
      turnouts: [TurnoutTime(seconds: 90, basis: .published)], notes: LocalizedText("N"))
    // The registries list the station with differing names, so that it is merged; one is imported twice.
    for (registry, name) in [("r", "S"), ("q", "T"), ("r", "U")] as [(RegistryID, String)] {
      try store.change { change in
        try change.begin(
          Registry(
            id: registry, country: "NL", issued: moment, titles: LocalizedText(name), publisher: "P"),
          profile: "native")
        _ = try change.put(
          Organisation(id: "o", names: LocalizedText(name), kind: "safety-region", country: "NL"), registry: registry)
        _ = try change.put(
          ControlRoom(id: "c", names: LocalizedText(name), country: "NL", services: [.fire]), registry: registry)
        var station = station
        station.names = LocalizedText(name)
        _ = try change.put(station, registry: registry)
        for number in 0..<3 {
          let unit = ResponseUnit(
            id: "u\(number)", station: "s", type: "TS-\(name)", service: .fire,
            capabilities: [Capability(code: "pumping")], crew: ResponseUnit.Crew(size: 6, basis: .published))
          _ = try change.put(unit, at: station, registry: registry)
        }
        _ = try change.finish(registry: registry, digests: [1, 2])
      }
    }
    try store.change { change in
      let ring = try [place(51, 5), place(51, 6), place(52, 6), place(52, 5)]
      for title in ["A", "B"] {
        _ = try change.put(
          ReferenceDocument(id: "b", kind: .boundaries, issued: moment, title: title, xml: "<x/>"),
          placed: .init(areas: [
            Area(code: "NL", country: "NL", level: .country, names: LocalizedText("NL"), accuracy: 100, rings: [ring]),
            Area(
              code: "R", country: "NL", level: .region,
              names: LocalizedText([.init(language: "nl", text: "R"), .init(language: "de", text: "S")]),
              accuracy: 100, rings: [ring]),
          ]))
      }
      let cell = DemandCell(
        code: "1", place: try place(51.5, 5.5), country: "NL", region: "R", people: 5, year: 2020, quality: "q",
        source: "s")
      let point = ReferencePlace(country: "NL", kind: .postcode, name: "1234", coordinate: try place(51.5, 5.5))
      _ = try change.put(
        ReferenceDocument(id: "q", kind: .places, issued: moment, title: "", xml: "<x/>"),
        placed: .init(places: [point]))
      _ = try change.put(
        ReferenceDocument(id: "p", kind: .population, issued: moment, title: "", xml: "<x/>"),
        placed: .init(
          cells: [cell], totals: [OfficialTotal(country: "NL", region: "R", people: 5, year: 2020, source: "s")]))
      let river = Barrier(
        id: "w", names: LocalizedText("W"), kind: .river, line: [try place(51, 5), try place(52, 5)], accuracy: 50,
        source: "s")
      let bridge = Crossing(
        id: "x", barrier: "w", names: LocalizedText("X"), kind: .dam, coordinate: try place(51.5, 4.9),
        otherEnd: try place(51.5, 5.1), road: .yes, confidence: .low, hours: "24/7", wait: 60,
        verification: .secondary, source: "s")
      _ = try change.put(
        ReferenceDocument(id: "a", kind: .barriers, issued: moment, title: "", xml: "<x/>"),
        placed: .init(water: WaterBarriers(barriers: [river], crossings: [bridge]), authority: .national))
      let type = Vocabulary.TypeDefinition(
        code: "RTH", country: "DE", service: .ambulance, mobility: .air, names: LocalizedText("h"), aliases: ["ITH"])
      _ = try change.put(
        ReferenceDocument(id: "v", kind: .vocabulary, issued: moment, title: "", xml: "<x/>"),
        placed: .init(types: [type]))
      for number in 0..<3 {
        _ = try change.put([
          AvailabilityReport(
            unit: "u\(number)", status: .onScene, since: moment, until: moment + 9e9, source: "s", note: "n")
        ])
      }
    }
    return store
  }

  @Test func aDirectoryWithoutDamageIsReadWhole() throws {
    try readEverything(filledStore())
  }

  /// What belongs in no column: bytes, where texts and numbers are, and a text that is none, where blobs are.
  @Test(arguments: ["x'ff00'", "CAST(x'c328' AS TEXT)", "'\u{1}'"])
  func aValueOfAnotherKindIsAnErrorThatNamesTableAndRow(value: String) throws {
    let whole = try filledStore()
    let store = try DirectoryStore()
    let columns = try whole.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT tables.name AS name, columns.name AS part, columns.type AS type
          FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
          WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE 'boundary_box%'
            AND tables.name NOT LIKE 'grdb%' AND tables.name NOT LIKE '%_past'
            AND tables.name NOT LIKE '%_leaving' AND tables.name <> 'coming'
            AND tables.name NOT LIKE 'journal%' AND tables.name NOT LIKE 'request%'
            AND tables.name NOT IN ('token', 'setting', 'source', 'source_edition')
            AND NOT (columns.pk > 0 AND columns.type = 'INTEGER')
          """
      ).map { (table: $0["name"] as String, column: $0["part"] as String, type: $0["type"] as String) }
    }
    #expect(columns.count > 60)
    var random = SplitMix64(seed: 14)
    for (table, column, type) in columns.shuffled(using: &random).prefix(SampleSize.count(15, long: 1000))
    where !DamagedRowTests.unread.contains("\(table).\(column)") && !DamagedRowTests.unreadOfRecords.contains(column) {
      try whole.database.backup(to: store.database)
      // A text may be any, where it has no form of its own.
      if type == "TEXT", value == "'\u{1}'" { continue }
      var found: MutualAidError?
      do {
        try store.database.write { database in
          let isUnique = column == "id" && table != "document" || table == "import"
          try database.execute(
            sql: "UPDATE \(table) SET \(column) = \(value)"
              + (isUnique ? " WHERE rowid = (SELECT max(rowid) FROM \(table))" : ""))
        }
        try readEverything(store)
      } catch let error as MutualAidError {
        found = error
      }
      #expect(found?.code == .storeDamaged, "\(table).\(column) = \(value): \(String(describing: found))")
    }
  }

  @Test(arguments: [
    ("unit", "service", "'police'"), ("unit", "latitude", "95.0"), ("station", "quality", "'good'"),
    ("station", "latitude", "-91.0"), ("unit", "turnouts", "'[{]'"), ("unit", "body", "'{'"),
    ("station", "body", "'[1]'"), ("area", "level", "'city'"), ("availability", "status", "'asleep'"),
    ("boundary_line", "vertices", "substr(vertices, 1, 20)"), ("boundary_line", "vertices", "substr(vertices, 1, 16)"),
    ("boundary_line", "vertices", "zeroblob(0)"), ("station_digest", "digests", "substr(digests, 1, 7)"),
    ("import", "action", "'guess'"), ("demand_cell", "longitude", "999.0"), ("barrier", "kind", "'wall'"),
    ("barrier", "vertices", "substr(vertices, 1, 16)"), ("crossing", "latitude", "-91.0"),
    ("crossing", "other_longitude", "NULL"), ("crossing", "road", "'maybe'"), ("crossing", "names", "'{'"),
  ])
  func aValueThatMeansNothingIsAnError(table: String, column: String, value: String) throws {
    let store = try filledStore()
    try store.database.write { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)") }
    let error = #expect(throws: MutualAidError.self) { try readEverything(store) }
    #expect(error?.code == .storeDamaged)
    #expect(
      error?.message.contains(table) == true || error?.message.contains("JSON") == true, "\(error?.message ?? "")")
  }
}
