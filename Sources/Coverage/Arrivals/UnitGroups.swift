internal import DirectoryModel
internal import Geodesy

/// Units of one service that differ in nothing but their crews: they stand at one station and leave at the same time.
struct UnitGroup: Sendable {
  var point: SurfacePoint
  var turnout: Double
  /// By how much its travel takes longer.
  var slowness: Double
  var mobility: Mobility
  /// The position of its country among the countries.
  var lender: UInt16
  /// The needs of norms that its units meet.
  var needs: NeedSet
  /// The number of its station.
  var station: Int32
  /// Its members, as positions in `UnitGroups.members`.
  var first: Int32
  var count: Int32
  /// The position of the member with the first id.
  var unit: Int32
}

/// The groups of one service.
struct UnitGroups: Sendable {
  /// How much a group brings.
  struct Strength: Hashable, Sendable {
    var units: Int
    var crew: Int

    static let none = Strength(units: 0, crew: 0)
  }

  private struct Key: Hashable {
    var station: Int
    var latitude: Double
    var longitude: Double
    var turnout: Double
    var slowness: Double
    var mobility: Mobility
    var lender: UInt16
    var needs: NeedSet
    /// The unit's own position where agreements may treat units of a station differently; else -1.
    var unit: Int
  }

  private(set) var groups: [UnitGroup] = []
  /// Positions of units, those of one group together in the order of their ids.
  private(set) var members: [Int32] = []
  /// By group.
  private(set) var strengths: [Strength] = []
  /// By group: the most people on board of any unit.
  private(set) var mostCrew: [Int] = []
  /// How they travel.
  private(set) var mobilities: Set<Mobility> = []
  /// By position of a unit: its group; -1 for units of other services.
  private(set) var groupOf: [Int32]

  /// Groups units.
  ///
  /// - Parameters:
  ///   - positions: of units of one service, in ascending order.
  ///   - state: what they are.
  ///   - lenders: positions of countries.
  init(_ positions: [Int], in state: ScenarioState, lenders: [CountryCode: UInt16]) {
    groupOf = Array(repeating: -1, count: positions.isEmpty ? 0 : state.positions.count)
    var numbers: [Key: Int] = [:]
    var keys: [Key] = []
    var byGroup: [[Int32]] = []
    var stations: [StationID: Int] = [:]
    for position in positions {
      let unit = state.unit(position)
      let station: Int
      if let known = state.roster.station(of: position, named: unit.station) {
        station = known
      } else {
        station = stations[unit.station] ?? -1 - stations.count
        stations[unit.station] = station
      }
      let key = Key(
        station: station, latitude: unit.place.latitude, longitude: unit.place.longitude, turnout: unit.turnout,
        slowness: state.unitSlowness[position] ?? 1, mobility: unit.mobility, lender: lenders[unit.country] ?? 0,
        needs: unit.needs, unit: state.crossingRights == nil ? -1 : position)
      if let number = numbers[key] {
        byGroup[number].append(Int32(position))
      } else {
        numbers[key] = keys.count
        keys.append(key)
        byGroup.append([Int32(position)])
      }
    }
    groups.reserveCapacity(keys.count)
    strengths.reserveCapacity(keys.count)
    members.reserveCapacity(positions.count)
    // Neighbours lie together, so that what is asked about at one place is at hand.
    let places = byGroup.map { SurfacePoint(state.unit(Int($0[0])).place) }
    for index in MortonOrder.indices(of: places) {
      let (key, inGroup) = (keys[Int(index)], byGroup[Int(index)])
      let sorted =
        inGroup.count == 1 ? inGroup : inGroup.sorted { state.unit(Int($0)).id < state.unit(Int($1)).id }
      groups.append(
        UnitGroup(
          point: places[Int(index)], turnout: key.turnout, slowness: key.slowness,
          mobility: key.mobility, lender: key.lender, needs: key.needs, station: Int32(key.station),
          first: Int32(members.count),
          count: Int32(sorted.count),
          unit: sorted[0]))
      strengths.append(UnitGroups.strength(of: sorted, in: state))
      mostCrew.append(sorted.map { Int(Int32(clamping: state.unit(Int($0)).crew)) }.max() ?? 0)
      mobilities.insert(key.mobility)
      for member in sorted { groupOf[Int(member)] = Int32(groups.count - 1) }
      members += sorted
    }
  }

  /// What units bring together.
  static func strength(of positions: some Collection<Int32>, in state: ScenarioState) -> Strength {
    var strength = Strength(units: positions.count, crew: 0)
    for position in positions { strength.crew += Int(Int32(clamping: state.unit(Int(position)).crew)) }
    return strength
  }

  /// Positions of the units in a group.
  func members(of group: Int) -> ArraySlice<Int32> {
    let group = groups[group]
    return members[Int(group.first)..<Int(group.first + group.count)]
  }
}
