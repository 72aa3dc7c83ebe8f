internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import Primitives

/// The table service of OSRM (https://project-osrm.org/docs/v5.24.0/api/#table-service).
enum OSRMTable {
  static func request(
    from places: [Coordinate], to destination: Coordinate, base: String, profile: String
  ) -> HTTPRequest {
    let positions = (places + [destination]).map { "\(decimal($0.longitude)),\(decimal($0.latitude))" }
    let sources = places.indices.map(String.init).joined(separator: ";")
    return HTTPRequest(
      url: "\(base)/table/v1/\(profile)/\(positions.joined(separator: ";"))"
        + "?sources=\(sources)&destinations=\(places.count)&annotations=duration&generate_hints=false")
  }

  /// Six decimals, which is what OSRM keeps; never with an exponent.
  static func decimal(_ degrees: Double) -> String {
    let millionths = Int(bounded: degrees * 1_000_000)
    let digits = String(millionths.magnitude)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    return (millionths < 0 ? "-" : "") + padded.dropLast(6) + "." + padded.suffix(6)
  }

  static func answer(_ response: HTTPResponse, places: Int) throws(MutualAidError) -> RoutingAnswer {
    guard let table = try? JSONDecoder().decode(Table.self, from: response.body) else {
      throw MutualAidError.nonsense("OSRM", status: response.status)
    }
    guard table.code == "Ok" else {
      let refusal = MutualAidError(
        .routerRefused, "OSRM refuses: \(table.message?.prefix(200) ?? table.code.prefix(200))")
      if divisible.contains(table.code) { return .divisible(refusal) }
      throw refusal
    }
    guard let durations = table.durations, durations.count == places, durations.allSatisfy({ $0.count == 1 }),
      let sources = table.sources, sources.count == places, let destinations = table.destinations,
      destinations.count == 1
    else { throw MutualAidError(.routerNonsense, "OSRM's table does not have the size that was asked for") }
    let times = zip(durations, sources).map { row, source in
      RoutingAnswer.Time(seconds: row[0], snap: source.distance ?? 0)
    }
    return .times(times, destinationSnap: destinations[0].distance ?? 0)
  }

  /// Whether it is how OSRM refuses what it does not know.
  static func isRefusal(_ response: HTTPResponse) -> Bool {
    (try? JSONDecoder().decode(Table.self, from: response.body)) != nil
  }

  /// Codes for one place that cannot be moved to a road, no way at all, and too many places.
  private static let divisible: Set = ["NoSegment", "NoTable", "TooBig"]

  private struct Table: Decodable {
    var code: String
    var message: String?
    var durations: [[Double?]]?
    var sources: [Waypoint]?
    var destinations: [Waypoint]?
  }

  private struct Waypoint: Decodable {
    /// Metres between the place and the road it was moved to.
    var distance: Double?
  }
}
