import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation

/// Times whole answers of a directory in memory, JSON included: `Answers DIRECTORY [COUNT] [SEED]`.
///
/// Incidents lie at random around the directory's units, so most are where people are, of all services; one question
/// goes on for another. Beside the answers of `nearest`: many foreign units with their verdicts, and the packages on file.
/// Prints a JSON object a line.
@main
struct Answers {
  static func main() throws {
    let arguments = CommandLine.arguments
    let count = arguments.count > 2 ? Int(arguments[2]) ?? 2000 : 2000
    var random = SplitMix(state: UInt64(arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1))
    let clock = ContinuousClock()
    let (start, used) = (clock.now, processor())
    let directory = try Directory(at: arguments[1], loading: .inMemory)
    let opened = (clock: clock.now - start, processor: processor() - used)
    let places = try self.places(in: directory, count: count, random: &random)
    func measure(_ what: String, _ count: Int, ask: (Coordinate, Int) throws -> Int) throws {
      // The second time over, what can be remembered is.
      for round in ["first", "warm"] {
        var (times, processors): ([Double], [Double]) = ([], [])
        var size = 0
        for (number, place) in places.prefix(count).enumerated() {
          let (before, used) = (clock.now, processor())
          size += try ask(place, number)
          times.append(microseconds(clock.now - before))
          processors.append((processor() - used) * 1e6)
        }
        times.sort()
        processors.sort()
        print(
          """
          {"what": "\(what)", "round": "\(round)", "answers": \(times.count), "p50_us": \(percentile(50, of: times)), \
          "p99_us": \(percentile(99, of: times)), "processor_p50_us": \(percentile(50, of: processors)), \
          "processor_mean_us": \(processors.reduce(0, +) / Double(max(1, processors.count))), \
          "size": \(size / max(1, times.count)), "open_ms": \(microseconds(opened.clock) / 1000), \
          "open_processor_ms": \(opened.processor * 1000)}
          """)
      }
    }
    func query(_ place: Coordinate, _ number: Int) -> NearestQuery {
      var query = NearestQuery(place: place, service: Service.allCases[number % 3], time: Date())
      query.scope = .all
      return query
    }
    try measure("nearest", count) { try directory.nearest(query($0, $1)).json(in: .english).count }
    // What a verdict costs is seen from many units, beside a directory without agreements.
    try measure("verdicts", count / 10) { place, number in
      var query = query(place, number)
      query.scope = .crossBorder
      query.count = 500
      return try directory.nearest(query).units.count
    }
    let packages = try directory.packages()
    guard !packages.isEmpty else { return }
    try measure("package", count / 10) { place, number in
      let package = packages[number % packages.count]
      var base = query(place, number)
      base.service = package.service
      var query = PackageQuery(base: base, needs: package.needs)
      query.limits = package.limits
      return try directory.match(query).answer.matches.count
    }
  }

  private static func places(
    in directory: Directory, count: Int, random: inout SplitMix
  ) throws -> [Coordinate] {
    var units: [Coordinate] = []
    try directory.store.forEachSummary { units.append($0.coordinate) }
    var places: [Coordinate] = []
    while places.count < count {
      guard let unit = units.randomElement(using: &random),
        let place = Coordinate.valid(
          latitude: unit.latitude + .random(in: -0.1...0.1, using: &random),
          longitude: unit.longitude + .random(in: -0.15...0.15, using: &random))
      else { continue }
      places.append(place)
    }
    return places
  }

  /// Processor seconds of the process: what others on the machine do does not count.
  private static func processor() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func microseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e6 + Double(duration.components.attoseconds) / 1e12
  }

  private static func percentile(_ percent: Int, of sorted: [Double]) -> Double {
    sorted[min(sorted.count - 1, sorted.count * percent / 100)]
  }
}

/// The generator of the tests, so that runs can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
