import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import TestSupport
import Testing

@Suite struct DirectoryStoreTests {
  private let issued = Date(timeIntervalSince1970: 1_767_225_600)

  private func registry(_ id: RegistryID = "r") -> Registry {
    Registry(id: id, country: "NL", issued: issued, titles: LocalizedText("R"), publisher: "P")
  }

  private func station(_ id: StationID, at coordinate: Coordinate) -> Station {
    Station(
      id: id, names: LocalizedText(id.rawValue), position: Position(coordinate, quality: .building), country: "NL",
      service: .fire)
  }

  private func unit(_ id: UnitID, station: StationID, service: Service = .fire) -> ResponseUnit {
    ResponseUnit(id: id, station: station, type: "TS", service: service)
  }

  /// Takes a registry of one station with one unit.
  private func put(_ id: RegistryID, into store: DirectoryStore) throws {
    let station = station("\(id)-s", at: try place(51, 6))
    try store.change { change in
      try change.begin(registry(id), profile: "native")
      _ = try change.put(station, registry: id)
      _ = try change.put(unit("\(id)-u", station: station.id), at: station, registry: id)
      _ = try change.finish(registry: id)
    }
  }

  // MARK: Opening

  @Test func aNewDirectoryIsEmptyAtVersionZero() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryStore(path: folder.file("d.sqlite"), access: .write)
    #expect(try store.version() == 0)
    #expect(try store.registries().isEmpty)
    #expect(try store.documents().isEmpty)
    #expect(try store.units(around: place(51, 6), radius: 20_000_000, service: nil).isEmpty)
    #expect(try store.unit("u") == nil)
    #expect(try store.locality(of: place(51, 6)).country == nil)
  }

  @Test func readingNeedsADirectoryThatIsThere() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: MutualAidError.self) {
      _ = try DirectoryStore(path: folder.file("missing.sqlite"), access: .read)
    }
    #expect(missing?.code == .directoryMissing)
    #expect(!FileManager.default.fileExists(atPath: folder.file("missing.sqlite")))
  }

  @Test(arguments: [DirectoryStore.Access.read, .write])
  func anotherFileIsNoDirectory(access: DirectoryStore.Access) throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "not a database ", count: 1000)
    let path = try folder.write(text, to: "d.sqlite")
    let error = #expect(throws: MutualAidError.self) { _ = try DirectoryStore(path: path, access: access) }
    #expect(error?.code == .notADirectory)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func whatWasWrittenIsThereWhenOpenedAgain() throws {
    let folder = try TemporaryFolder()
    try put("a", into: DirectoryStore(path: folder.file("d.sqlite"), access: .write))
    for access in [DirectoryStore.Access.read, .write] {
      let store = try DirectoryStore(path: folder.file("d.sqlite"), access: access)
      #expect(try store.version() == 1)
      #expect(try store.unit("a-u")?.station.id == "a-s")
    }
  }

  @Test func aReaderCannotWrite() throws {
    let folder = try TemporaryFolder()
    try put("a", into: DirectoryStore(path: folder.file("d.sqlite"), access: .write))
    let reader = try DirectoryStore(path: folder.file("d.sqlite"), access: .read)
    #expect(throws: MutualAidError.self) { try put("b", into: reader) }
    #expect(try reader.registries().count == 1)
  }

  // MARK: Changes

  @Test func aReaderSeesTheOldVersionWhileAChangeIsOpen() throws {
    let folder = try TemporaryFolder()
    let writer = try DirectoryStore(path: folder.file("d.sqlite"), access: .write)
    try put("a", into: writer)
    let reader = try DirectoryStore(path: folder.file("d.sqlite"), access: .read)
    let station = station("b-s", at: try place(51.1, 6))
    try writer.change { change in
      try change.begin(registry("b"), profile: "native")
      _ = try change.put(station, registry: "b")
      _ = try change.put(unit("b-u", station: "b-s"), at: station, registry: "b")
      #expect(try reader.version() == 1)
      #expect(try reader.registries().map(\.registry.id) == ["a"])
      #expect(try reader.unit("b-u") == nil)
    }
    #expect(try reader.version() == 2)
    #expect(try reader.unit("b-u") != nil)
  }

  @Test func aChangeThatThrowsLeavesNothingBehind() throws {
    struct Stop: Error {}
    let store = try DirectoryStore()
    try put("a", into: store)
    let station = station("b-s", at: try place(51.1, 6))
    #expect(throws: Stop.self) {
      try store.change { change in
        try change.begin(registry("b"), profile: "native")
        _ = try change.put(station, registry: "b")
        throw Stop()
      }
    }
    #expect(try store.version() == 1)
    #expect(try store.registries().map(\.registry.id) == ["a"])
  }

  @Test func aDryRunReportsAndKeepsNothing() throws {
    let store = try DirectoryStore()
    let outcome = try store.scratch().trial { edit in
      try edit.begin()
      return try edit.change.put(AvailabilityReport(unit: "u", status: .available, since: issued))
    }
    #expect(outcome == .added)
    #expect(try store.version() == 0)
    #expect(try store.availabilityReports().isEmpty)
  }

  @Test func aChangeThatChangesNothingKeepsTheVersion() throws {
    let store = try DirectoryStore()
    try put("a", into: store)
    try put("a", into: store)
    try store.change { _ in }
    #expect(try store.version() == 1)
  }

  // MARK: Records

  @Test func everythingOfAStationAndItsUnitsIsKept() throws {
    let store = try DirectoryStore()
    let turnouts = [
      TurnoutTime(
        seconds: 60, window: WeeklyWindow(days: [.holiday], from: ClockTime("08:00"), to: ClockTime("24:00")),
        basis: .assumed)
    ]
    let station = Station(
      id: "s", names: LocalizedText([.init(language: "nl", text: "Één"), .init(text: "Zwei")]),
      position: Position(
        try place(51.123456789012, -0.1), quality: .approximate, basis: .derived, source: "x", note: "n"),
      country: "NL", service: .ambulance, organisation: "o", controlRoom: "c", kind: "k",
      address: .init(street: "a", postcode: "b", municipality: "c"),
      staffing: .init(kind: .mixed, hours: "24", basis: .derived),
      turnouts: turnouts, notes: LocalizedText("n"), basis: .assumed, source: "y")
    let plain = Station(
      id: "plain", names: LocalizedText([.init(language: "fr", text: "Simple")]),
      position: Position(try place(50, 6), quality: .building), country: "BE")
    let units = [
      ResponseUnit(
        id: "u1", station: "s", type: "HLF 20", service: .fire, names: LocalizedText("N"), callSign: "1-2",
        capabilities: [Capability(code: "pumping", level: "2000"), Capability(code: "foam")],
        crew: .init(size: 9, basis: .assumed), turnouts: turnouts,
        position: Position(try place(50.5, 6.5), quality: .address), notes: LocalizedText("n"), basis: .derived,
        source: "z"),
      ResponseUnit(id: "u2", station: "s", type: "LZ", service: .ambulance, members: [.init(type: "TS", count: 3)]),
    ]
    let organisation = Organisation(id: "o", names: LocalizedText("O"), kind: "k", country: "NL", wikidata: "Q1")
    let room = ControlRoom(
      id: "c", names: LocalizedText("C"), country: "NL", services: [.fire],
      territories: [.init(country: "NL", region: "NL-VR01")],
      phones: [Phone(number: "1", kind: .office)], position: Position(try place(50, 6), quality: .address))
    try store.change { change in
      try change.begin(registry(), profile: "native")
      _ = try change.put(organisation, registry: "r")
      _ = try change.put(room, registry: "r")
      _ = try change.put(station, registry: "r")
      _ = try change.put(plain, registry: "r")
      for unit in units { _ = try change.put(unit, at: station, registry: "r") }
      _ = try change.finish(registry: "r")
    }
    var found: [(Station, [ResponseUnit])] = []
    try store.forEachStation(of: "r") { found.append(($0, $1)) }
    #expect(found.map(\.0) == [plain, station])
    #expect(found.map(\.1) == [[], units])
    #expect(try store.unit("u2")?.unit == units[1])
    #expect(try store.organisation("o") == organisation)
    #expect(try store.controlRoom("c") == room)
    #expect(try store.controlRooms(country: "NL") == [room])
    #expect(try store.controlRooms(country: "BE").isEmpty)
    #expect(try store.registries().map(\.registry) == [registry()])
    #expect(try store.unitCounts().map(\.units) == [1, 1])
  }

  @Test func whatASearchGivesIsInEffectForTheUnit() throws {
    let store = try DirectoryStore()
    var station = station("s", at: try place(51, 6))
    (station.organisation, station.staffing) = ("o", .init(kind: .career))
    station.turnouts = [TurnoutTime(seconds: 60)]
    var own = unit("own", station: "s")
    own.turnouts = [TurnoutTime(seconds: 120)]
    own.position = Position(try place(51.01, 6), quality: .address)
    own.capabilities = [Capability(code: "pumping", level: "2000"), Capability(code: "foam", level: "type a b=c")]
    try store.change { change in
      try change.begin(registry(), profile: "native")
      _ = try change.put(station, registry: "r")
      for unit in [own, unit("plain", station: "s")] { _ = try change.put(unit, at: station, registry: "r") }
    }
    let found = try store.units(around: place(51, 6), radius: 5000, service: .fire).sorted { $0.id < $1.id }
    #expect(
      found == [
        UnitSummary(
          id: "own", station: "s", service: .fire, type: "TS", country: "NL", coordinate: try place(51.01, 6),
          capabilities: own.capabilities, staffing: .career, turnouts: own.turnouts, organisation: "o"),
        UnitSummary(
          id: "plain", station: "s", service: .fire, type: "TS", country: "NL", coordinate: try place(51, 6),
          staffing: .career, turnouts: station.turnouts, organisation: "o"),
      ])
  }

  @Test func outcomesTellWhatBecameOfEachRecord() throws {
    let store = try DirectoryStore()
    var station = station("s", at: try place(51, 6))
    let put = { (registry: RegistryID, change: StoreChange) in
      try [
        change.put(station, registry: registry), change.put(unit("u", station: "s"), at: station, registry: registry),
      ]
    }
    try store.change { change in
      try change.begin(registry("a"), profile: "native")
      #expect(try put("a", change) == [.added, .added])
      #expect(try put("a", change) == [.repeated, .repeated])
      #expect(try change.finish(registry: "a").units == 0)
      try change.begin(registry("b"), profile: "native")
      #expect(try put("b", change) == [.added, .added])
      #expect(change.isListedElsewhere)
      #expect(try change.finish(registry: "b").units == 0)
      try change.begin(registry("a"), profile: "native")
      #expect(try put("a", change) == [.unchanged, .unchanged])
      #expect(try change.finish(registry: "a").units == 0)
      // What a unit has from its station changes with it.
      station.staffing = .init(kind: .volunteer)
      try change.begin(registry("a"), profile: "native")
      #expect(try put("a", change) == [.changed, .changed])
      #expect(try change.finish(registry: "a").units == 0)
      for registry in [registry("a"), registry("b")] {
        try change.begin(registry, profile: "native")
        #expect(try change.finish(registry: registry.id).units == 1)
      }
    }
    #expect(try store.unit("u") == nil)
  }

  // MARK: Search

  @Test func unitsAroundAPlaceAreAllThatStandThere() throws {
    var random = SplitMix64(seed: 50)
    let store = try DirectoryStore()
    var stations: [Station] = []
    for number in 0..<300 {
      let coordinate =
        random.oneIn(2)
        ? try random.place() : try random.place(latitudes: 50...52, longitudes: 5...7)
      stations.append(station("\(number)", at: coordinate))
    }
    try store.change { change in
      try change.begin(registry(), profile: "native")
      for station in stations {
        let service = Service.allCases.randomElement(using: &random) ?? .fire
        _ = try change.put(station, registry: "r")
        _ = try change.put(unit("u\(station.id)", station: station.id, service: service), at: station, registry: "r")
      }
    }
    for _ in 0..<300 {
      let centre = random.oneIn(2) ? try random.place() : try random.place(latitudes: 50...52, longitudes: 5...7)
      let radius = ([1000.0, 20_000, 300_000, 5_120_000, 20_003_932] as [Double]).randomElement(using: &random) ?? 0
      let found = try store.units(around: centre, radius: radius, service: nil).map(\.id)
      let expected = stations.filter { Geodesic.distance(from: centre, to: $0.position.coordinate) <= radius }.map {
        UnitID("u\($0.id)")
      }
      #expect(Set(found).isSuperset(of: expected))
      #expect(Set(found).count == found.count, "\(centre), \(radius) m")
      let fire = try store.units(around: centre, radius: radius, service: .fire)
      #expect(fire.allSatisfy { $0.service == .fire })
      #expect(Set(fire.map(\.id)).isSubset(of: found))
    }
  }

  @Test func idsAreFoundByAPartOfThem() throws {
    let store = try DirectoryStore()
    for id in ["alpha", "beta", "gamma"] as [RegistryID] { try put(id, into: store) }
    #expect(try store.unitIDs(containing: "A-u") == ["alpha-u", "beta-u", "gamma-u"])
    #expect(try store.unitIDs(containing: "a-u", limit: 2) == ["alpha-u", "beta-u"])
    #expect(try store.unitIDs(containing: "%").isEmpty)
  }

  // MARK: Availability

  private func report(
    _ status: AvailabilityStatus, _ hours: Double, until: Double? = nil, source: String? = nil
  ) -> AvailabilityReport {
    AvailabilityReport(
      unit: "u", status: status, since: issued.addingTimeInterval(hours * 3600),
      until: until.map { issued.addingTimeInterval($0 * 3600) }, source: source)
  }

  private func status(_ store: DirectoryStore, _ hours: Double) throws -> AvailabilityStatus {
    try store.availability(of: "u", at: issued.addingTimeInterval(hours * 3600)).status
  }

  @Test func theLatestEventCountsWhateverTheOrderOfArrival() throws {
    let reports = [
      report(.available, 1), report(.responding, 2), report(.onScene, 3), report(.maintenance, 5, until: 6),
      report(.availableMobile, 8),
    ]
    var random = SplitMix64(seed: 51)
    for _ in 0..<20 {
      let store = try DirectoryStore()
      for report in reports.shuffled(using: &random) { #expect(try store.change { try $0.put(report) } == .added) }
      #expect(try status(store, 0.5) == .unknown)
      #expect(try status(store, 1) == .available)
      #expect(try status(store, 2.5) == .responding)
      #expect(try status(store, 4.9) == .onScene)
      #expect(try status(store, 5.5) == .maintenance)
      // Expired: what was said before does not hold again.
      #expect(try status(store, 6) == .unknown)
      #expect(try status(store, 100) == .availableMobile)
    }
  }

  @Test func aLateArrivalDoesNotOverwriteANewerReport() throws {
    let store = try DirectoryStore()
    for report in [report(.onScene, 3), report(.available, 1, until: 10)] {
      _ = try store.change { try $0.put(report) }
    }
    #expect(try status(store, 4) == .onScene)
  }

  @Test func ofTwoReportsOfOneMomentTheLastReceivedCounts() throws {
    let store = try DirectoryStore()
    for status in [AvailabilityStatus.onScene, .available] { _ = try store.change { try $0.put(report(status, 1)) } }
    #expect(try status(store, 1) == .available)
  }

  @Test func theSameReportTwiceIsKeptOnce() throws {
    let store = try DirectoryStore()
    let reports = [report(.available, 1), report(.available, 1, until: 3, source: "x")]
    for report in reports + reports { _ = try store.change { try $0.put(report) } }
    #expect(try store.availabilityReports() == reports)
    #expect(try store.version() == 2)
  }

  @Test func reportsOfOtherUnitsDoNotCount() throws {
    let store = try DirectoryStore()
    _ = try store.change { try $0.put(AvailabilityReport(unit: "u2", status: .available, since: issued)) }
    #expect(try store.availability(of: "u", at: issued) == .unknown)
  }

  // MARK: Documents

  @Test func documentsComeByKindAndID() throws {
    let store = try DirectoryStore()
    let documents = [("b", ReferenceDocument.Kind.norms), ("a", .agreements), ("c", .vocabulary), ("a", .vocabulary)]
      .map {
        ReferenceDocument(id: $0.0, kind: $0.1, issued: issued, title: $0.0, xml: "<x/>")
      }
    try store.change { (change) throws in
      for document in documents { #expect(try change.put(document) == .added) }
    }
    #expect(try store.documents().map(\.id) == ["a", "c", "a", "b"])
    #expect(try store.documents(.vocabulary).map(\.id) == ["a", "c"])
    var changed = documents[0]
    changed.title = "new"
    try store.change { (change) throws in
      #expect(try change.put(documents[1]) == .unchanged)
      #expect(try change.put(changed) == .changed)
      #expect(try change.document(.norms, id: "b") == changed)
    }
  }
}
