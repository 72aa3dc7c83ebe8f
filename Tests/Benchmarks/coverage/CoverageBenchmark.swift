internal import Coverage
internal import DirectoryModel
internal import Foundation
internal import Geodesy
internal import Matching

/// Makes up a workload, evaluates it and its scenarios, and prints the figures as JSON.
///
/// Usage: CoverageBenchmark UNITS CELLS SCENARIOS SEED stations|units [FOLDER]. With `stations`, every unit is a station of
/// its own with all six classes; with `units`, eight units with some of the classes share a station. With a folder, the
/// workload goes there as raw columns for others to evaluate, and what the last scenario came to.
///
/// A model knows three services; the six classes are two models over the same cells, evaluated one after the other, and
/// times are those of both together.
@main struct CoverageBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { $0 }
    guard arguments.count >= 5, let units = Int(arguments[0]), let cells = Int(arguments[1]),
      let scenarios = Int(arguments[2]), let seed = UInt64(arguments[3]), ["stations", "units"].contains(arguments[4])
    else {
      FileHandle.standardError.write(
        Data("usage: CoverageBenchmark UNITS CELLS SCENARIOS SEED stations|units [FOLDER]\n".utf8))
      exit(64)
    }
    let workload = Workload(
      units: units, cells: cells, scenarios: scenarios, seed: seed, hasOnePlacePerStation: arguments[4] == "stations")
    let folder = arguments.count > 5 ? URL(filePath: arguments[5]) : nil
    if let folder { try workload.write(to: folder) }
    try Run(workload).report(to: folder)
  }
}

/// A kilometre of way for every 1.3 km of road, at 60 km/h.
struct LinearTravel: TravelTime {
  let name = "linear"

  func seconds(distance: Double, service: Service, mobility: Mobility) -> Double { distance * 1.3 / (60 / 3.6) }
}

/// The two models of a workload.
struct Run {
  private static let minutes = [8, 12, 15]
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)

  private let workload: Workload
  private let units: [[CoverageUnit]]
  private let cells: [DemandCell]
  private let norms: NormSelection

  init(_ workload: Workload) throws {
    self.workload = workload
    cells = try workload.cells.enumerated().map { number, cell in
      DemandCell(
        code: "c\(number)", place: try Run.coordinate(cell.place), country: Workload.countries[cell.country],
        people: cell.people)
    }
    let services = Service.allCases
    units = try [0, services.count].map { try Run.units(of: workload, firstClass: $0) }
    let all = Workload.countries.flatMap { country in services.map { (country, $0) } }
    norms = NormSelection(
      all.map { country, service in
        Norm(
          id: "\(country)-\(service.rawValue)", country: country, service: service,
          thresholds: [.init(seconds: 900, units: 1)])
      }, on: "2026-11-26")
  }

  /// Units of as many classes as there are services, each class as a service.
  private static func units(of workload: Workload, firstClass: Int) throws -> [CoverageUnit] {
    var units: [CoverageUnit] = []
    for (number, unit) in workload.units.enumerated() {
      let place = try coordinate(unit.place)
      let country = Workload.countries[workload.stations[unit.station].country]
      for (index, service) in Service.allCases.enumerated() where unit.classes >> UInt8(firstClass + index) & 1 == 1 {
        units.append(
          CoverageUnit(
            id: "u\(number)-\(index)", station: "s\(unit.station)", place: place, country: country, service: service))
      }
    }
    return units
  }

  private static func coordinate(_ place: Place) throws -> Coordinate {
    guard let coordinate = place.coordinate else { throw CocoaError(.coderInvalidValue) }
    return coordinate
  }

  /// Measures baselines and scenarios, and prints the figures as JSON.
  ///
  /// - Parameter folder: where the first arrivals of the last scenario go, by class and cell, in seconds as raw
  ///   numbers; `nil` to write none.
  /// - Throws: what the model throws, and errors of writing.
  func report(to folder: URL?) throws {
    var began = ContinuousClock.now
    let baseBegan = Run.processorSeconds()
    let models = units.map { CoverageModel(units: $0, cells: cells, norms: norms, travel: LinearTravel()) }
    let baselines = try models.map { try $0.baseline(at: Run.moment) }
    let base = (ContinuousClock.now - began) / .seconds(1)
    var people = [Run.people(baselines.map(\.result))]
    let scenarios = units.map { units in self.scenarios(Set(units.map(\.station))) }
    var times: [Double] = []
    var processorTimes: [Double] = []
    let baseProcessor = Run.processorSeconds() - baseBegan
    var kept: [CoverageReport.ScenarioResult] = []
    for number in workload.scenarios.indices {
      began = ContinuousClock.now
      let processor = Run.processorSeconds()
      let results = try zip(baselines, scenarios).map { try $0.evaluate($1[number]) }
      times.append((ContinuousClock.now - began) / .seconds(1))
      processorTimes.append(Run.processorSeconds() - processor)
      people.append(Run.people(results))
      // As a report would, the last one is kept until the next has come.
      kept = results
    }
    if let folder {
      let first = kept.flatMap(\.services).flatMap { $0.outcomes.map { $0.first ?? .infinity } }
      try first.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "own_first.f32")) }
    }
    let changed = kept.flatMap { $0.services.map(\.changed.count) }
    let figures: [String: Any] = [
      "units": workload.units.count, "cells": cells.count, "classes": Workload.classes, "baseline_s": base,
      "baseline_cpu_s": baseProcessor, "scenarios_s": times, "scenarios_cpu_s": processorTimes, "people": people,
      "changed_in_the_last": changed,
      "total": cells.map(\.people).reduce(0, +), "peak_mb": Run.peakMegabytes(),
    ]
    FileHandle.standardOutput.write(
      try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys]) + Data("\n".utf8))
  }

  /// By class: people reached within each number of minutes.
  private static func people(_ results: [CoverageReport.ScenarioResult]) -> [[Int]] {
    results.flatMap(\.services).map { service in
      minutes.map { service.total?.reached[$0 * 60 / Int(CoverageReport.AreaResult.reachedStep)] ?? 0 }
    }
  }

  /// The scenarios of the workload; of closed stations only those `known` to have units count.
  private func scenarios(_ known: Set<StationID>) -> [Scenario] {
    let names = Workload.countries
    return workload.scenarios.enumerated().map { number, what in
      var edits = what.closed.indices.filter { what.closed[$0] && known.contains("s\($0)") }
        .map { ScenarioEdit(.closeStation("s\($0)")) }
      for host in names.indices {
        for lender in 0..<host where !what.isOpen[host * names.count + lender] {
          edits.append(
            ScenarioEdit(.border(between: names[host], and: names[lender], isOpen: false, services: [])))
        }
      }
      return Scenario(name: "\(number)", edits: edits)
    }
  }

  /// Seconds that all threads together have spent.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func peakMegabytes() -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Double(line.split(separator: " ").dropFirst().first ?? "") ?? 0) / 1000
  }
}
