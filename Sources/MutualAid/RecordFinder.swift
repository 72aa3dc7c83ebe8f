internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Matching
internal import Presentation
internal import Synchronization

/// Finds the records behind a match, and the control rooms; what was found once is remembered.
final class RecordFinder: Sendable {
  /// So many units are remembered at most.
  private static let capacity = 50_000

  /// The records of one unit.
  struct Records: Sendable {
    var unit: ResponseUnit
    var station: Station
    var registry: String
    var organisation: Organisation?
    var controlRoom: ControlRoom?
    var typeName: LocalizedText
  }

  private struct Memory {
    var records: [String: Records] = [:]
    var rooms: [String: [ControlRoom]] = [:]
    var regionNames: [String: String?] = [:]
  }

  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  private let territory: @Sendable (Coordinate) throws -> (country: String?, region: String?)
  private let memory = Mutex(Memory())

  /// - Parameter territory: tells in which country and region a place lies.
  init(
    store: DirectoryStore, vocabulary: Vocabulary,
    territory: @escaping @Sendable (Coordinate) throws -> (country: String?, region: String?)
  ) {
    self.store = store
    self.vocabulary = vocabulary
    self.territory = territory
  }

  /// A match with the records behind it.
  func entry(for match: Match) throws -> NearestReport.Entry {
    let records = try records(of: match.unit.id)
    return NearestReport.Entry(
      match: match, unit: records.unit, station: records.station, registry: records.registry,
      organisation: records.organisation, controlRoom: records.controlRoom, typeName: records.typeName)
  }

  private func records(of unit: String) throws -> Records {
    if let known = memory.withLock({ $0.records[unit] }) { return known }
    guard let found = try store.unit(unit) else {
      throw StoreError(.failed, "unit '\(unit)' vanished while it was read", hint: "Ask again.")
    }
    let records = Records(
      unit: found.unit, station: found.station, registry: found.registry,
      organisation: try found.station.organisation.flatMap { try store.organisation($0) },
      controlRoom: try home(of: found.station, service: found.unit.service),
      typeName: vocabulary.type(found.unit.type, country: found.station.country)?.names ?? LocalizedText())
    memory.withLock { memory in
      if memory.records.count >= RecordFinder.capacity { memory.records = [:] }
      memory.records[unit] = records
    }
    return records
  }

  /// The name of a region; `nil` where it has none.
  func regionName(_ code: String) throws -> String? {
    if let known = memory.withLock({ $0.regionNames[code] }) { return known }
    let name = try store.areaName(.region, code: code)
    memory.withLock { $0.regionNames[code] = .some(name) }
    return name
  }

  // MARK: Control rooms

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
    let territory = try territory(station.position.coordinate)
    return try responsible(
      country: station.country, region: territory.country == station.country ? territory.region : nil,
      municipality: station.address?.municipality, service: service)
  }

  private func controlRooms(country: String) throws -> [ControlRoom] {
    if let known = memory.withLock({ $0.rooms[country] }) { return known }
    let found = try store.controlRooms(country: country)
    memory.withLock { $0.rooms[country] = found }
    return found
  }
}
