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
    places = workload.incidents.compactMap { Coordinate.valid(latitude: $0.latitude, longitude: $0.longitude) }
    units = workload.units.compactMap { unit in
      Coordinate.valid(latitude: unit.latitude, longitude: unit.longitude).map {
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
    // On all cores: by the clock, and what all of them spend.
    var (clock, processors): ([Double], [Double]) = ([], [])
    var index = UnitIndex([])
    for _ in 0..<max(3, rounds) {
      index = UnitIndex([])
      let (start, used) = (now(), seconds(CLOCK_PROCESS_CPUTIME_ID))
      index = UnitIndex(units)
      clock.append(now() - start)
      processors.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - used)
    }
    report("build", ["seconds": median(clock), "processor_seconds": median(processors)])
    let search = index.makeSearch()
    for question in Question.allCases {
      try answers(question, search).write(
        to: URL(fileURLWithPath: folder + "/answers_\(question.rawValue).u32"), options: .atomic)
      let asked = filters(question)
      timed(question.rawValue, index) { search, number, found in
        nearest(10, number, asked[number], search, into: &found)
      }
    }
    let frequent = filters(.frequent)
    timed("first", index) { search, number, found in
      search.startNearest(to: places[number], where: frequent[number])
      found.removeAll(keepingCapacity: true)
      if let unit = search.next() { found.append(unit) }
      search.finish()
    }
    let road = [TravelTable(function: Road())]
    timed("soonest", index) { search, number, found in
      soonest(number, frequent[number], road, search, into: &found)
    }
    timed("radius", index) { search, number, found in
      nearest(.max, number, frequent[number], search, within: 30_000, into: &found)
    }
    changes(index)
    allocations(index)
    threads(index)
  }

  private func nearest(
    _ most: Int, _ incident: Int, _ filter: UnitFilter, _ search: UnitSearch, within radius: Double = .infinity,
    into found: inout [FoundUnit]
  ) {
    search.startNearest(to: places[incident], where: filter, within: radius)
    found.removeAll(keepingCapacity: true)
    while found.count < most, let unit = search.next() { found.append(unit) }
    search.finish()
  }

  private func soonest(
    _ incident: Int, _ filter: UnitFilter, _ roads: [TravelTable], _ search: UnitSearch, into found: inout [FoundUnit]
  ) {
    search.startSoonest(at: places[incident], where: filter, travels: roads)
    found.removeAll(keepingCapacity: true)
    while found.count < 10, let unit = search.next() { found.append(unit) }
    search.finish()
  }

  private func filters(_ question: Question) -> [UnitFilter] { filters[question] ?? [] }

  /// The numbers of the units that each incident gets, ten each, so that all sides can be compared.
  private func answers(_ question: Question, _ search: UnitSearch) -> Data {
    var data = Data()
    var found: [FoundUnit] = []
    for number in places.indices.prefix(2_000) {
      nearest(10, number, filters(question)[number], search, into: &found)
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
      let start = processor()
      var before = now()
      for number in places.indices {
        body(search, number, &found)
        let after = now()
        micros[number] = Float((after - before) * 1e6)
        before = after
      }
      // The first round warms up.
      if round == 0 { continue }
      each.append((processor() - start) / Double(places.count) * 1e6)
      let sorted = micros.sorted()
      p50.append(Double(sorted[sorted.count / 2]))
      p99.append(Double(sorted[sorted.count * 99 / 100]))
    }
    report(name, ["p50_us": median(p50), "p99_us": median(p99), "cpu_us": median(each)])
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
      let start = processor()
      for unit in workload.changes { flip(unit) }
      each.append((processor() - start) / Double(workload.changes.count) * 1e6)
    }
    report("change", ["cpu_us": median(each)])
    let batches = (0..<(workload.changes.count / 10)).map { batch in
      workload.changes[(batch * 10)..<(batch * 10 + 10)].map(Int.init)
    }
    let frequent = filters(.frequent)
    timed("mixed", index) { search, number, found in
      for unit in batches[number] { flip(UInt32(unit)) }
      nearest(10, number, frequent[number], search, into: &found)
    }
  }

  /// How often searches ask the heap for memory once they are warm; only where peers/count_malloc.c is loaded.
  private func allocations(_ index: UnitIndex) {
    guard let symbol = dlsym(nil, "malloc_calls") else { return }
    let calls = unsafeBitCast(symbol, to: (@convention(c) () -> Int).self)
    let search = index.makeSearch()
    var found: [FoundUnit] = []
    let (frequent, rare) = (filters(.frequent), filters(.rare))
    let road = [TravelTable(function: Road())]
    func all() {
      for number in places.indices {
        nearest(10, number, frequent[number], search, into: &found)
        nearest(10, number, UnitFilter(), search, into: &found)
        soonest(number, rare[number], road, search, into: &found)
      }
    }
    all()
    let before = calls()
    all()
    report("allocation", ["calls": Double(calls() - before), "searches": Double(3 * places.count)])
  }

  /// Throughput on two threads by that on one: by the clock, and by processor time, as it would be with two cores free.
  private func threads(_ index: UnitIndex) {
    var clock: [Int: [Double]] = [1: [], 2: []]
    var processors: [Int: [Double]] = [1: [], 2: []]
    let frequent = filters(.frequent)
    for _ in 0..<rounds {
      for threads in [1, 2] {
        let start = now()
        let used = seconds(CLOCK_PROCESS_CPUTIME_ID)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          let search = index.makeSearch()
          var found: [FoundUnit] = []
          for _ in 0..<4 {
            for number in stride(from: thread, to: places.count, by: threads) {
              nearest(10, number, frequent[number], search, into: &found)
            }
          }
        }
        clock[threads]?.append(now() - start)
        processors[threads]?.append((seconds(CLOCK_PROCESS_CPUTIME_ID) - used) / Double(threads))
      }
    }
    func ratio(_ times: [Int: [Double]]) -> Double { median(times[1] ?? []) / median(times[2] ?? []) }
    report("threads", ["clock_ratio": ratio(clock), "cpu_ratio": ratio(processors)])
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

private func now() -> Double { seconds(CLOCK_MONOTONIC) }

/// Processor seconds of this thread: what others on the machine do does not count.
private func processor() -> Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
