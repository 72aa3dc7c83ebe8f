internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import Primitives

/// What a room corrects, as it will be: requests are checked against the directory and taken one after the other.
struct CorrectionDraft {
  /// A place that is moved farther than this is asked back, in metres.
  static let toleratedMove = 20_000.0

  private struct Key: Hashable {
    var kind: CorrectedKind
    var id: String
  }

  private let store: DirectoryStore
  private let registry: RegistryID
  private let acceptsFar: Bool
  private var checks: RecordChecks
  private var records: [Key: [String: Correction]] = [:]
  private(set) var changes: [CorrectionReport.Change] = []
  private(set) var problems: [Problem] = []

  /// Begins with what the room's registry corrects so far.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  init(store: DirectoryStore, registry: RegistryID, acceptsFar: Bool) throws {
    self.store = store
    self.registry = registry
    self.acceptsFar = acceptsFar
    checks = try RecordChecks(by: store)
    for entry in try store.corrections(of: registry) {
      let fields = entry.record.corrections.map { ($0.field, $0) }
      records[Key(kind: entry.record.kind, id: entry.record.id)] = Dictionary(fields) { first, _ in first }
    }
  }

  /// All that the room corrects, by kind and id.
  var corrections: [RecordCorrections] {
    records.filter { !$0.value.isEmpty }.map { key, fields in
      RecordCorrections(kind: key.kind, id: key.id, corrections: fields.values.sorted { $0.field < $1.field })
    }.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
  }

  /// Takes a request.
  ///
  /// - Throws: `MutualAidError` where there is no such record, or the field or value cannot be taken.
  mutating func take(_ request: CorrectionRequest, by: String, at: Date) throws {
    var request = try request.inTokens()
    let by = request.by ?? by
    request.by = nil
    if request.field == "unit", request.value != nil, let station = try store.station(StationID(request.id)) {
      return try add(request, to: station, by: by, at: at)
    }
    let key = Key(kind: try kind(of: request), id: request.id)
    guard let value = request.value else { return try withdraw(request, key) }
    try set(request.field, to: value, of: key, request, by: by, at: at)
    try check(key, request)
  }

  // MARK: Single fields

  private mutating func set(
    _ field: String, to value: String, of key: Key, _ request: CorrectionRequest, by: String, at: Date
  ) throws {
    let fields = CorrectionForm.fields(of: key.kind)
    guard fields.contains(field) else {
      throw MutualAidError(
        .correctionInvalid, "'\(field)' is no field of this record that may be corrected", at: place(request),
        hint: EditDistance.nearest(to: field, among: fields).map { .didYouMean($0) } ?? .known(fields))
    }
    if let defect = CorrectionForm.defect(of: value, in: field, of: key.kind) {
      throw MutualAidError(.correctionInvalid, defect, at: place(request))
    }
    if field == "station", try store.station(StationID(value)) == nil {
      let guess = EditDistance.nearest(
        to: StationID(value), among: try store.stationIDs(containing: String(value.prefix(6))))
      throw MutualAidError(
        .unknownStation, "there is no station '\(value)' in the directory", at: place(request),
        hint: guess.map { .didYouMean($0) } ?? .list(.stations))
    }
    if field == "control-room", try store.controlRoom(ControlRoomID(value)) == nil {
      throw try MutualAidError.unknownRoom(ControlRoomID(value), in: store, at: place(request))
    }
    let old = records[key]?[field]
    guard old?.value != value || old?.note != request.note else { return }
    records[key, default: [:]][field] = Correction(
      field: field, value: value, by: by, at: at, note: request.note)
    changes.append(
      CorrectionReport.Change(
        kind: CorrectionSubject(key.kind), id: key.id, field: field, old: try old?.value ?? published(field, of: key),
        new: value))
  }

  private mutating func withdraw(_ request: CorrectionRequest, _ key: Key) throws {
    guard let old = records[key]?.removeValue(forKey: request.field) else {
      let fields = records[key].map { $0.keys.sorted() } ?? []
      throw MutualAidError(
        .correctionInvalid, "'\(request.field)' of '\(request.id)' is not corrected in this registry",
        at: place(request), hint: fields.isEmpty ? nil : .known(fields))
    }
    changes.append(
      CorrectionReport.Change(
        kind: CorrectionSubject(key.kind), id: key.id, field: request.field, old: old.value, new: nil))
    // A unit that no other registry lists goes with its existence.
    if key.kind == .unit, request.field == ResponseUnit.existence, try store.unit(UnitID(key.id))?.registry == registry
    {
      records[key] = nil
    }
  }

  /// Adds a unit: its type, and behind a semicolon its call sign.
  private mutating func add(_ request: CorrectionRequest, to station: Station, by: String, at: Date) throws {
    let parts = (request.value ?? "").split(separator: ";", maxSplits: 1).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard let type = parts.first, !type.isEmpty else {
      throw MutualAidError(
        .correctionInvalid,
        "unit is '\(request.value ?? "")', expected a type such as HLF20, and its call sign behind a semicolon",
        at: place(request))
    }
    var number = 1
    let id = { "\(station.id).own-\(number)" }
    while try records[Key(kind: .unit, id: id())]?.isEmpty == false || store.unit(UnitID(id())) != nil { number += 1 }
    let key = Key(kind: .unit, id: id())
    let service = checks.vocabulary.type(type, country: station.country)?.service ?? station.service ?? .fire
    try set(ResponseUnit.existence, to: "yes", of: key, request, by: by, at: at)
    try set("station", to: station.id.rawValue, of: key, request, by: by, at: at)
    try set("service", to: service.rawValue, of: key, request, by: by, at: at)
    try set("type", to: type, of: key, request, by: by, at: at)
    if parts.count > 1, !parts[1].isEmpty { try set("call-sign", to: parts[1], of: key, request, by: by, at: at) }
    try check(key, request)
  }

  // MARK: What the directory says

  private func kind(of request: CorrectionRequest) throws -> CorrectedKind {
    if let known = CorrectedKind.allCases.first(where: { records[Key(kind: $0, id: request.id)] != nil }) {
      return known
    }
    if try store.unit(UnitID(request.id)) != nil { return .unit }
    if try store.station(StationID(request.id)) != nil { return .station }
    if try store.controlRoom(ControlRoomID(request.id)) != nil { return .controlRoom }
    if try store.organisation(OrganisationID(request.id)) != nil { return .organisation }
    let start = String(request.id.prefix(6))
    let known =
      try store.unitIDs(containing: start).map(\.rawValue) + store.stationIDs(containing: start).map(\.rawValue)
      + store.controlRooms().map(\.id.rawValue)
    throw MutualAidError(
      .unknownRecord, "there is no unit, station, control room or organisation '\(request.id)' in the directory",
      at: place(request), hint: EditDistance.nearest(to: request.id, among: known).map { .didYouMean($0) })
  }

  private func published(_ name: String, of key: Key) throws -> String? {
    func value<Record: CorrectableRecord>(_ record: Record?) -> String? {
      record.flatMap { Record.correctable(name)?.value($0) }
    }
    return switch key.kind {
    case .organisation: value(try store.organisation(OrganisationID(key.id)))
    case .controlRoom: value(try store.controlRoom(ControlRoomID(key.id)))
    case .station: value(try store.station(StationID(key.id)))
    case .unit: value(try store.unit(UnitID(key.id))?.unit)
    }
  }

  /// Checks a record as an import would, with what is corrected of it.
  private mutating func check(_ key: Key, _ request: CorrectionRequest) throws {
    let fields = (records[key] ?? [:]).values.sorted { $0.field < $1.field }
    var found: [Problem] = []
    switch key.kind {
    case .organisation, .controlRoom:
      if key.kind == .controlRoom, request.field == "position",
        let old = try store.controlRoom(ControlRoomID(key.id))?.position
      {
        try checkMove(from: old.coordinate, request)
      }
    case .station:
      guard let old = try store.station(StationID(key.id)) else { return }
      if request.field == "position" { try checkMove(from: old.position.coordinate, request) }
      var station = old
      for correction in fields { _ = Station.correctable(correction.field)?.apply(correction.value, &station) }
      found = checks.problems(of: station).filter {
        $0.code == .hoursUnclear ? request.field == "hours" : $0.code != .positionNotBelieved
      }
    case .unit:
      let old = try store.unit(UnitID(key.id))
      var unit = old?.unit ?? ResponseUnit(id: UnitID(key.id), station: "", type: "", service: .fire)
      for correction in fields { _ = ResponseUnit.correctable(correction.field)?.apply(correction.value, &unit) }
      guard let station = try store.station(unit.station) ?? old?.station else { return }
      if request.field == "position" {
        try checkMove(from: (old?.unit.position ?? station.position).coordinate, request)
      }
      found = checks.problems(of: station, units: [unit]).filter { $0.record == key.id }
    }
    if let error = found.first(where: { $0.severity == .error }) {
      throw MutualAidError(.question(error.code), TranslatableText(verbatim: error.message), at: place(request))
    }
    for var problem in found where !problems.contains(where: { $0.message == problem.message }) {
      problem.line = request.line
      problems.append(problem)
    }
  }

  private func checkMove(from old: Coordinate, _ request: CorrectionRequest) throws {
    guard !acceptsFar, let text = request.value, let new = CorrectedPlace.coordinate(text) else { return }
    let distance = Geodesic.distance(from: old, to: new)
    guard distance > CorrectionDraft.toleratedMove else { return }
    throw MutualAidError(
      .correctionFar, "\(new) lies \(Int(distance / 1000)) km from where '\(request.id)' stands now",
      at: place(request), hint: .confirmFar)
  }

  private func place(_ request: CorrectionRequest) -> MutualAidError.Place { request.place }
}

extension MutualAidError {
  /// That there is no such control room, with what may be meant.
  static func unknownRoom(
    _ id: ControlRoomID, in store: DirectoryStore, at place: Place = Place()
  ) throws -> MutualAidError {
    let guess = EditDistance.nearest(to: id, among: try store.controlRooms().map(\.id))
    return MutualAidError(
      .unknownRoom, "there is no control room '\(id)' in the directory", at: place,
      hint: guess.map { .didYouMean($0) })
  }
}
