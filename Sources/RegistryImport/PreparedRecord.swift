internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// A checked record on its way to where records go.
enum PreparedRecord: Sendable {
  case station(PreparedStation)
  case other(DirectoryRecord)

  /// Prepares a record; `writesRows` says whether rows are to be written.
  init(_ record: DirectoryRecord, writesRows: Bool) {
    if case .station(let station) = record {
      self = .station(PreparedStation(station, writesRows: writesRows))
    } else {
      self = .other(record)
    }
  }

  /// How many rows it stands for.
  var rowCount: Int {
    switch self {
    case .station(let station): 1 + station.unitCount
    case .other: 1
    }
  }
}

/// A checked station, and its rows where they are to be written: made on the reading thread, so that the writer only writes.
final class PreparedStation: Sendable {
  /// The station; the units that can be taken are in the rows alone where there are rows.
  let record: StationRecord
  /// The rows of a station that can be taken; of a known one, which is not written, they hold nothing but ids.
  let rows: StationRows?
  /// Where the units in the rows stand.
  private let unitLines: [Int]

  init(_ record: StationRecord, writesRows: Bool) {
    guard writesRows, let station = record.station else {
      self.record = record
      rows = nil
      unitLines = []
      return
    }
    if let units = record.knownUnits {
      rows = StationRows(knownStation: station.id, units: units.map(\.id))
      unitLines = units.map(\.line)
      self.record = record
    } else {
      rows = StationRows(station, units: record.units.count) { record.units[$0].unit }
      unitLines = record.units.map(\.line)
      // What is freed on the thread that made it costs a fraction.
      var record = record
      record.units = []
      self.record = record
    }
  }

  /// Whether all that is said of it was taken just so before.
  var isKnown: Bool { record.knownUnits != nil }

  /// How many units can be taken.
  var unitCount: Int { rows?.units.count ?? record.units.count }

  func unitID(_ index: Int) -> UnitID { rows?.units[index].id ?? record.units[index].unit.id }

  func unitLine(_ index: Int) -> Int { rows == nil ? record.units[index].line : unitLines[index] }
}
