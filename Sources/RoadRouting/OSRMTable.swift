internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import Primitives

/// The table service of OSRM (https://project-osrm.org/docs/v5.24.0/api/#table-service).
enum OSRMTable {
  static func request(
    from sources: [Coordinate], to destinations: [Coordinate], base: String, profile: String
  ) -> HTTPRequest {
    let positions = (sources + destinations).map(position)
    let first = sources.indices.map(String.init).joined(separator: ";")
    let last = destinations.indices.map { String(sources.count + $0) }.joined(separator: ";")
    return HTTPRequest(
      url: "\(base)/table/v1/\(profile)/\(positions.joined(separator: ";"))"
        + "?sources=\(first)&destinations=\(last)&annotations=duration&generate_hints=false")
  }

  /// The question for the road nearest to a place, whose answer says of which version the data is.
  static func identityRequest(near place: Coordinate, base: String, profile: String) -> HTTPRequest {
    HTTPRequest(url: "\(base)/nearest/v1/\(profile)/\(position(place))?number=1&generate_hints=false")
  }

  private static func position(_ place: Coordinate) -> String {
    "\(decimal(place.longitude)),\(decimal(place.latitude))"
  }

  /// Six decimals, which is what OSRM keeps; never with an exponent.
  static func decimal(_ degrees: Double) -> String {
    let millionths = Int(bounded: degrees * 1_000_000)
    let digits = String(millionths.magnitude)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    return (millionths < 0 ? "-" : "") + padded.dropLast(6) + "." + padded.suffix(6)
  }

  static func answer(
    _ response: HTTPResponse, from places: [Coordinate], to destinations: [Coordinate]
  ) throws(MutualAidError) -> RoutingAnswer {
    guard let table = try? JSONDecoder().decode(Table.self, from: response.body) else {
      throw MutualAidError.nonsense("OSRM", status: response.status)
    }
    guard table.code == "Ok" else {
      let refusal = MutualAidError(
        .routerRefused, "OSRM refuses: \(table.message?.prefix(200) ?? table.code.prefix(200))")
      switch table.code {
      case "NoSegment": return .refused(.offMap, refusal)
      case "NoTable", "NoRoute": return .noWays
      case "TooBig": return .refused(.tooMuch, refusal)
      default: throw refusal
      }
    }
    guard let durations = table.durations, durations.count == places.count,
      durations.allSatisfy({ $0.count == destinations.count }),
      let sources = table.sources, sources.count == places.count, let targets = table.destinations,
      targets.count == destinations.count
    else { throw MutualAidError(.routerNonsense, "OSRM's table does not have the size that was asked for") }
    return .ways(
      seconds: durations.flatMap { $0 }, sourcesMoved: zip(places, sources).map { $1.moved(from: $0) },
      destinationsMoved: zip(destinations, targets).map { $1.moved(from: $0) })
  }

  /// Whether it is how OSRM refuses what it does not know.
  static func isRefusal(_ response: HTTPResponse) -> Bool {
    (try? JSONDecoder().decode(Table.self, from: response.body)) != nil
  }

  /// What an answer says of the data's version; `nil` where it says nothing.
  static func dataVersion(_ response: HTTPResponse) -> String? {
    guard let version = (try? JSONDecoder().decode(Table.self, from: response.body))?.data_version else { return nil }
    return version.isEmpty ? nil : String(version.prefix(200))
  }

  // The names are OSRM's.
  private struct Table: Decodable {
    var code: String
    var message: String?
    var data_version: String?
    var durations: [[Double?]]?
    var sources: [Waypoint]?
    var destinations: [Waypoint]?
  }

  private struct Waypoint: Decodable {
    /// Metres between the place and the road it was moved to.
    var distance: Double?
    /// Longitude and latitude of the point of the road.
    var location: [Double]?

    /// Metres that a place was moved; 0 where the answer does not say.
    func moved(from place: Coordinate) -> Double {
      if let distance { return distance }
      guard let location, location.count == 2,
        let moved = Coordinate.valid(latitude: location[1], longitude: location[0])
      else { return 0 }
      return Geodesic.distance(from: place, to: moved)
    }
  }
}
