import DirectoryModel
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation
import RoadRouting
import Synchronization

/// What a router may answer, hostile ones too.
///
/// An answer is understood or refused; what is understood are times that a question can be answered with.
enum FuzzRouters {
  static func run(_ bytes: [UInt8]) throws {
    let response = HTTPResponse(status: 200, body: Data(bytes))
    let places = Array(
      repeating: Coordinate(uncheckedLatitude: 50.77, longitude: 6.02), count: 1 + bytes.count % 3)
    _ = try? RoutingEngine.recognise(response)
    for engine in RoutingEngine.allCases {
      guard
        case .ways(let seconds, let moved, let incident)? = try? engine.answer(response, from: places, to: [places[0]])
      else { continue }
      try answer(seconds, moved: moved + incident)
    }
  }

  /// Answers a question with a router that says these times and metres, in turn.
  private static func answer(_ times: [Double?], moved: [Double]) throws {
    router.said.withLock { $0 = (times, moved) }
    let directory = try directory.get()
    var query = NearestQuery(
      place: Coordinate(uncheckedLatitude: 50.77, longitude: 6.02), service: .fire, time: FuzzWorld.noon)
    query.scope = .all
    let report = try directory.nearest(query)
    for unit in report.units {
      try require(unit.eta.isFinite && unit.eta >= 0, "\(unit.id) arrives after \(unit.eta) s")
    }
    try FuzzQuestions.present(report)
  }

  private static let router = Router()
  private static let directory = Result { try FuzzWorld.directory(router: router) }

  private final class Router: RoadRouter {
    let name = "osrm"
    let greatestSpeed = 40.0
    let batchLimit = 32
    let said = Mutex<(times: [Double?], moved: [Double])>(([], []))

    func matrix(from sources: [Coordinate], to destinations: [Coordinate]) throws(MutualAidError) -> RoadMatrix {
      let (times, moved) = said.withLock { $0 }
      func end(_ index: Int) -> RoadMatrix.End { .init(moved: moved.isEmpty ? 0 : moved[index % moved.count]) }
      return RoadMatrix(
        sources: sources.indices.map(end), destinations: destinations.indices.map(end),
        seconds: (0..<sources.count * destinations.count).map { times.isEmpty ? nil : times[$0 % times.count] })
    }

    func identity() -> RouterIdentity { RouterIdentity(engine: name, profile: "driving", dataVersion: nil) }
  }
}
