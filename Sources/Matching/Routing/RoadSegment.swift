package import Geodesy
internal import Primitives

/// A place to the millionth of a degree, which is what routers keep.
package struct RoadPlace: Hashable, Sendable {
  /// Millionths of a degree to the north.
  package var latitude: Int32
  /// Millionths of a degree to the east.
  package var longitude: Int32

  /// Makes a place of stated millionths.
  package init(latitude: Int32, longitude: Int32) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Rounds a coordinate.
  package init(_ place: Coordinate) {
    latitude = Int32(Int(bounded: place.latitude * 1e6, in: -90_000_000...90_000_000))
    longitude = Int32(Int(bounded: place.longitude * 1e6, in: -180_000_000...180_000_000))
  }

  /// The coordinate.
  package var coordinate: Coordinate {
    Coordinate(uncheckedLatitude: Double(latitude) / 1e6, longitude: Double(longitude) / 1e6)
  }
}

extension RoadPlace: Comparable {
  /// Whether a place lies farther south than another, or as far and farther west.
  package static func < (left: RoadPlace, right: RoadPlace) -> Bool {
    (left.latitude, left.longitude) < (right.latitude, right.longitude)
  }
}

/// What a router said of the ways from some places to others, as it is kept.
package struct RoadSegment: Equatable, Sendable {
  /// A way's time in two bytes: tenths of a second, or why there is none.
  package struct Time: RawRepresentable, Hashable, Sendable {
    /// Tenths of a second up to `longest`, or one of the other values.
    package var rawValue: UInt16

    /// Makes a time of what was kept.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Nothing was asked.
    package static let unknown = Time(rawValue: 0xFFFF)
    /// No way leads there.
    package static let noWay = Time(rawValue: 0xFFFE)
    /// The way takes longer than can be kept.
    package static let longer = Time(rawValue: 0xFFFD)
    /// The router said what cannot be.
    package static let unusable = Time(rawValue: 0xFFFC)
    /// The greatest number of tenths of a second that is kept, some 109 minutes.
    package static let longest = UInt16(65_000)

    /// What a router says of a way over so many metres along the geodesic.
    package init(_ way: RoadWay, distance: Double, greatestSpeed: Double) {
      switch way {
      case .noWay: self = .noWay
      // That an end is off the map is kept with the end.
      case .offMap: self = .unusable
      case .seconds(let seconds, _):
        guard way.travel(distance: distance, greatestSpeed: greatestSpeed, model: { _ in 0 }) != nil else {
          self = .unusable
          return
        }
        let tenths = (seconds * 10).rounded()
        self = tenths <= Double(Time.longest) ? Time(rawValue: UInt16(tenths)) : .longer
      }
    }

    /// Seconds; `nil` where there are none.
    package var seconds: Double? { rawValue <= Time.longest ? Double(rawValue) / 10 : nil }
  }

  /// From where.
  package var sources: [RoadPlace]
  /// To where.
  package var destinations: [RoadPlace]
  /// Metres that each source was moved to a road; below 0, or minus infinity, for one that is off the router's map, by so
  /// many metres.
  package var sourcesMoved: [Float]
  /// The same for each destination.
  package var destinationsMoved: [Float]
  /// Source by source.
  package var times: [Time]

  /// Makes a segment; `times` has one for each source and destination.
  package init(
    sources: [RoadPlace], destinations: [RoadPlace], sourcesMoved: [Float], destinationsMoved: [Float], times: [Time]
  ) {
    self.sources = sources
    self.destinations = destinations
    self.sourcesMoved = sourcesMoved
    self.destinationsMoved = destinationsMoved
    self.times = times
  }

  /// Takes what a router said.
  package init(_ matrix: RoadMatrix, from sources: [RoadPlace], to destinations: [RoadPlace], greatestSpeed: Double) {
    func moved(_ end: RoadMatrix.End) -> Float { Float(end.isOnMap ? end.moved : -max(end.moved, 1)) }
    var times: [Time] = []
    times.reserveCapacity(sources.count * destinations.count)
    for (index, source) in sources.enumerated() {
      for (other, destination) in destinations.enumerated() {
        let distance = Geodesic.distance(from: source.coordinate, to: destination.coordinate)
        times.append(Time(matrix.way(from: index, to: other), distance: distance, greatestSpeed: greatestSpeed))
      }
    }
    self.init(
      sources: sources, destinations: destinations, sourcesMoved: matrix.sources.map(moved),
      destinationsMoved: matrix.destinations.map(moved), times: times)
  }
}

/// Where what routers said is kept from one run to the next.
package protocol RoadArchive: Sendable {
  /// What is kept of a router's roads, in the order in which it was kept.
  ///
  /// - Throws: `MutualAidError` where it cannot be read, or is damaged.
  func forEachSegment(of router: RouterIdentity, _ body: (RoadSegment) -> Void) throws

  /// Keeps more of a router's roads, behind what is there; all of it, or nothing where that fails.
  ///
  /// - Throws: `MutualAidError` where it cannot be written.
  func append(_ segments: [RoadSegment], of router: RouterIdentity) throws

  /// What messages call it: its path.
  var name: String { get }
}
