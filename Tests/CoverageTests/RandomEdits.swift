import Coverage
import CoverageTestSupport
import DirectoryModel
import Geodesy
import TestSupport

/// Makes up edits that can be made.
enum RandomEdits {
  static let kinds = 18

  /// An edit of a kind; `nil` where there is nothing left to edit.
  static func change(
    kind: Int, in world: PlainWorld, number: Int, _ random: inout SplitMix64
  ) throws -> ScenarioEdit.Change? {
    let place = try random.place(latitudes: 50.6...51, longitudes: 5.7...6.3)
    let unit = world.units.randomElement(using: &random)?.unit
    let other = world.units.randomElement(using: &random)?.unit
    let service: Service = random.oneIn(2) ? .fire : .ambulance
    let new = ScenarioEdit.NewUnits(
      id: "new\(number)", count: Int.random(in: 1...3, using: &random), service: service,
      crew: Int.random(in: 1...9, using: &random), turnout: Double(Int.random(in: 0...400, using: &random)),
      mobility: random.oneIn(4) ? .air : .road)
    switch kind {
    case 0: return unit.map { .closeStation($0.station) }
    case 1:
      return .openStation(
        "station\(number)", place: place, country: SmallWorld.country(of: place), units: [new])
    case 2: return unit.map { .moveStation($0.station, to: place) }
    case 3: return unit.map { .addUnits(station: $0.station, units: new) }
    case 4: return unit.map { .removeUnit($0.id) }
    case 5:
      guard let unit, let other else { return nil }
      return .moveUnit(unit.id, toStation: other.station)
    case 6:
      let kind: Station.Staffing.Kind = random.oneIn(2) ? .career : .volunteer
      let all = world.units.filter { $0.unit.station == unit?.station }
      return all.allSatisfy { $0.unit.turnouts[kind] != nil } ? unit.map { .staff($0.station, kind) } : nil
    case 7:
      let probability = Double(Int.random(in: 0...9, using: &random)) / 10
      return unit.map { .busy(probability, random.oneIn(2) ? .init() : .init(stations: [$0.station])) }
    case 8, 9:
      return .border(
        between: "AA", and: "BB", isOpen: kind == 8, services: random.oneIn(2) ? [] : [service],
        towards: random.oneIn(3) ? (random.oneIn(2) ? "AA" : "BB") : nil)
    case 10:
      let end = try random.place(latitudes: 50.6...51, longitudes: 5.7...6.3)
      return .hazard(
        .init(
          name: "flood", line: [place, end], buffer: Double(Int.random(in: 500...6000, using: &random)),
          disablesStations: random.oneIn(2), slowness: random.oneIn(2) ? 1 : 1.7, demand: random.oneIn(2) ? 1 : 2.5))
    case 11:
      let services = random.oneIn(2) ? [] : Service.allCases.filter { _ in random.oneIn(2) }
      return .weather(Double(Int.random(in: 5...20, using: &random)) / 10, services: services)
    case 12: return .callHandling(Double(Int.random(in: 0...300, using: &random)))
    case 13: return .requestDelay(Double(Int.random(in: 0...300, using: &random)))
    case 15:
      guard let crossing = world.waters?.crossings.randomElement(using: &random) else { return nil }
      return .closeCrossing(crossing.id, towards: random.oneIn(2) ? place : nil)
    case 16:
      guard world.waters != nil else { return nil }
      if random.oneIn(2) {
        let id = (["rail", "ferry", "river0", "tunnel"] as [CrossingID]).randomElement(using: &random) ?? "rail"
        return .openCrossing(id, nil, wait: Double(Int.random(in: 0...300, using: &random)))
      }
      let latitude = Double.random(in: 50.81...51, using: &random)
      return .openCrossing(
        "bridge\(number)",
        .init(barrier: "river", place: try Coordinate(latitude: latitude, longitude: 5.951)), wait: nil)
    case 14: return .requireAgreements(!random.oneIn(4))
    default:
      return .agreement(.suspend(BandAgreements.rules[Int.random(in: 0..<BandAgreements.rules.count, using: &random)]))
    }
  }
}
