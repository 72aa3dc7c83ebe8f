internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// A checked record, and for the store what its rows hold: made on the reading thread, so that the writer only writes.
struct PreparedRecord: Sendable {
  let record: DirectoryRecord
  let rows: StationRows?

  init(_ record: DirectoryRecord, needsRows: Bool) {
    self.record = record
    if needsRows, case .station(let record) = record, let station = record.station {
      rows = StationRows(
        station: StationRow(station), units: record.units.map { UnitRow($0.unit, at: station) })
    } else {
      rows = nil
    }
  }
}

/// The rows of a station and of its units, in their order.
struct StationRows: Sendable {
  let station: StationRow
  let units: [UnitRow]
}
