internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Journal
internal import MutualAid
internal import Requests
internal import TextFormats

/// Makes events of entries of the journal, and of reports that expire.
struct EventWriter: Sendable {
  private var facts: [UnitID: UnitFacts?] = [:]
  /// The version of the directory to which the facts belong.
  private var version = -1

  /// The event of an entry.
  ///
  /// - Parameters:
  ///   - record: the entry.
  ///   - view: a directory that has it.
  ///   - told: up to when expiries have been told.
  /// - Returns: the event; `nil` for an entry that is of no interest outside.
  mutating func event(_ record: JournalRecord, in view: Directory, told: Date) -> LiveEvent? {
    let kind = record.entry.kind
    guard ![.answer, .note, .purge, .pruned, .setting].contains(kind) else { return nil }
    let id = EventID(position: record.position, told: told)
    var writer = JSONWriter(isPretty: false, capacity: 512)
    var unit: UnitFacts?
    if let report = record.report { unit = found(report.unit, in: view) }
    if kind != .status { version = -1 }
    writer.object { writer in
      writer.member("kind", kind.rawValue)
      writer.member("number", Int(record.entry.number))
      writer.member("owner", record.entry.owner.description)
      writer.member("received", Timestamp.text(record.entry.received))
      if let report = record.report {
        writer.member("report") { $0.write(report.json) }
        writer.member("unit") { $0.write(EventWriter.json(report.unit, unit)) }
      } else if let payload = record.payload, ![.tokenIssued, .tokenRevoked].contains(kind) {
        writer.member("change") { $0.write(EventWriter.value(payload)) }
      }
      writer.member("time", Timestamp.text(record.entry.eventTime))
    }
    var event = LiveEvent(name: kind.rawValue, id: id, data: writer.bytes, unit: unit)
    if kind == .request {
      let parties = EventWriter.parties(of: record.payload ?? [])
      event.rooms = parties.rooms
      event.request = parties.request
    }
    event.isConfidential = kind == .tokenIssued || kind == .tokenRevoked
    return event
  }

  /// The events of reports that expired at a moment: their units are unknown from then on.
  mutating func events(_ expiry: ReportExpiry, in view: Directory, position: JournalPosition) -> [LiveEvent] {
    let id = EventID(position: position, told: expiry.moment)
    return expiry.units.map { unit in
      let facts = found(unit, in: view)
      var writer = JSONWriter(isPretty: false, capacity: 256)
      writer.object { writer in
        writer.member("kind", "expiry")
        writer.member("status", "unknown")
        writer.member("time", Timestamp.text(expiry.moment))
        writer.member("unit") { $0.write(EventWriter.json(unit, facts)) }
      }
      return LiveEvent(name: "expiry", id: id, data: writer.bytes, unit: facts)
    }
  }

  private mutating func found(_ id: UnitID, in view: Directory) -> UnitFacts? {
    let now = view.moment?.version ?? 0
    // Units may move between versions; facts are looked up anew when something other than a status changed.
    if version < 0 || facts.count > 200_000 { facts.removeAll(keepingCapacity: true) }
    version = now
    if let known = facts[id] { return known }
    let unit = try? view.unit(id, at: Date())
    let found = unit.map { unit in
      UnitFacts(
        id: id, service: unit.record.service, country: unit.station.country, room: unit.controlRoom?.id,
        place: (unit.record.position ?? unit.station.position).coordinate, type: unit.record.type)
    }
    facts[id] = found
    return found
  }

  private static func json(_ id: UnitID, _ facts: UnitFacts?) -> JSONValue {
    [
      "control_room": JSONValue(facts?.room?.rawValue), "country": JSONValue(facts?.country?.rawValue),
      "id": .string(id.rawValue), "lat": JSONValue(facts?.place.latitude, decimals: 6),
      "lon": JSONValue(facts?.place.longitude, decimals: 6), "service": JSONValue(facts?.service.rawValue),
      "type": JSONValue(facts?.type),
    ]
  }

  /// The two rooms of a request, and the request with the room that is asked; none where they are not known.
  private static func parties(of payload: [UInt8]) -> (rooms: Set<String>, request: (id: RequestID, asked: String)?) {
    guard case .object(let members) = value(payload), case .string(let asking)? = members["asking"],
      case .string(let asked)? = members["asked"], case .string(let id)? = members["request"]
    else { return ([], nil) }
    return ([asking, asked], (RequestID(id), asked))
  }

  private static func value(_ payload: [UInt8]) -> JSONValue {
    var reader = JSONReader(payload[...])
    return (try? reader.value()) ?? .null
  }
}

extension AvailabilityReport {
  /// The report as events tell it.
  fileprivate var json: JSONValue {
    [
      "note": JSONValue(note),
      "position": position.map { position in
        [
          "lat": JSONValue(position.coordinate.latitude, decimals: 6),
          "lon": JSONValue(position.coordinate.longitude, decimals: 6), "time": .string(Timestamp.text(position.time)),
        ]
      } ?? .null,
      "since": .string(Timestamp.text(since)), "source": JSONValue(source), "status": .string(status.rawValue),
      "until": JSONValue(until.map(Timestamp.text)),
    ]
  }
}
