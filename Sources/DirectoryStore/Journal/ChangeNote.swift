internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy
internal import Journal
internal import TextFormats

/// What is to be written into the journal where a change ends.
struct ChangeNote {
  var kind: ChangeKind
  /// In microseconds since 1970, as the time below.
  var event: Int64
  var received: Int64
  var payload: [UInt8]
  /// The key of a report's row.
  var report: Int64?
}

extension StoreChange {
  /// Notes a change; the directory's version counts up for it.
  func note(_ kind: ChangeKind, event: Date, payload: [UInt8]) {
    hasChanged = true
    append(kind, event: event, payload: payload)
  }

  /// Notes something that changes no answer.
  func append(_ kind: ChangeKind, event: Date, payload: [UInt8]) {
    notes.append(
      ChangeNote(
        kind: kind, event: JournalEntry.microseconds(event), received: JournalEntry.microseconds(Date()),
        payload: payload))
  }

  /// Notes a report that has been kept.
  func note(_ report: AvailabilityReport, key: Int64?, receivedAt moment: Date) {
    hasChanged = true
    notes.append(
      ChangeNote(
        kind: .status, event: JournalEntry.microseconds(report.since), received: JournalEntry.microseconds(moment),
        payload: ChangePayload.status(report), report: key))
  }
}

/// What entries say of changes, as JSON with its keys in alphabetical order; times are seconds since 1970.
enum ChangePayload {
  static func status(_ report: AvailabilityReport) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    var object = JSONObject()
    if let position = report.position {
      object.key("latitude", to: &bytes)
      bytes.appendJSON(position.coordinate.latitude)
      object.key("located", to: &bytes)
      bytes.appendJSON(position.time.timeIntervalSince1970)
      object.key("longitude", to: &bytes)
      bytes.appendJSON(position.coordinate.longitude)
    }
    if let note = report.note {
      object.key("note", to: &bytes)
      bytes.appendJSON(note)
    }
    object.key("since", to: &bytes)
    bytes.appendJSON(report.since.timeIntervalSince1970)
    if let source = report.source {
      object.key("source", to: &bytes)
      bytes.appendJSON(source)
    }
    object.key("status", to: &bytes)
    bytes.appendJSON(report.status.rawValue)
    object.key("unit", to: &bytes)
    bytes.appendJSON(report.unit.rawValue)
    if let until = report.until {
      object.key("until", to: &bytes)
      bytes.appendJSON(until.timeIntervalSince1970)
    }
    object.end(to: &bytes)
    return bytes
  }

  /// The report that an entry says was kept; `nil` for a payload of another kind.
  static func report(_ payload: [UInt8]) -> AvailabilityReport? {
    var texts: [String: String] = [:]
    var numbers: [String: Double] = [:]
    var reader = JSONReader(payload[...])
    do {
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch reader.kind() {
        case .string: texts[key] = try reader.string()
        case .number: numbers[key] = try reader.number().value
        default: try reader.skipValue()
        }
      }
      try reader.end()
    } catch {
      return nil
    }
    guard let unit = texts["unit"], let status = texts["status"].flatMap({ AvailabilityStatus(rawValue: $0) }),
      let since = numbers["since"]
    else { return nil }
    var report = AvailabilityReport(
      unit: UnitID(unit), status: status, since: Date(timeIntervalSince1970: since),
      until: numbers["until"].map { Date(timeIntervalSince1970: $0) }, source: texts["source"], note: texts["note"])
    if let latitude = numbers["latitude"], let longitude = numbers["longitude"], let located = numbers["located"],
      let coordinate = Coordinate.valid(latitude: latitude, longitude: longitude)
    {
      report.position = ReportedPosition(
        coordinate: coordinate, time: Date(timeIntervalSince1970: located))
    }
    return report
  }

  static func pruned(_ count: Int, before moment: Date) -> [UInt8] {
    bytes {
      $0.member("before", moment.timeIntervalSince1970)
      $0.member("reports", count)
    }
  }

  /// An edition of a registry or document; its text is not in it.
  static func edition(_ entry: ImportEntry, digest: Digest?) -> [UInt8] {
    bytes { object in
      object.member("action", entry.action.rawValue)
      object.member("added", entry.counts.added)
      object.member("changed", entry.counts.changed)
      object.member("digest", digest?.hex)
      object.member("file", entry.file)
      object.member("issued", entry.issued.timeIntervalSince1970)
      object.member("of-version", entry.ofVersion)
      object.member("profile", entry.profile)
      object.member("read", entry.counts.read)
      object.member("rejected", entry.counts.rejected)
      object.member("removed", entry.counts.removed)
      object.member("subject", entry.subject)
      object.member("subject-kind", entry.kind)
      object.member("unchanged", entry.counts.unchanged)
      object.member("version", entry.version)
    }
  }

  static func answer(_ answer: RememberedAnswer, to request: IdempotentRequest) -> [UInt8] {
    bytes { object in
      object.member("body", Data(answer.body).base64EncodedString())
      object.member("caller", request.caller)
      object.member("content-type", answer.contentType)
      object.member("digest", request.digest.hex)
      object.member("key", request.key)
      object.member("status", answer.status)
    }
  }

  /// The answer that an entry remembers, and the digest of its request.
  static func answer(_ payload: [UInt8]) -> (answer: RememberedAnswer, digest: Digest)? {
    var texts: [String: String] = [:]
    var status: Int?
    var reader = JSONReader(payload[...])
    do {
      try reader.beginObject()
      while let key = try reader.nextKey() {
        if key == "status" { status = Int(try reader.number().text) } else { texts[key] = try reader.string() }
      }
      try reader.end()
    } catch {
      return nil
    }
    guard let status, let digest = texts["digest"].flatMap({ Digest(hex: $0) }), let type = texts["content-type"],
      let body = texts["body"].flatMap({ Data(base64Encoded: $0) })
    else { return nil }
    return (RememberedAnswer(status: status, contentType: type, body: Array(body)), digest)
  }

  static func bytes(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(isPretty: false, capacity: 512)
    json.object(body)
    return json.bytes
  }
}
