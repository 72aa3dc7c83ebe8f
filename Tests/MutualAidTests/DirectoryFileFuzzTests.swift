import Coverage
import DirectoryModel
import Foundation
import GRDB
import Geodesy
import Matching
import MutualAid
import Presentation
import RegistryImport
import TestSupport
import Testing

@testable import DirectoryStore

/// Damage of every kind in the file of a small directory: what is asked of it is answered right, or with an error.
@Suite struct DirectoryFileFuzzTests {
  private static let pageSize = 8192
  private static let moment = Date(timeIntervalSince1970: 1_740_000_000)

  /// What is asked, by name; each opens the directory anew, as the command line does.
  private static let questions: [(name: String, ask: @Sendable (Directory) throws -> String)] = [
    ("info", { try $0.summary().text(in: .english) }),
    ("history", { try "\($0.history())" }),
    (
      "nearest",
      { directory in
        try [(50.77, 6.02), (50.75, 6.05)].map { latitude, longitude in
          var query = NearestQuery(place: try Coordinate(latitude: latitude, longitude: longitude), time: moment)
          query.scope = .all
          query.count = 50
          return withoutTime(try directory.nearest(query).json(in: .english))
        }.joined()
      }
    ),
    (
      "match",
      { directory in
        let base = NearestQuery(place: try Coordinate(latitude: 50.77, longitude: 6.02), time: moment)
        return try directory.packages().map { package in
          withoutTime(try directory.match(PackageQuery(base: base, needs: package.needs)).json(in: .english))
        }.joined()
      }
    ),
    (
      "coverage",
      { directory in
        String(decoding: try directory.coverage(CoverageQuery(time: moment)).json(), as: UTF8.self)
      }
    ),
    (
      "export",
      { directory in
        var text = ""
        try directory.export(.native) { text += $0 }
        return text
      }
    ),
    (
      "unit",
      { directory in
        try directory.store.unitIDs(containing: "").map { try directory.unitHistory($0).text() }.joined()
      }
    ),
    (
      "memory",
      { directory in
        let loaded = try Directory(at: directory.store.path, loading: .inMemory)
        var query = NearestQuery(place: try Coordinate(latitude: 50.77, longitude: 6.02), time: moment)
        query.count = 50
        return withoutTime(try loaded.nearest(query).json(in: .english))
      }
    ),
  ]

  /// A JSON document without how long it took.
  private static func withoutTime(_ json: [UInt8]) -> String {
    String(decoding: json, as: UTF8.self).split(separator: "\n").filter { !$0.contains("elapsed_us") }
      .joined(separator: "\n")
  }

  /// The directory of `CommandTests/Fixtures`, with what happened to it later.
  private func fill(_ path: String) throws {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "CommandTests/Fixtures").path
    let store = try DirectoryStore(path: path, access: .write)
    var importer = try Importer(store: store)
    for file in try DocumentFinder.documents(at: [fixtures + "/base"]).documents { _ = try importer.importFile(file) }
    _ = try importer.importFile(fixtures + "/more/nl-later.xml")
    let directory = try Directory(store: store)
    for (number, id) in try store.unitIDs(containing: "").enumerated() where number.isMultiple(of: 3) {
      _ = try directory.report(
        unit: id, status: "on-scene", since: DirectoryFileFuzzTests.moment - Double(number), until: nil, source: "s",
        note: nil)
    }
    store.close()
  }

  /// Changes some bytes of the file.
  private func mutate(_ bytes: inout [UInt8], with random: inout SplitMix64) -> String {
    let pages = bytes.count / DirectoryFileFuzzTests.pageSize
    let page = Int.random(in: 0..<pages, using: &random)
    let start = page * DirectoryFileFuzzTests.pageSize
    let end = start + DirectoryFileFuzzTests.pageSize
    switch Int.random(in: 0..<10, using: &random) {
    case 0...3:
      let place = Int.random(in: start..<end, using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      return "a bit at \(place)"
    case 4:
      for _ in 0..<16 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      return "16 bytes"
    case 5:
      let other = Int.random(in: 0..<pages, using: &random) * DirectoryFileFuzzTests.pageSize
      let kept = Array(bytes[start..<end])
      bytes.replaceSubrange(start..<end, with: bytes[other..<other + DirectoryFileFuzzTests.pageSize])
      bytes.replaceSubrange(other..<other + DirectoryFileFuzzTests.pageSize, with: kept)
      return "pages \(page + 1) and \(other / DirectoryFileFuzzTests.pageSize + 1) swapped"
    case 6:
      bytes.replaceSubrange(start..<end, with: repeatElement(0, count: end - start))
      return "page \(page + 1) zeroed"
    case 7:
      let place = Int.random(in: start..<end, using: &random)
      let length = min(Int.random(in: 1...600, using: &random), bytes.count - place)
      bytes.replaceSubrange(place..<place + length, with: repeatElement(0, count: length))
      return "\(length) bytes at \(place) zeroed"
    case 8:
      let length = Int.random(in: 0..<bytes.count, using: &random)
      bytes.removeLast(bytes.count - length)
      return "cut to \(length)"
    default:
      let place = Int.random(in: 0..<100, using: &random)
      bytes[place] = UInt8.random(in: 0...255, using: &random)
      return "header at \(place)"
    }
  }

  @Test func damageIsAnErrorAndNeverAnotherAnswer() throws {
    let folder = try TemporaryFolder()
    let original = folder.file("original.sqlite")
    try fill(original)
    let truths = try DirectoryFileFuzzTests.questions.map { try $0.ask(Directory(at: original)) }
    let whole = Array(try Data(contentsOf: URL(filePath: original)))
    var random = SplitMix64(seed: 14)
    var noticed = 0
    let path = folder.file("damaged.sqlite")
    for number in 0..<SampleSize.count(60, long: 10_000) {
      var bytes = whole
      let damage = mutate(&bytes, with: &random)
      for rest in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + rest) }
      try Data(bytes).write(to: URL(filePath: path))
      for (question, truth) in zip(DirectoryFileFuzzTests.questions, truths) {
        do {
          let answer = try question.ask(Directory(at: path)).replacing(path, with: original)
          if answer != truth { Issue.record("\(number): \(damage): \(question.name) differs") }
        } catch let error as MutualAidError {
          noticed += 1
          #expect(error.code.category == .store, "\(number): \(damage): \(question.name): \(error)")
        }
      }
    }
    #expect(noticed > 0)
  }

  /// Values that another program put there, which keeps no checksums, and such as one that keeps them would put there.
  @Test(arguments: [false, true])
  func valuesOfOtherKindsAreErrorsAndNeverAnotherAnswer(keepsChecksums: Bool) throws {
    let folder = try TemporaryFolder()
    let original = folder.file("original.sqlite")
    try fill(original)
    let truths = try DirectoryFileFuzzTests.questions.map { try $0.ask(Directory(at: original)) }
    let whole = try Data(contentsOf: URL(filePath: original))
    let path = folder.file("damaged.sqlite")
    let columns = try columns(of: original)
    var random = SplitMix64(seed: 15)
    for (table, column) in columns.shuffled(using: &random).prefix(SampleSize.count(12, long: 1000)) {
      for rest in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + rest) }
      try whole.write(to: URL(filePath: path))
      let address = keepsChecksums ? DirectoryFile(path).address(.write) : path
      let writer = try DatabaseQueue(path: address)
      // Bytes fit in no column but one of blobs, and there they mean nothing.
      let isChanged = try? writer.write { database in
        try database.execute(sql: "UPDATE OR IGNORE \"\(table)\" SET \"\(column)\" = x'fffe01'")
        return database.changesCount > 0
      }
      try writer.close()
      guard isChanged == true else { continue }
      for (question, truth) in zip(DirectoryFileFuzzTests.questions, truths) {
        do {
          let answer = try question.ask(Directory(at: path)).replacing(path, with: original)
          // A row that a question looks for and no longer finds is found by a check alone.
          if !keepsChecksums, answer != truth { Issue.record("\(table).\(column): \(question.name) differs") }
        } catch let error as MutualAidError {
          if !keepsChecksums {
            #expect(error.code.category == .store, "\(table).\(column): \(question.name): \(error)")
          }
        }
      }
      let isSound = (try? Directory.check(at: path))?.isSound
      #expect(isSound != true, "\(table).\(column)")
    }
  }

  /// The columns of all tables but keys, which hold nothing but numbers.
  private func columns(of path: String) throws -> [(table: String, column: String)] {
    try DirectoryStore(path: path, access: .read).database.read { database in
      try database.query(
        """
        SELECT tables.name, columns.name FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
          AND NOT (columns.pk > 0 AND columns.type = 'INTEGER')
        """
      ).all { (try $0[0], try $0[1]) }
    }
  }
}
