internal import DirectoryModel

/// The units that there are before any edit, and where to find them.
final class UnitRoster: Sendable {
  let units: [CoverageUnit]
  /// By station: positions, in order.
  let stations: [StationID: [Int32]]
  /// By id: the first position.
  let positions: [String: Int32]
  let countries: Set<CountryCode>
  /// Ids of stations and units that there are, and that nobody counts: an edit of them changes nothing.
  let unweighed: Set<UnitID>
  /// By position: the number of its station, which is the position of its first unit.
  private let numbers: [Int32]

  init(_ units: [CoverageUnit], unweighed: Set<UnitID> = []) {
    self.units = units
    self.unweighed = unweighed
    var stations: [StationID: [Int32]] = [:]
    var positions: [String: Int32] = [:]
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

  /// The number of a station; `nil` for one that no unit of the roster belongs to.
  ///
  /// - Parameters:
  ///   - position: of a unit that may belong to it, and does as a rule.
  ///   - station: its id.
  func station(of position: Int, named station: StationID) -> Int? {
    if position < units.count, units[position].station == station { return Int(numbers[position]) }
    return stations[station]?.first.map { Int($0) }
  }
}
