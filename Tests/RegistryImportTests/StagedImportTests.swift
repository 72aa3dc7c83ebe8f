import DirectoryModel
import DirectoryStore
import Foundation
import RegistryImport
import TestSupport
import Testing

/// Documents that are taken ahead of the last transaction give the same directory and the same report as those that are
/// taken in one.
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
    let paths = ["whole", "ahead"].map { folder.file("\($0).sqlite") }
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
        var importer = try Importer(store: store, options: options)
        return try importer.importFile(file)
      }
      #expect(
        reports[0].refusal?.code == reports[1].refusal?.code,
        "seed \(seed), edition \(issued): \(reports.map { $0.problems.map(\.message) })")
      if reports[0].refusal == nil {
        var expected = reports[0]
        expected.seconds = reports[1].seconds
        expected.problems.sort { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
        var found = reports[1]
        found.problems.sort { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
        #expect(found == expected)
      }
      #expect(try contents(paths[1]) == contents(paths[0]), "seed \(seed), edition \(issued)")
    }
  }
}
