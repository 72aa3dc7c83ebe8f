internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Matching
internal import Synchronization

/// The records behind a match, and the control rooms; what was looked up once is remembered.
final class RecordLookup: ControlRoomSource {
  /// A unit that is not where, or not what, its registry says, as a scenario has it.
  struct Edit: Sendable {
    var unit: MatchableUnit
    /// A unit on file that stands at its station; `nil` for a new station.
    var neighbour: UnitID?
  }

  private struct HelperKey: Hashable {
    var service: Service
    var station: StationID
  }

  private struct ResponsibilityKey: Hashable {
    var country: CountryCode
    var region: RegionCode?
    var municipality: String?
    var service: Service?
  }

  private struct Memory {
    var records: [UnitID: UnitRecords] = [:]
    var organisations: [OrganisationID: Organisation?] = [:]
    var roomsByID: [ControlRoomID: ControlRoom?] = [:]
    var rooms: [CountryCode: [ControlRoom]] = [:]
    var responsible: [ResponsibilityKey: ControlRoom?] = [:]
    var regionNames: [RegionCode: String?] = [:]
    var helpers: [HelperKey: InteroperabilityTable.Helper] = [:]
  }

  /// By unit.
  private let edits: [UnitID: Edit]
  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  let interoperability: InteroperabilityTable
  private let territory: @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  private let memory = Mutex(Memory())

  /// Looks records up in a store, but takes units that are others than on file from `edits`, by id.
  ///
  /// `territory` gives the country and region in which a place lies.
  init(
    store: DirectoryStore, vocabulary: Vocabulary, interoperability: InteroperabilityTable,
    edits: [UnitID: Edit] = [:],
    territory: @escaping @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  ) {
    self.edits = edits
    self.store = store
    self.vocabulary = vocabulary
    self.interoperability = interoperability
    self.territory = territory
  }

  /// A match with the records behind it.
  func entry(for match: Match) throws -> NearestReport.Unit {
    NearestReport.Unit(match: match, records: try records(of: match.unit.id))
  }

  func records(of unit: UnitID) throws -> UnitRecords {
    if let known = memory.withLock({ $0.records[unit] }) { return known }
    guard let found = try edits[unit].map({ try edited($0) }) ?? store.unit(unit) else {
      throw MutualAidError(.storeFailed, "unit '\(unit)' vanished while it was read", hint: "Ask again.")
    }
    let records = UnitRecords(
      unit: found.unit, station: found.station, registry: found.registry,
      organisation: try found.station.organisation.flatMap { try organisation($0) },
      controlRoom: try home(of: found.station, service: found.unit.service),
      typeName: vocabulary.type(found.unit.type, country: found.station.country)?.names ?? LocalizedText())
    memory.withLock { $0.records.remember(records, for: unit) }
    return records
  }

  /// The same finder for units that are others than on file.
  func with(_ edits: [UnitID: Edit]) -> RecordLookup {
    RecordLookup(
      store: store, vocabulary: vocabulary, interoperability: interoperability, edits: edits, territory: territory)
  }

  /// A unit and its station as a scenario has them.
  private func edited(_ edit: Edit) throws -> (unit: ResponseUnit, station: Station, registry: RegistryID?) {
    let summary = edit.unit.summary
    let onFile = try store.unit(summary.id)
    var unit =
      onFile?.unit
      ?? ResponseUnit(
        id: summary.id, station: summary.station,
        type: summary.type.isEmpty ? ResponseUnit.unspecifiedType : summary.type, service: summary.service,
        crew: summary.crew.map { ResponseUnit.Crew(size: $0, basis: .assumed) }, basis: .assumed)
    unit.station = summary.station
    unit.position = nil
    let neighbour = try edit.neighbour.flatMap { try store.unit($0) }
    var station =
      neighbour?.station
      ?? Station(
        id: summary.station, names: LocalizedText(summary.station.rawValue),
        position: Position(summary.coordinate, quality: .approximate, basis: .assumed), country: summary.country,
        basis: .assumed)
    if station.position.coordinate != summary.coordinate {
      station.position = Position(summary.coordinate, quality: .approximate, basis: .assumed)
      station.address = nil
    }
    return (unit, station, onFile?.registry ?? neighbour?.registry)
  }

  /// The name of a region; `nil` where it has none.
  func regionName(_ code: RegionCode) throws -> String? {
    if let known = memory.withLock({ $0.regionNames[code] }) { return known }
    let name = try store.areaName(.region, code: code.rawValue)
    memory.withLock { $0.regionNames[code] = .some(name) }
    return name
  }

  /// The main name of a region or country; `nil` when it is not on file.
  func areaName(_ code: RegionCode) throws -> String? {
    try regionName(code) ?? store.areaName(.country, code: code.rawValue)
  }

  // MARK: Control rooms

  /// The room whose territory holds a place most narrowly and that dispatches the service; ties by id.
  func responsibleRoom(country: CountryCode, region: RegionCode?, municipality: String?, service: Service?) throws
    -> ControlRoom?
  {
    let key = ResponsibilityKey(country: country, region: region, municipality: municipality, service: service)
    if let known = memory.withLock({ $0.responsible[key] }) { return known }
    let room = try controlRooms(country: country)
      .filter { room in service.map { room.services.contains($0) } ?? true }
      .compactMap { room -> (room: ControlRoom, specificity: Int)? in
        room.territories.compactMap { $0.specificity(country: country, region: region, municipality: municipality) }
          .max().map { (room, $0) }
      }
      .min { ($1.specificity, $0.room.id) < ($0.specificity, $1.room.id) }?.room
    memory.withLock { $0.responsible.remember(room, for: key) }
    return room
  }

  /// The room through which a station's units are asked for: the one it names, else the one for where it stands.
  func home(of station: Station, service: Service) throws -> ControlRoom? {
    if let id = station.controlRoom { return try controlRoom(id) }
    guard let country = station.country else { return nil }
    let territory = try territory(station.position.coordinate)
    return try responsibleRoom(
      country: country, region: territory.country == country ? territory.region : nil,
      municipality: station.address?.municipality, service: service)
  }

  private func controlRoom(_ id: ControlRoomID) throws -> ControlRoom? {
    if let known = memory.withLock({ $0.roomsByID[id] }) { return known }
    let found = try store.controlRoom(id)
    memory.withLock { $0.roomsByID.remember(found, for: id) }
    return found
  }

  private func organisation(_ id: OrganisationID) throws -> Organisation? {
    if let known = memory.withLock({ $0.organisations[id] }) { return known }
    let found = try store.organisation(id)
    memory.withLock { $0.organisations.remember(found, for: id) }
    return found
  }

  private func controlRooms(country: CountryCode) throws -> [ControlRoom] {
    if let known = memory.withLock({ $0.rooms[country] }) { return known }
    let found = try store.controlRooms(country: country)
    memory.withLock { $0.rooms[country] = found }
    return found
  }

  // MARK: Working together

  func helper(of unit: MatchableUnit) throws -> InteroperabilityTable.Helper {
    let summary = unit.summary
    // Fire and ambulance units of one station may have different rooms.
    let key = HelperKey(service: summary.service, station: summary.station)
    if let known = memory.withLock({ $0.helpers[key] }) { return known }
    let records = try records(of: summary.id)
    let territory = try territory(summary.coordinate)
    let helper = InteroperabilityTable.Helper(
      country: summary.country, region: territory.country == summary.country ? territory.region : nil,
      room: records.controlRoom)
    memory.withLock { $0.helpers.remember(helper, for: key) }
    return helper
  }

  func municipality(of unit: MatchableUnit) throws -> String? {
    try records(of: unit.summary.id).station.address?.municipality
  }

  /// What helps or hinders a match from another country and the people that it comes to help.
  func facts(of match: Match, at host: InteroperabilityTable.Host) throws -> InteroperabilityFacts? {
    guard match.unit.country != host.country else { return nil }
    return interoperability.assess(
      try helper(of: match.matchable), at: host, documents: match.verdict.rule?.documents ?? [],
      pumps: match.matchable.pumps)
  }
}

extension Dictionary {
  /// So much is remembered at most.
  private static var most: Int { 50_000 }

  /// Adds what was looked up; where there is very much of it already, that is forgotten first.
  fileprivate mutating func remember(_ value: Value, for key: Key) {
    if count >= Self.most { removeAll() }
    self[key] = value
  }
}
