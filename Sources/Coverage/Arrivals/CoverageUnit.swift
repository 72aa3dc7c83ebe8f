package import DirectoryModel
package import Geodesy

/// A unit as coverage sees it: where it stands and how soon it leaves with how many people.
package struct CoverageUnit: Hashable, Identifiable, Sendable {
  /// The unit's id.
  package var id: UnitID
  /// Its station's id.
  package var station: StationID
  /// Where it stands.
  package var place: Coordinate
  /// Its home country.
  package var country: CountryCode
  /// The region in which it stands; `nil` where it is not known.
  package var region: RegionCode?
  /// Its organisation's id.
  package var organisation: OrganisationID?
  /// Its service.
  package var service: Service
  /// Its national type code.
  package var type: String
  /// People on board, 0 where it is not known.
  package var crew: Int
  /// Seconds from alarm to wheels rolling.
  package var turnout: Double
  /// The turnout times it would have with another staffing.
  package var turnouts: [Station.Staffing.Kind: Double]
  /// Whether its crew is career or volunteer; `nil` where it is not known.
  package var staffing: Station.Staffing.Kind?
  /// How it travels.
  package var mobility: Mobility
  /// Whether it can be sent.
  package var isReady: Bool
  /// The needs of norms that it meets.
  package var needs: NeedSet
  /// How far its station may be from where it is said to be, in metres; 0 where its place is known.
  package var positionReach = 0.0

  /// Makes a unit.
  package init(
    id: UnitID, station: StationID, place: Coordinate, country: CountryCode, region: RegionCode? = nil,
    organisation: OrganisationID? = nil, service: Service, type: String = "", crew: Int = 0, turnout: Double = 0,
    turnouts: [Station.Staffing.Kind: Double] = [:], staffing: Station.Staffing.Kind? = nil,
    mobility: Mobility = .road, isReady: Bool = true, needs: NeedSet = .any
  ) {
    self.id = id
    self.station = station
    self.place = place
    self.country = country
    self.region = region
    self.organisation = organisation
    self.service = service
    self.type = type
    self.crew = crew
    self.turnout = turnout
    self.turnouts = turnouts
    self.staffing = staffing
    self.mobility = mobility
    self.isReady = isReady
    self.needs = needs
  }
}

/// The units that there are before any edit, and where to find them.
final class UnitRoster: Sendable {
  let units: [CoverageUnit]
  /// By station: positions, in order.
  let stations: [StationID: [Int32]]
  /// By id: the first position.
  let positions: [UnitID: Int32]
  let countries: Set<CountryCode>
  /// Whether several units have one id: as a rule none have.
  var sharesIDs: Bool { positions.count < units.count }
  /// Ids of known stations and units that are not counted: an edit of them changes nothing.
  let uncounted: Set<RecordID>
  /// By position: the number of its station, which is the position of its first unit.
  private let numbers: [Int32]

  init(_ units: [CoverageUnit], uncounted: Set<RecordID> = []) {
    self.units = units
    self.uncounted = uncounted
    var stations: [StationID: [Int32]] = [:]
    var positions: [UnitID: Int32] = [:]
    positions.reserveCapacity(units.count)
    var numbers: [Int32] = []
    numbers.reserveCapacity(units.count)
    for (position, unit) in units.enumerated() {
      stations[unit.station, default: []].append(Int32(position))
      numbers.append(stations[unit.station]?.first ?? 0)
      if positions[unit.id] == nil { positions[unit.id] = Int32(position) }
    }
    self.stations = stations
    self.positions = positions
    self.numbers = numbers
    countries = Set(units.lazy.map(\.country))
  }

  /// Whether any unit stands within so many metres of a place.
  func hasUnit(within metres: Double, of place: Coordinate) -> Bool {
    units.contains { Geodesic.distance(from: $0.place, to: place) <= metres }
  }

  /// The number of a station; `nil` for one that no unit of the roster belongs to.
  ///
  /// - Parameters:
  ///   - position: the position of a unit that as a rule belongs to the station.
  ///   - station: the station's id.
  /// - Returns: the position of the station's first unit; `nil` for an unknown id.
  func station(of position: Int, named station: StationID) -> Int? {
    if position < units.count, units[position].station == station { return Int(numbers[position]) }
    return stations[station]?.first.map { Int($0) }
  }
}
