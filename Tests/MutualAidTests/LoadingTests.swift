import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation
import RegistryImport
import TestSupport
import Testing

/// A directory held in memory answers as the one on disk does, also when others change the file.
struct LoadingTests {
  static let noon = Date(timeIntervalSince1970: 1_795_435_200)

  private func query(_ random: inout SplitMix64) throws -> NearestQuery {
    var query = NearestQuery(
      place: try random.place(latitudes: 49.4...53.4, longitudes: 3...8.5),
      service: random.oneIn(4) ? nil : Service.allCases.randomElement(using: &random),
      time: LoadingTests.noon.addingTimeInterval(.random(in: 0...1_000_000, using: &random)))
    query.needs = random.oneIn(3) ? [Need(capability: "pumping", minimum: random.oneIn(2) ? "2000" : nil)] : []
    query.count = Int.random(in: 1...(random.oneIn(10) ? 60 : 8), using: &random)
    query.scope = NearestQuery.Scope.allCases.randomElement(using: &random) ?? .all
    query.lenders = random.oneIn(5) ? [["BE", "NL", "DE", "LU"].randomElement(using: &random) ?? ""] : []
    query.rank = random.oneIn(3) ? .distance : .eta
    query.limit =
      [nil, nil, .distance(.random(in: 0...80_000, using: &random)), .time(.random(in: 0...4000, using: &random))]
      .randomElement(using: &random) ?? nil
    query.availability = random.oneIn(4) ? .strict : .assume
    query.agreement = random.oneIn(4) ? .required : .any
    query.purpose = Purpose.allCases.randomElement(using: &random) ?? .daily
    query.requestDelay = random.oneIn(3) ? 120 : 0
    return query
  }

  /// The answer without what differs from run to run; what cannot be answered, as its message.
  private func text(of query: NearestQuery, from directory: Directory) throws -> String {
    do {
      var report = try directory.nearest(query)
      report.elapsedMicroseconds = 0
      return String(decoding: report.json(in: .english), as: UTF8.self)
    } catch let error as MutualAidError {
      return error.message
    }
  }

  @Test(arguments: 1...2)
  func everyAnswerIsThatOfTheDirectoryOnDisk(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let path = try RealDirectory.store().path
    let onDisk = try Directory(at: path)
    let inMemory = try Directory(at: path, loading: .inMemory)
    for _ in 0..<SampleSize.count(10, long: 30) {
      let query = try query(&random)
      #expect(try text(of: query, from: inMemory) == text(of: query, from: onDisk), "\(query)")
    }
  }

  @Test func whatOthersReportIsSeenByTheNextQuestion() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("directory.sqlite")
    let writer = try DirectoryStore(path: path, access: .write)
    defer { writer.close() }
    var importer = try Importer(store: writer)
    for file in [
      "vocabulary/types-de.xml", "vocabulary/types-nl.xml", "boundaries/countries.xml", "control-rooms/de-nrw.xml",
      "registries/de-nrw-fire.xml",
    ] {
      let report = try importer.importFile(RealDirectory.root + "/Datasets/" + file)
      try #require(report.isApplied, "\(report.problems)")
    }
    let onDisk = try Directory(at: path)
    let inMemory = try Directory(at: path, loading: .inMemory)
    let outside = try Directory(store: writer)
    var random = SplitMix64(seed: 31)
    let units = try writer.unitIDs(containing: "de-nrw-fire-aachen")
    let now = Date()
    for round in 0..<60 {
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let status = AvailabilityStatus.allCases.randomElement(using: &random) ?? .unknown
        let since = now.addingTimeInterval(.random(in: -900...100, using: &random))
        _ = try outside.report(
          unit: try #require(units.randomElement(using: &random)), status: status.rawValue, since: since,
          until: random.oneIn(2) ? since.addingTimeInterval(.random(in: 1...900, using: &random)) : nil)
      }
      if round == 30 {
        // A whole registry comes in: everything is read again.
        let report = try importer.importFile(RealDirectory.root + "/Datasets/registries/nl-fire.xml")
        try #require(report.isApplied, "\(report.problems)")
      }
      var query = NearestQuery(place: try place(50.7703, 6.0155), service: .fire, time: now)
      query.time = now.addingTimeInterval(.random(in: -1200...1200, using: &random))
      query.scope = .all
      query.count = 12
      query.availability = random.oneIn(2) ? .strict : .assume
      #expect(try text(of: query, from: inMemory) == text(of: query, from: onDisk))
    }
  }
}
