package import DirectoryModel
internal import DirectoryStore

extension Directory {
  /// A station with the control rooms through which its units are asked for.
  ///
  /// - Returns: the station; `nil` where there is none of the id.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func home(ofStation id: StationID) throws -> (station: Station, rooms: Set<ControlRoomID>)? {
    guard let station = try store.station(id) else { return nil }
    let (contents, _) = try current()
    let services = station.service.map { [$0] } ?? Service.allCases
    return (station, Set(try services.compactMap { try contents.records.home(of: station, service: $0)?.id }))
  }
}
