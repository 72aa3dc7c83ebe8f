internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching

/// The matrix service of Valhalla (https://valhalla.github.io/valhalla/api/matrix/api-reference/).
enum ValhallaMatrix {
  static func request(
    from sources: [Coordinate], to destinations: [Coordinate], base: String, costing: String
  ) -> HTTPRequest {
    let first = sources.map(location).joined(separator: ",")
    let last = destinations.map(location).joined(separator: ",")
    return HTTPRequest(
      url: base + "/sources_to_targets",
      body: "{\"sources\":[\(first)],\"targets\":[\(last)],\"costing\":\"\(costing)\"}")
  }

  private static func location(_ place: Coordinate) -> String {
    "{\"lat\":\(place.latitude),\"lon\":\(place.longitude)}"
  }

  static func answer(
    _ response: HTTPResponse, from places: [Coordinate], to destinations: [Coordinate]
  ) throws(MutualAidError) -> RoutingAnswer {
    if let refusal = try? JSONDecoder().decode(Refusal.self, from: response.body) {
      let error = MutualAidError(
        .routerRefused, "Valhalla refuses: \(refusal.error.prefix(200)) (\(refusal.error_code))")
      switch refusal.error_code {
      // Too many locations or pairs.
      case 150, 158: return .refused(.tooMuch, error)
      // Too far apart for this service: it does not say that there is no way.
      case 154: return .refused(.offMap, error)
      // No edges near a location.
      case 171: return .refused(.offMap, error)
      // Locations in regions that nothing connects, and no path.
      case 170, 442: return .refused(.noWay, error)
      default: throw error
      }
    }
    guard let matrix = try? JSONDecoder().decode(Matrix.self, from: response.body) else {
      throw MutualAidError.nonsense("Valhalla", status: response.status)
    }
    let rows = matrix.sources_to_targets
    guard rows.count == places.count, rows.allSatisfy({ $0.count == destinations.count }),
      matrix.sources.map({ $0.count == places.count }) ?? true,
      matrix.targets.map({ $0.count == destinations.count }) ?? true
    else { throw MutualAidError(.routerNonsense, "Valhalla's matrix does not have the size that was asked for") }
    return .ways(
      seconds: rows.flatMap { $0.map(\.time) },
      sourcesMoved: places.indices.map { moved(places[$0], to: matrix.sources?[$0]) },
      destinationsMoved: destinations.indices.map { moved(destinations[$0], to: matrix.targets?[$0]) })
  }

  /// The question for the service's state.
  static func identityRequest(base: String) -> HTTPRequest { HTTPRequest(url: base + "/status") }

  /// Whether a response is Valhalla's report of its state.
  static func isState(_ response: HTTPResponse) -> Bool {
    guard let state = try? JSONDecoder().decode(State.self, from: response.body) else { return false }
    return !state.version.isEmpty
  }

  /// When the roads were last made, as ISO 8601; `nil` where a response does not say it.
  static func dataVersion(_ response: HTTPResponse) -> String? {
    guard let state = try? JSONDecoder().decode(State.self, from: response.body),
      state.tileset_last_modified > 0, state.tileset_last_modified < 253_402_300_800
    else { return nil }
    return Date(timeIntervalSince1970: Double(state.tileset_last_modified)).ISO8601Format()
  }

  /// Metres from a place to where Valhalla moved it.
  private static func moved(_ place: Coordinate, to location: Location?) -> Double {
    guard let location, let moved = Coordinate.valid(latitude: location.lat, longitude: location.lon) else { return 0 }
    return Geodesic.distance(from: place, to: moved)
  }

  // The names are Valhalla's.
  private struct Matrix: Decodable {
    var sources_to_targets: [[Pair]]
    var sources: [Location]?
    var targets: [Location]?
  }

  private struct Pair: Decodable {
    var time: Double?
  }

  private struct Location: Decodable {
    var lat: Double
    var lon: Double
  }

  private struct Refusal: Decodable {
    var error_code: Int
    var error: String
  }

  private struct State: Decodable {
    var version: String
    var tileset_last_modified: Int
  }
}
