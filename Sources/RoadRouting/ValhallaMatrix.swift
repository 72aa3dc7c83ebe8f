internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching

/// The matrix service of Valhalla (https://valhalla.github.io/valhalla/api/matrix/api-reference/).
enum ValhallaMatrix {
  static func request(
    from places: [Coordinate], to destination: Coordinate, base: String, costing: String
  ) -> HTTPRequest {
    let sources = places.map(location).joined(separator: ",")
    return HTTPRequest(
      url: base + "/sources_to_targets",
      body: "{\"sources\":[\(sources)],\"targets\":[\(location(destination))],\"costing\":\"\(costing)\"}")
  }

  private static func location(_ place: Coordinate) -> String {
    "{\"lat\":\(place.latitude),\"lon\":\(place.longitude)}"
  }

  static func answer(
    _ response: HTTPResponse, from places: [Coordinate], to destination: Coordinate
  ) throws(MutualAidError) -> RoutingAnswer {
    if let refusal = try? JSONDecoder().decode(Refusal.self, from: response.body) {
      let error = MutualAidError(
        .routerRefused, "Valhalla refuses: \(refusal.error.prefix(200)) (\(refusal.error_code))")
      if divisible.contains(refusal.error_code) { return .divisible(error) }
      throw error
    }
    guard let matrix = try? JSONDecoder().decode(Matrix.self, from: response.body) else {
      throw MutualAidError.nonsense("Valhalla", status: response.status)
    }
    let rows = matrix.sources_to_targets
    guard rows.count == places.count, rows.allSatisfy({ $0.count == 1 }),
      matrix.sources.map({ $0.count == places.count }) ?? true, matrix.targets.map({ $0.count == 1 }) ?? true
    else { throw MutualAidError(.routerNonsense, "Valhalla's matrix does not have the size that was asked for") }
    let times = places.indices.map { index in
      RoutingAnswer.Time(seconds: rows[index][0].time, snap: snap(places[index], to: matrix.sources?[index]))
    }
    return .times(times, destinationSnap: snap(destination, to: matrix.targets?[0]))
  }

  /// Whether a response is Valhalla's report of its state.
  static func isState(_ response: HTTPResponse) -> Bool {
    guard let state = try? JSONDecoder().decode(State.self, from: response.body) else { return false }
    return !state.version.isEmpty
  }

  /// Too many locations or pairs, too far apart, unconnected, off the map, no way.
  private static let divisible: Set = [150, 154, 158, 170, 171, 442]

  /// Metres from a place to where Valhalla moved it.
  private static func snap(_ place: Coordinate, to location: Location?) -> Double {
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
