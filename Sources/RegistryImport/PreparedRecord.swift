internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// A checked record, and for the store what its rows hold: made on the reading thread, so that the writer only writes.
struct PreparedRecord: Sendable {
  /// The record; the units of a station with rows are in these alone.
  let record: DirectoryRecord
  let rows: StationRows?
  /// The lines of the units that have rows.
  private let lines: [Int]

  init(_ record: DirectoryRecord, needsRows: Bool) {
    guard needsRows, case .station(var station) = record, let place = station.station else {
      self.record = record
      rows = nil
      lines = []
      return
    }
    rows = StationRows(place, units: station.units.lazy.map(\.unit))
    lines = station.units.map(\.line)
    // What is freed on the thread that made it costs a fraction.
    station.units = []
    self.record = .station(station)
  }

  // MARK: Units of a station

  private var stationUnits: [StationRecord.UnitRecord] {
    if case .station(let station) = record { station.units } else { [] }
  }

  var unitCount: Int { rows?.units.count ?? stationUnits.count }

  func unitID(_ index: Int) -> String { rows?.units[index].id ?? stationUnits[index].unit.id }

  func unitLine(_ index: Int) -> Int { rows == nil ? stationUnits[index].line : lines[index] }
}
