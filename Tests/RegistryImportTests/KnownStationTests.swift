import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

/// Stations that say what they said before are not read again: everything must be as if they were.
///
/// The reference is the same documents with an attribute of another namespace on every station. It means nothing, but
/// such stations are always read.
@Suite final class KnownStationTests: ImportSuite {
  @Test func importingTheSameAgainLeavesEveryByte() throws {
    try take(Sample.vocabulary("<type code='TS' country='NL' service='fire'><name>T</name></type>"))
    let text = Sample.registry(Sample.stations(20) + Sample.station(id: "x", "<unit id='x-u' type='UNKNOWN'/>"))
    let first = try take(text)
    #expect(first.problems.map(\.code) == [.unknownType])
    store.close()
    let bytes = try fileBytes()
    for _ in 0..<2 {
      let again = try DirectoryStore(path: store.path, access: .write)
      var importer = try Importer(store: again)
      let report = try importer.importFile(folder.write(text, to: "again.xml"))
      again.close()
      #expect(numbers(report.read, report.unchanged, report.stations) == [21, 21, 21])
      #expect(report.problems == first.problems)
      #expect(try fileBytes() == bytes)
    }
  }

  private func fileBytes() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("directory") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: folder.file($0)))) })
  }

  @Test func whatVocabularyAndBoundariesSayIsAskedAnew() throws {
    let types = { (issued: String, code: String) in
      Sample.vocabulary("<type code='\(code)' country='NL' service='fire'><name>T</name></type>")
        .replacing("2026-01-01T00:00:00Z", with: issued)
    }
    let text = Sample.registry(Sample.stations(3))
    try take(types("2026-01-01T00:00:00Z", "TS"))
    #expect(try take(text).problems.isEmpty)
    try take(types("2026-02-01T00:00:00Z", "AL"))
    let other = try take(text)
    #expect(other.problems.map(\.code) == [.unknownType, .unknownType, .unknownType])
    #expect(numbers(other.read, other.unchanged) == [3, 3])
    try take(Sample.boundaries([("country", "NL", "NL", ["60 5 60 7 63 7 63 5"])]))
    #expect(try take(text).problems.filter { $0.code == .positionOutsideCountry }.count == 3)
  }

  @Test func theHeaderHasAPartInWhatStationsAre() throws {
    try take(Sample.registry(Sample.stations(3)))
    let report = try take(Sample.registry(service: "ambulance", Sample.stations(3)))
    #expect(report.changed == 3)
    #expect(try store.unit("st-1-u")?.unit.service == .ambulance)
  }

  @Test(arguments: SampleSize.seeds(8, long: 24))
  func randomVersionsEndAsIfAllWereRead(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let reference = try DirectoryStore(path: folder.file("reference.sqlite"), access: .write)
    var model = StationModel()
    for step in 0..<14 {
      model.change(using: &random)
      let registry = Bool.random(using: &random) ? "a" : "b"
      let reports = try [store, reference].map { store in
        var options = ImportOptions()
        options.allowsShrinking = true
        options.reportsDifference = true
        var importer = try Importer(store: store, options: options)
        let text = model.document(registry: registry, isAlwaysRead: store.path == reference.path)
        return try importer.importFile(folder.write(text, to: "a.xml"))
      }
      var (found, expected) = (reports[0], reports[1])
      // The one is longer than the other, and takes longer.
      (found.seconds, expected.seconds) = (0, 0)
      (found.bytes, expected.bytes) = (0, 0)
      #expect(found == expected, "seed \(seed), step \(step)")
      #expect(try contents(store) == contents(reference), "seed \(seed), step \(step)")
      if Int.random(in: 0..<5, using: &random) == 0 {
        let versions = try store.imports(kind: "registry", subject: registry)
        guard let index = versions.indices.randomElement(using: &random) else { continue }
        for store in [store, reference] {
          _ = try Rollback(store: store)
            .restore(store.imports(kind: "registry", subject: registry)[index])
        }
      }
    }
  }

  /// All units with their stations and registries, as each registry lists them and as questions find them.
  private func contents(_ store: DirectoryStore) throws -> [String] {
    var lines: [String] = []
    try store.forEachUnit { lines.append("\($0) \($1) \($2)") }
    for registry in ["a", "b"] as [RegistryID] {
      try store.forEachStation(of: registry) { lines.append("\(registry) \($0) \($1)") }
    }
    lines += try store.imports().map { "\($0.kind) \($0.subject) \($0.version) \($0.action) \($0.counts)" }
    return lines + ["\(try store.version())"]
  }
}

/// A registry that changes at random, with all that can be wrong in it.
private struct StationModel {
  struct Entry {
    var id: String
    var place: (latitude: Double, longitude: Double)
    var units: [(id: String, type: String)]
  }

  private var entries: [Entry] = (0..<8).map { index in
    Entry(
      id: "s\(index)", place: (50.5 + Double(index) / 100, 5.7),
      units: (0..<(index % 4)).map { (id: "u\(index)-\($0)", type: "TS") })
  }
  private var isAmbulance = false

  mutating func change(using random: inout SplitMix64) {
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      guard let index = entries.indices.randomElement(using: &random) else { return }
      let other = entries.indices.randomElement(using: &random) ?? index
      switch Int.random(in: 0..<11, using: &random) {
      case 0: entries[index].place.latitude += 0.001
      case 1: entries[index].units.append((id: "n\(Int.random(in: 0..<9, using: &random))", type: "AL"))
      case 2: if !entries[index].units.isEmpty { entries[index].units[0].type += "X" }
      case 3: entries.swapAt(index, other)
      case 4: if let unit = entries[index].units.popLast() { entries[other].units.append(unit) }
      // One that is there twice, a unit that is there twice.
      case 5: entries.insert(entries[index], at: other)
      case 6: entries[other].units += entries[index].units.prefix(1)
      case 7: if entries.count > 3 { entries.remove(at: index) }
      case 8: isAmbulance.toggle()
      // Too near to another, with the same name but for its number.
      case 9: entries[index].place = entries[other].place
      default: entries[index].place = (0, 0)
      }
    }
  }

  func document(registry: String, isAlwaysRead: Bool) -> String {
    let stations = entries.map { entry in
      Sample.station(
        id: entry.id, at: entry.place, attributes: isAlwaysRead ? "x:n='1' organisation='o'" : "organisation='o'",
        entry.units.map { "<unit id='\($0.id)' type='\($0.type)'/>" }.joined())
    }
    return Sample.registry(id: registry, service: isAmbulance ? "ambulance" : "fire", stations.joined(separator: "\n"))
      .replacing("<registry ", with: "<registry xmlns:x='urn:other' ")
  }
}
