internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// A checked record, and of a station its rows: made on the reading thread, so that the writer only writes.
struct PreparedRecord: Sendable {
  /// The record; the units of a station that can be taken are in the rows alone.
  let record: DirectoryRecord
  let rows: StationRows?
  /// Where the units in the rows stand.
  let unitLines: [Int]

  /// - Parameter writesRows: whether rows are to be written; without, they hold nothing but ids.
  init(_ record: DirectoryRecord, writesRows: Bool) {
    guard case .station(var station) = record, let place = station.station else {
      self.record = record
      rows = nil
      unitLines = []
      return
    }
    rows = StationRows(place, units: station.units.lazy.map(\.unit), onlyIDs: !writesRows)
    unitLines = station.units.map(\.line)
    // What is freed on the thread that made it costs a fraction.
    station.units = []
    self.record = .station(station)
  }
}
