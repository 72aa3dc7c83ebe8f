import DirectoryModel
import DirectoryStore
import Foundation
import Matching
import MutualAid
import RegistryImport

/// A small directory in memory: three countries that meet in one point, with units, agreements, norms and people.
enum FuzzWorld {
  static let noon = Date(timeIntervalSince1970: 1_774_526_400)

  static let countries: [CountryCode] = ["NL", "BE", "DE"]
  static let stations: [StationID] = countries.flatMap { country in
    (1...5).map { StationID("\(country.rawValue.lowercased())-\($0)") }
  }
  static let units: [UnitID] = stations.map { UnitID("\($0.rawValue).1") }
  static let agreements = ["t1", "t2", "t1.nl-de", "t1.no", "t2.be-de"]

  private static let store = Result(catching: fill)
  private static let plain = Result { try Directory(store: store.get(), loading: .inMemory) }

  /// The directory.
  static func directory() throws -> Directory { try plain.get() }

  /// The directory with a router.
  static func directory(router: any RoadRouter) throws -> Directory {
    try Directory(store: store.get(), loading: .inMemory, router: router)
  }

  private static func fill() throws -> DirectoryStore {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "world.xml")
    let store = try DirectoryStore()
    var importer = try Importer(store: store)
    let report = try importer.importFile(file.path)
    try require(report.isApplied && report.rejected == 0, "the small world cannot be imported: \(report.problems)")
    return store
  }
}
