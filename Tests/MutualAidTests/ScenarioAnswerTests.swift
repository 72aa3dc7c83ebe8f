import Coverage
import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import MutualAidPlanning
import Presentation
import RegistryImport
import TestSupport
import Testing

/// `nearest` and `match` in a scenario: as if the directory were what the scenario makes of it.
struct ScenarioAnswerTests {
  static let noon = Date(timeIntervalSince1970: 1_795_435_200)

  /// Made-up stations around the point where three countries meet.
  struct World {
    struct Unit {
      var id: UnitID
      var type: String
      var turnout: Int
    }

    struct Station {
      var id: StationID
      var country: CountryCode
      var place: Coordinate
      var units: [Unit]
    }

    var stations: [Station] = []

    /// Somewhere within a country.
    static func place(in country: CountryCode, _ random: inout SplitMix64) throws -> Coordinate {
      switch country {
      case "NL": try random.place(latitudes: 50.82...50.92, longitudes: 5.82...5.97)
      case "BE": try random.place(latitudes: 50.6...50.7, longitudes: 5.8...6.05)
      default: try random.place(latitudes: 50.66...50.9, longitudes: 6.14...6.35)
      }
    }

    init(_ random: inout SplitMix64) throws {
      for (country, type) in [("NL", "TS"), ("BE", "AP"), ("DE", "HLF20")] as [(CountryCode, String)] {
        for number in 1...5 {
          let id = "\(country.rawValue.lowercased())-\(number)"
          let place = try World.place(in: country, &random)
          stations.append(
            Station(
              id: StationID(id), country: country, place: place,
              units: (1...Int.random(in: 1...2, using: &random)).map {
                Unit(id: "\(id).\($0)", type: type, turnout: Int.random(in: 60...400, using: &random))
              }))
        }
      }
    }

    func registry(_ country: CountryCode) -> String {
      Sample.registry(
        id: "sample-\(country.rawValue.lowercased())", country: country.rawValue,
        stations.filter { $0.country == country && !$0.units.isEmpty }.map { station in
          Sample.station(
            id: station.id.rawValue, at: (station.place.latitude, station.place.longitude),
            station.units.map { unit in
              "<unit id=\"\(unit.id)\" type=\"\(unit.type)\"><turnout seconds=\"\(unit.turnout)\"/></unit>"
            }.joined())
        }.joined(separator: "\n"))
    }

    /// Makes an edit here; gives it for the scenario.
    mutating func edit(number: Int, _ random: inout SplitMix64) throws -> ScenarioEdit.Change? {
      let filled = stations.indices.filter { !stations[$0].units.isEmpty }
      guard let index = filled.randomElement(using: &random), filled.count > 4 else { return nil }
      let id = stations[index].id
      let place = try World.place(in: stations[index].country, &random)
      let new = Unit(
        id: "new-\(number)", type: ["NL": "TS", "BE": "AP", "DE": "HLF20"][stations[index].country.rawValue] ?? "",
        turnout: Int.random(in: 60...400, using: &random))
      let newUnits = ScenarioEdit.NewUnits(
        id: new.id, service: .fire, type: new.type, turnout: Double(new.turnout))
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        stations[index].units = []
        return .closeStation(id)
      case 1:
        stations[index].place = place
        return .moveStation(id, to: place)
      case 2: return .removeUnit(stations[index].units.removeLast().id)
      case 3:
        guard let other = filled.filter({ stations[$0].country == stations[index].country && $0 != index }).first
        else { return nil }
        let unit = stations[index].units.removeLast()
        stations[other].units.append(unit)
        return .moveUnit(unit.id, toStation: stations[other].id)
      case 4:
        stations[index].units.append(new)
        return .addUnits(station: id, units: newUnits)
      default:
        let country = stations[index].country
        stations.append(Station(id: "station-\(number)", country: country, place: place, units: [new]))
        return .openStation("station-\(number)", place: place, country: country, units: [newUnits])
      }
    }
  }

  private func directory(
    _ world: World, in folder: TemporaryFolder, named name: String, loading: Directory.Loading = .onDisk
  ) throws -> Directory {
    let path = folder.file("\(name).sqlite")
    let store = try DirectoryStore(path: path, access: .write)
    defer { store.close() }
    var importer = try Importer(store: store)
    for file in ["types-be", "types-nl", "types-de", "capabilities", "defaults", "holidays"] {
      _ = try importer.importFile(RealDirectory.root + "/Datasets/vocabulary/\(file).xml")
    }
    _ = try importer.importFile(RealDirectory.root + "/Datasets/boundaries/countries.xml")
    for country in ["NL", "BE", "DE"] as [CountryCode] {
      let file = folder.file("\(name)-\(country).xml")
      try world.registry(country).write(toFile: file, atomically: true, encoding: .utf8)
      let report = try importer.importFile(file)
      try #require(report.isApplied && report.rejected == 0, "\(report.problems)")
    }
    return try Directory(at: path, loading: loading)
  }

  /// What an answer says of units, without what only registries know.
  private func text(_ report: NearestReport) -> [String] {
    let matches = report.answer.matches + [report.answer.nearestDomestic].compactMap { $0 }
    return matches.map { match in
      let capabilities = match.capabilities.map { "\($0.code)\($0.level ?? "")" }.sorted().joined(separator: ",")
      return "\(match.unit.id) \(match.unit.station) \(match.distance) \(match.eta) \(capabilities)"
    }
  }

  @Test(arguments: SampleSize.seeds(5, long: 12))
  func answersAreThoseOfADirectoryIntoWhichTheEditsWereWritten(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    var world = try World(&random)
    let before = try directory(
      world, in: folder, named: "before", loading: seed.isMultiple(of: 2) ? .inMemory : .onDisk)
    var edits: [ScenarioEdit] = []
    for number in 0..<Int.random(in: 1...5, using: &random) {
      if let change = try world.edit(number: number, &random) { edits.append(ScenarioEdit(change)) }
    }
    let scenario = Scenario(name: "made up", edits: edits)
    let after = try directory(world, in: folder, named: "after")
    for _ in 0..<8 {
      var query = NearestQuery(
        place: try random.place(latitudes: 50.65...50.9, longitudes: 5.85...6.25), service: .fire,
        time: ScenarioAnswerTests.noon)
      query.scope = NearestQuery.Scope.allCases.randomElement(using: &random) ?? .all
      query.rank = random.oneIn(2) ? .eta : .distance
      query.count = Int.random(in: 1...30, using: &random)
      query.needs = random.oneIn(3) ? [Need(capability: "pumping", minimum: nil)] : []
      query.limit = random.oneIn(3) ? .distance(20_000) : random.oneIn(3) ? .time(900) : nil
      query.tieBreak = .id
      let supposed = try before.nearest(query, supposing: scenario)
      #expect(try text(supposed) == text(after.nearest(query)), "\(edits.map(\.summary)) \(query)")
      #expect(supposed.scenario?.edits.map(\.text) == edits.map(\.summary))
      let plain = try before.nearest(query)
      #expect(plain.scenario == nil)

      var package = PackageQuery(
        base: query, needs: [PackageNeed(capabilities: [Need(capability: "pumping", minimum: nil)], count: 3)])
      package.base.needs = []
      package.base.rank = .eta
      let units = { (report: PackageReport) in report.answer.matches.map { "\($0.unit.id) \($0.eta)" } }
      #expect(try units(before.match(package, supposing: scenario)) == units(after.match(package)))
    }
  }

  @Test(arguments: [Directory.Loading.onDisk, .inMemory])
  func weatherAndHazardsSlowTheWay(loading: Directory.Loading) throws {
    var random = SplitMix64(seed: 5)
    let folder = try TemporaryFolder()
    let directory = try directory(try World(&random), in: folder, named: "world", loading: loading)
    var query = NearestQuery(place: try place(50.77, 6.05), service: .fire, time: ScenarioAnswerTests.noon)
    (query.scope, query.count) = (.all, 100)
    let ring = try [(50.7, 5.8), (50.7, 6.3), (50.95, 6.3), (50.95, 5.8)].map { try place($0.0, $0.1) }
    let hazard = ScenarioEdit.Hazard(name: "snow", rings: [ring], disablesStations: false, slowness: 1.5)
    let south = ScenarioEdit.Hazard(
      name: "ice", rings: [try [(50.5, 5.7), (50.5, 6.4), (50.7, 6.4), (50.7, 5.7)].map { try place($0.0, $0.1) }],
      disablesStations: false, slowness: 2)
    let scenario = Scenario(
      name: "winter", edits: [.init(.hazard(hazard)), .init(.hazard(south)), .init(.weather(1.2))])
    let plain = try directory.nearest(query).answer.matches
    let slowed = try directory.nearest(query, supposing: scenario).answer.matches
    let expected = plain.map { match in
      // Of what slows the way at its ends the slower counts: the incident lies in the first hazard.
      let factor = match.unit.coordinate.latitude < 50.7 ? 2.0 : 1.5
      return (id: match.unit.id, eta: Double(match.turnout?.seconds ?? 0) + match.travel * factor * 1.2)
    }.sorted { ($0.eta, $0.id) < ($1.eta, $1.id) }
    #expect(plain.count > 10)
    #expect(Set(plain.map { $0.unit.coordinate.latitude < 50.7 }).count == 2)
    #expect(slowed.map(\.unit.id) == expected.map(\.id))
    for (match, wanted) in zip(slowed, expected) { #expect(abs(match.eta - wanted.eta) < 1e-6) }
  }

  @Test func aClosedBorderLetsNobodyPassAndTheExplanationSaysSo() throws {
    let directory = try RealDirectory.open()
    var query = NearestQuery(place: try place(50.7703, 6.0155), service: .fire, time: ScenarioAnswerTests.noon)
    query.count = 50
    let closed = Scenario(
      name: "closed", edits: [.init(.border(between: "DE", and: "NL", isOpen: false, services: [.fire]))])
    let open = try directory.nearest(query)
    let report = try directory.nearest(query, supposing: closed)
    #expect(open.units.contains { $0.station.country == "DE" })
    #expect(!report.units.isEmpty && report.units.allSatisfy { $0.station.country != "DE" })
    let unit = try #require(open.units.first { $0.station.country == "DE" }).id
    let explanation = try directory.explain(unit, in: query, supposing: closed).explanation
    #expect(!explanation.isInAnswer)
    #expect(
      explanation.steps.filter { !$0.holds }.map(\.check) == [.border(lender: "DE", incidentCountry: "NL")])
    query.service = .ambulance
    #expect(
      try directory.nearest(query, supposing: closed).units.map(\.id)
        == directory.nearest(query).units.map(\.id))
  }

  @Test func editsOfAgreementsDecideAndDormantAndIdleOnesAreTold() throws {
    let directory = try RealDirectory.open()
    let query = NearestQuery(place: try place(50.7703, 6.0155), service: .fire, time: ScenarioAnswerTests.noon)
    let scenarios = try ScenarioFile.scenarios(
      text: """
        scenarios:
          - name: suspended
            edits:
              - require-agreements: true
              - suspend-agreement: aachen-zuid-limburg-2018
              - close-station: nl-fire-vaals-f2e0bb79
                when: 22:00-06:00
              - call-handling: 120
              - request-delay: 45
        """)
    let scenario: Scenario = try #require(scenarios.first)
    let report = try directory.nearest(query, supposing: scenario)
    #expect(report.query.agreement == .required)
    #expect(report.units.allSatisfy { $0.match.verdict.kind == .allowed })
    #expect(report.units.allSatisfy { $0.match.verdict.agreement?.id != "aachen-zuid-limburg-2018" })
    #expect(report.units.allSatisfy { $0.match.requestDelay == 45 })
    #expect(report.scenario?.edits.map(\.effect) == [.made, .made, .dormant, .idle, .made])
    #expect(try directory.nearest(query).units.first?.match.verdict.agreement?.id == "aachen-zuid-limburg-2018")
  }

  @Test func anEditOfWhatThereIsNotIsAnError() throws {
    let directory = try RealDirectory.open()
    let query = NearestQuery(place: try place(50.7703, 6.0155), service: .fire, time: ScenarioAnswerTests.noon)
    #expect(throws: MutualAidError.self) {
      try directory.nearest(
        query, supposing: Scenario(name: "x", edits: [.init(.closeStation("nl-fire-nowhere"))]))
    }
    #expect(throws: MutualAidError.self) {
      try directory.nearest(query, supposing: Scenario(name: "x", edits: [.init(.agreement(.suspend("nothing")))]))
    }
    #expect(throws: MutualAidError.self) {
      try directory.explain(
        "nl-fire-vaals-f2e0bb79.ts1", in: query,
        supposing: Scenario(name: "x", edits: [.init(.closeStation("nl-fire-vaals-f2e0bb79"))]))
    }
  }
}
