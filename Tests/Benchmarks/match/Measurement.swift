internal import Foundation
internal import Geodesy
internal import SpatialIndex
internal import Synchronization

/// Times the index on a workload.
struct Measurement {
  enum Question: String, CaseIterable {
    case plain, frequent, rare
  }

  let workload: Workload
  let rounds: Int
  let places: [Coordinate]
  let units: [IndexedUnit]
  let filters: [Question: [UnitFilter]]

  init(_ workload: Workload, rounds: Int) {
    self.workload = workload
    self.rounds = rounds
    places = workload.incidents.compactMap { Coordinate(latitude: $0.latitude, longitude: $0.longitude) }
    units = workload.units.compactMap { unit in
      Coordinate(latitude: unit.latitude, longitude: unit.longitude).map {
        IndexedUnit(
          coordinate: $0, kind: unit.service, owner: unit.country,
          capabilities: IndexedCapabilities(mask: UInt64(unit.capabilities)), turnout: 60,
          readiness: unit.isAvailable ? .available : .busy)
      }
    }
    func filter(_ incident: Workload.Incident, _ ask: (service: UInt8, capability: UInt8)) -> UnitFilter {
      UnitFilter(
        kinds: 1 << UInt64(ask.service), owners: ~(1 << UInt64(incident.country)),
        needs: [UnitFilter.Need(code: Int(ask.capability))], leastReadiness: .available)
    }
    filters = [
      .plain: workload.incidents.map { _ in UnitFilter() },
      .frequent: workload.incidents.map { filter($0, $0.frequent) },
      .rare: workload.incidents.map { filter($0, $0.rare) },
    ]
  }

  func run(writing folder: String) throws {
    var seconds: [Double] = []
    var index = UnitIndex([])
    for _ in 0..<rounds {
      let start = now()
      index = UnitIndex(units)
      seconds.append(now() - start)
    }
    report("build", ["seconds": median(seconds)])
    let search = index.makeSearch()
    for question in Question.allCases {
      try answers(question, search).write(
        to: URL(fileURLWithPath: folder + "/answers_\(question.rawValue).u32"), options: .atomic)
      timed(question.rawValue, index) { search, number, found in
        search.nearest(10, to: places[number], where: filters(question)[number], into: &found)
      }
    }
    timed("next", index) { search, number, found in
      search.startNearest(to: places[number], where: filters(.frequent)[number])
      found.removeAll(keepingCapacity: true)
      while found.count < 10, let unit = search.next() { found.append(unit) }
      search.finish()
    }
    timed("first", index) { search, number, found in
      search.startNearest(to: places[number], where: filters(.frequent)[number])
      found.removeAll(keepingCapacity: true)
      if let unit = search.next() { found.append(unit) }
      search.finish()
    }
    let road = TravelTable(function: Road())
    timed("soonest", index) { search, number, found in
      search.soonest(10, at: places[number], where: filters(.frequent)[number], travels: [road], into: &found)
    }
    timed("radius", index) { search, number, found in
      search.nearest(.max, to: places[number], where: filters(.frequent)[number], within: 30_000, into: &found)
    }
    changes(index)
    moves(index)
    allocations(index)
    threads(index)
  }

  private func filters(_ question: Question) -> [UnitFilter] { filters[question] ?? [] }

  /// The numbers of the units that each incident gets, ten each, so that all sides can be compared.
  private func answers(_ question: Question, _ search: UnitSearch) -> Data {
    var data = Data()
    var found: [FoundUnit] = []
    for number in places.indices.prefix(2_000) {
      search.nearest(10, to: places[number], where: filters(question)[number], into: &found)
      for place in 0..<10 {
        var unit = place < found.count ? UInt32(found[place].unit) : .max
        data.append(Data(bytes: &unit, count: 4))
      }
    }
    return data
  }

  private func timed(
    _ name: String, _ index: UnitIndex, _ body: (UnitSearch, Int, inout [FoundUnit]) -> Void
  ) {
    let search = index.makeSearch()
    var found: [FoundUnit] = []
    var micros = [Float](repeating: 0, count: places.count)
    var (p50, p99, each): ([Double], [Double], [Double]) = ([], [], [])
    for round in 0...rounds {
      let start = now()
      var before = start
      for number in places.indices {
        body(search, number, &found)
        let after = now()
        micros[number] = Float((after - before) * 1e6)
        before = after
      }
      // The first round warms up.
      if round == 0 { continue }
      each.append((before - start) / Double(places.count) * 1e6)
      let sorted = micros.sorted()
      p50.append(Double(sorted[sorted.count / 2]))
      p99.append(Double(sorted[sorted.count * 99 / 100]))
    }
    report(name, ["p50_us": median(p50), "p99_us": median(p99), "mean_us": median(each)])
  }

  private func changes(_ index: UnitIndex) {
    var ready = workload.units.map(\.isAvailable)
    func flip(_ unit: UInt32) {
      let unit = Int(unit)
      ready[unit].toggle()
      index.setReadiness(ready[unit] ? .available : .busy, of: unit)
    }
    var each: [Double] = []
    for _ in 0..<(rounds * 2) {
      let start = now()
      for unit in workload.changes { flip(unit) }
      each.append((now() - start) / Double(workload.changes.count) * 1e6)
    }
    report("change", ["mean_us": median(each)])
    timed("mixed", index) { search, number, found in
      for change in 0..<10 { flip(workload.changes[number * 10 + change]) }
      search.nearest(10, to: places[number], where: filters(.frequent)[number], into: &found)
    }
  }

  private func moves(_ index: UnitIndex) {
    var random = Random(seed: 7)
    var micros: [Double] = []
    for _ in 0..<100_000 {
      let unit = Int(random.below(UInt64(units.count)))
      let from = units[unit].coordinate
      guard
        let to = Coordinate(
          latitude: from.latitude + random.normal() * 0.001, longitude: from.longitude + random.normal() * 0.001)
      else { continue }
      let start = now()
      index.move(unit, to: to)
      micros.append((now() - start) * 1e6)
      index.move(unit, to: from)
    }
    micros.sort()
    report("move", ["p50_us": micros[micros.count / 2], "p99_us": micros[micros.count * 99 / 100]])
  }

  /// How often searches ask the heap for memory once they are warm; only where peers/count_malloc.c is loaded.
  private func allocations(_ index: UnitIndex) {
    guard let symbol = dlsym(nil, "malloc_calls") else { return }
    let calls = unsafeBitCast(symbol, to: (@convention(c) () -> Int).self)
    let search = index.makeSearch()
    var found: [FoundUnit] = []
    let road = [TravelTable(function: Road())]
    func all() {
      for number in places.indices {
        search.nearest(10, to: places[number], where: filters(.frequent)[number], into: &found)
        search.nearest(10, to: places[number], into: &found)
        search.soonest(10, at: places[number], where: filters(.rare)[number], travels: road, into: &found)
      }
    }
    all()
    let before = calls()
    all()
    report("allocation", ["calls": Double(calls() - before), "searches": Double(3 * places.count)])
  }

  private func threads(_ index: UnitIndex) {
    var rates: [Int: [Double]] = [1: [], 2: []]
    for _ in 0..<rounds {
      for threads in [1, 2] {
        let start = now()
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          let search = index.makeSearch()
          var found: [FoundUnit] = []
          for _ in 0..<4 {
            for number in stride(from: thread, to: places.count, by: threads) {
              search.nearest(10, to: places[number], where: filters(.frequent)[number], into: &found)
            }
          }
        }
        rates[threads]?.append(Double(4 * places.count) / (now() - start))
      }
    }
    let (one, two) = (median(rates[1] ?? []), median(rates[2] ?? []))
    report("threads", ["one_per_second": one, "two_per_second": two, "ratio": two / one])
  }

  private func report(_ name: String, _ values: [String: Double]) {
    let fields = values.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    print("{\"side\": \"index\", \"what\": \"\(name)\", \(fields.joined(separator: ", "))}")
  }
}

/// Two minutes and 15 m/s.
private struct Road: TravelFunction {
  func seconds(distance: Double) -> Double { 120 + distance / 15 }
}

private func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
