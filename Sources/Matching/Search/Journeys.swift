package import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
package import Waterways

extension TravelTime {
  /// Seconds along a way, waiting at its crossings included: how long a unit needs to a place, for every question that asks.
  ///
  /// A model never gives less for more metres, and no way is shorter than its straight line, so that the seconds of the
  /// straight line are a lower bound.
  ///
  /// - Parameters:
  ///   - way: the way.
  ///   - service: whose unit it is.
  ///   - mobility: how it travels.
  ///   - slowness: by how much longer than the model says it takes; one waits no longer for it.
  /// - Returns: the seconds, 0 or more.
  package func seconds(along way: Way, service: Service, mobility: Mobility, slowness: Double = 1) -> Double {
    seconds(distance: way.metres, service: service, mobility: mobility) * slowness + way.wait
  }
}

/// The ways of units to the place of one question, each found once.
final class Journeys {
  private let matcher: Matcher
  private let place: Coordinate
  private let moment: Date
  /// Ways to the place; `nil` where no water is on file.
  private let search: WaySearch?
  private let network: WayNetwork?
  /// By where units set out.
  private var known: [Coordinate: Way?] = [:]
  /// The ways of stations over water, whose bank may not be known.
  private var overWater: [Start: Way?] = [:]

  /// Where a unit sets out, and at which station: of two at one point one may be known better.
  private struct Start: Hashable {
    var place: Coordinate
    var station: StationID
  }

  /// Begins a question about the ways over a land.
  init(_ matcher: Matcher, over network: WayNetwork?, to place: Coordinate, at moment: Date) {
    (self.matcher, self.place, self.moment) = (matcher, place, moment)
    self.network = network
    search = network.map { network in
      let hours = CrossingHours(matcher, at: moment)
      return WaySearch(network, .toPlace, place, isShut: network.hasHours ? hours.isShut : { _ in false })
    }
  }

  /// Whether a unit's way is straight, as is found without looking for one: it goes by air or on water, or stands on the same
  /// piece of land.
  func isStraight(_ unit: MatchableUnit) -> Bool {
    guard unit.mobility == .road, let search, let network else { return true }
    return search.isStraight(face: network.face(of: unit.place))
  }

  /// The way of a unit; `nil` where there is none by road.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - distance: metres along the ellipsoid.
  /// - Returns: of a unit that may stand on either bank, the shorter of its ways.
  /// - Throws: what the source throws.
  func way(of unit: MatchableUnit, distance: Double) throws -> Way? {
    guard unit.mobility == .road, let search, let network else { return Way(metres: distance) }
    let start = unit.place
    let way = known[start] ?? search.way(between: start, straight: distance)
    known[start] = .some(way)
    // Only where water lies between does it matter on which bank it stands.
    guard way?.crossings.isEmpty != true, unit.position == nil else { return way }
    let key = Start(place: start, station: unit.summary.station)
    if let way = overWater[key] { return way }
    let faces = try matcher.possibleFaces(of: unit, in: network)
    let shorter = faces.count > 1 ? search.way(between: start, in: faces, straight: distance) : way
    overWater[key] = .some(shorter)
    return shorter
  }
}

/// Whether crossings are open at one moment.
private final class CrossingHours {
  private let matcher: Matcher
  private let moment: Date
  private var known: [CrossingID: Bool] = [:]

  init(_ matcher: Matcher, at moment: Date) { (self.matcher, self.moment) = (matcher, moment) }

  /// Whether no way leads over a crossing: it is closed, or its hours are not understood.
  func isShut(_ crossing: Crossing) -> Bool {
    guard let text = crossing.hours else { return false }
    if let known = known[crossing.id] { return known }
    let country = (try? matcher.source.locality(of: crossing.coordinate))?.country
    let isOpen = matcher.duty.isOpen(text, at: moment, in: country?.rawValue ?? "", place: crossing.coordinate)
    known[crossing.id] = !isOpen
    return !isOpen
  }
}

extension Matcher {
  /// The faces in which a unit may stand: more than one where only its municipality or postcode is known, and water is as near
  /// as its station may be off.
  func possibleFaces(of unit: MatchableUnit, in network: WayNetwork) throws -> Set<Int32> {
    let errors = vocabulary.arrivalErrors.positions.filter { $0.key.isCentroid }
    // Few stations stand near water: only of those it is asked how well their place is known.
    guard unit.position == nil, let most = errors.values.max(), most > 0,
      network.faces(within: most, of: unit.place).count > 1,
      let quality = try source.positionQuality(of: unit), let metres = errors[quality]
    else { return [] }
    return network.faces(within: metres, of: unit.place)
  }

  /// Whether a unit that travels by road may stand on either bank of a water, so that the answer reckons with the nearer.
  ///
  /// - Throws: what the source throws.
  package func mayStandOnEitherBank(_ unit: MatchableUnit) throws -> Bool {
    guard unit.mobility == .road, let network = try ways() else { return false }
    return try possibleFaces(of: unit, in: network).count > 1
  }
}

extension Position.Quality {
  /// Whether it is the point of an area in which the station stands somewhere.
  package var isCentroid: Bool { self == .municipalityCentroid || self == .postcodeCentroid }
}
