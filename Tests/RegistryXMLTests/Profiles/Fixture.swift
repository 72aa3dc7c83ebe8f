import DirectoryModel
import Foundation
import Geodesy
import RegistryXML
import TestSupport
import Testing

/// Sample documents of dialects.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/profiles").path

  static func path(_ name: String) -> String { folder + "/" + name }

  static func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  static func read(_ name: String, profile: ProfileChoice = .auto, _ adjust: (inout ReadingOptions) -> Void = { _ in })
    throws -> Reading
  {
    var options = ReadingOptions()
    options.profile = profile
    adjust(&options)
    return try Reading(path: path(name), options: options)
  }
}

extension Reading {
  func station(_ id: StationID) throws -> Station { try #require(stations.first { $0.id == id }) }

  func unit(_ id: UnitID) throws -> ResponseUnit { try #require(units.first { $0.id == id }) }

  /// The distance of a station from where it should be, in metres.
  func distance(_ id: StationID, _ latitude: Double, _ longitude: Double) throws -> Double {
    Geodesic.distance(from: try station(id).position.coordinate, to: try place(latitude, longitude))
  }

  /// What is wrong, as `line code record`.
  var findings: [String] { allProblems.map { "\($0.line ?? 0) \($0.code.rawValue) \($0.record ?? "-")" } }
}
