internal import DirectoryModel

/// Finds the units that edits have added, and those that they have moved to a station, without looking through all.
///
/// It only notes where units have come to: they may have moved on, or be gone, which whoever asks checks.
struct ScenarioNewcomers: Sendable {
  private var byID: [UnitID: Int] = [:]
  private var byStation: [StationID: [Int]] = [:]
  /// By station: the lowest of the positions, as far as it is known.
  private var lowest: [StationID: Int] = [:]

  /// Notes a unit that is new.
  mutating func added(_ position: Int, id: UnitID, station: StationID) {
    byID[id] = position
    moved(position, to: station)
  }

  /// Notes a unit that has come to a station.
  mutating func moved(_ position: Int, to station: StationID) {
    byStation[station, default: []].append(position)
    lowest[station] = min(position, lowest[station] ?? position)
  }

  /// The position of the unit that was added last under an id: those before it were gone by then.
  func position(ofUnit id: UnitID) -> Int? { byID[id] }

  /// Positions of the units that have come to a station, some perhaps more than once.
  func positions(ofStation id: StationID) -> [Int] { byStation[id] ?? [] }

  /// The lowest of these positions, as it was last set.
  func first(ofStation id: StationID) -> Int? { lowest[id] }

  /// Sets the lowest position of those that are still there.
  mutating func setFirst(_ position: Int?, ofStation id: StationID) { lowest[id] = position }
}
