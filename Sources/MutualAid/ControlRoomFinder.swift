internal import DirectoryModel
internal import DirectoryStore

/// Finds the control room for a place, or for a station, within one answer: a country's rooms are read once.
final class ControlRoomFinder {
  private let store: DirectoryStore
  private var rooms: [String: [ControlRoom]] = [:]

  init(store: DirectoryStore) { self.store = store }

  /// The room whose territory holds a place most narrowly and that dispatches the service; ties by id.
  func responsible(country: String, region: String?, municipality: String?, service: Service?) throws -> ControlRoom? {
    try controlRooms(country: country)
      .filter { room in service.map { room.services.contains($0) } ?? true }
      .compactMap { room -> (room: ControlRoom, specificity: Int)? in
        room.territories.compactMap { $0.specificity(country: country, region: region, municipality: municipality) }
          .max().map { (room, $0) }
      }
      .min { ($1.specificity, $0.room.id) < ($0.specificity, $1.room.id) }?.room
  }

  /// The room through which a station's units are asked for: the one it names, else the one for where it stands.
  func home(of station: Station, service: Service) throws -> ControlRoom? {
    if let id = station.controlRoom { return try store.controlRoom(id) }
    let locality = try store.locality(of: station.position.coordinate)
    return try responsible(
      country: station.country, region: locality.country == station.country ? locality.region : nil,
      municipality: station.address?.municipality, service: service)
  }

  private func controlRooms(country: String) throws -> [ControlRoom] {
    if let known = rooms[country] { return known }
    let found = try store.controlRooms(country: country)
    rooms[country] = found
    return found
  }
}
