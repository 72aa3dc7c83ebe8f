import DirectoryModel
import DirectoryStore
import Foundation
import RegistryImport
import TestSupport
import Testing

/// Documents that are taken ahead of the last transaction give the same directory, the same earlier versions and the same
/// report as those that are taken in one.
struct StagedImportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// An edition of one to three registries, with what may be wrong in one: ids listed twice, stations far away,
  /// ids that other registries have, references to nobody.
  private struct Edition {
    var text: String

    init(_ random: inout SplitMix64, issued: Int) {
      func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
      let time = "2026-01-\(issued < 10 ? "0" : "")\(issued)T00:00:00Z"
      let registries = (0..<(1 + below(3))).map { number in
        var body = (0..<below(3)).map {
          "<organisation id='org-\($0)' kind='safety-region'><name>O\(below(2))</name></organisation>"
        }
        .joined()
        for _ in 0..<below(12) {
          // Some ids are of one registry, some of several.
          let id = below(3) == 0 ? "shared-\(below(4))" : "r\(number)-\(below(10))"
          let units = (0..<below(4)).map { unit in
            "<unit id='\(below(15) == 0 ? "shared-u" : id)-\(unit)' type='\(["TS", "RV"][below(2)])'/>"
          }.joined()
          let latitude = below(12) == 0 ? 70.0 : 50.5 + Double(below(40)) / 1000
          body += Sample.station(
            id: id, at: (latitude, 5.7), attributes: below(3) == 0 ? "organisation='org-\(below(4))'" : "", units)
        }
        return Sample.registry(id: "r\(number)", issued: time, body)
          .replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")
      }
      text =
        registries.count == 1
        ? registries[0] : "<directory xmlns='\(Sample.namespace)'>\(registries.joined())</directory>"
    }
  }

  /// All that a directory holds, but for the times of imports.
  private func contents(_ path: String) throws -> [String] {
    let store = try DirectoryStore(path: path, access: .read)
    defer { store.close() }
    var found: [String] = []
    for entry in try store.registries() {
      found.append("\(entry.registry) \(entry.profile) \(entry.stations) \(entry.units)")
      try store.forEachOrganisation(of: entry.registry.id) { found.append("\($0)") }
      try store.forEachStation(of: entry.registry.id) { found.append("\($0) \($1)") }
    }
    try store.forEachUnit { found.append("\($0) \($1) \($2)") }
    found += try store.imports().map { entry in
      "\(entry.id) \(entry.kind) \(entry.subject) \(entry.version) \(entry.counts) \(entry.problems.count)"
    }
    for id in try store.unitIDs(containing: "") {
      found += try store.unitHistory(id).events.map { "\($0.kind) \($0.entry.id) \($0.fields)" }
    }
    for id in try store.stationIDs(containing: "") {
      found += try store.stationHistory(id).events.map { "\($0.kind) \($0.entry.id) \($0.fields)" }
    }
    return found
  }

  @Test(arguments: 0..<SampleSize.count(24, long: 400))
  func editionsTakenAheadGiveTheSameDirectory(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let paths = ["whole", "ahead", "over"].map { folder.file("\($0).sqlite") }
    for issued in 1...6 {
      let file = try folder.write(Edition(&random, issued: issued).text, to: "\(issued).xml")
      let isStrict = random.next() % 5 == 0
      let reports = try paths.map { path in
        let store = try DirectoryStore(path: path, access: .write)
        defer { store.close() }
        var options = ImportOptions()
        options.isStrict = isStrict
        options.allowsShrinking = true
        options.reportsDifference = true
        options.heldRecords = path == paths[0] ? 10_000 : seed % 4
        // The next edition of a registry is written over the one before, as a large one is.
        if path == paths[2] { options.lastRows = seed % 3 }
        var importer = try Importer(store: store, options: options)
        return try importer.importFile(file)
      }
      let contents = try paths.map(contents)
      for other in 1...2 {
        #expect(
          reports[0].refusal?.code == reports[other].refusal?.code,
          "seed \(seed), edition \(issued): \(reports.map { $0.problems.map(\.message) })")
        if reports[0].refusal == nil {
          var expected = reports[0]
          expected.seconds = reports[other].seconds
          expected.problems.sort { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
          var found = reports[other]
          found.problems.sort { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
          #expect(found == expected)
        }
        #expect(contents[other] == contents[0], "seed \(seed), edition \(issued), \(paths[other])")
      }
    }
    try compareVersions(of: paths)
  }

  /// Goes back to each version of each registry, as far as it was imported, and compares what there is then.
  private func compareVersions(of paths: [String]) throws {
    let stores = try paths.map { try DirectoryStore(path: $0, access: .write) }
    let versions = try stores[0].imports()
    for version in versions.reversed() {
      for store in stores { _ = try Rollback(store: store).restore(version) }
      let contents = try paths.map(contents)
      #expect(contents[1] == contents[0] && contents[2] == contents[0], "\(version)")
    }
    for store in stores {
      let check = try store.check()
      #expect(check.isSound, "\(check)")
      store.close()
    }
  }
}
