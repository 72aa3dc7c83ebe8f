package import DirectoryModel
internal import FoundationEssentials
internal import Geodesy

/// Writes the native format piece by piece.
///
/// Call the methods in the order of the schema; after each, what has been written goes to the sink.
package final class NativeWriter {
  let writer: XMLWriter
  private let sink: (String) throws -> Void

  /// Makes a writer.
  ///
  /// - Parameter sink: given the text in pieces; what it throws comes out of the methods.
  /// - Throws: `MutualAidError` when memory is short.
  package init(sink: @escaping (String) throws -> Void) throws {
    writer = try XMLWriter()
    self.sink = sink
    writer.startDocument()
  }

  /// Opens a `directory` element, which holds several documents.
  package func startDirectory() throws {
    writer.start("directory")
    writer.attribute("xmlns", NativeFormat.namespace)
    try flush()
  }

  /// Closes the element opened last.
  package func end() throws {
    writer.end()
    try flush()
  }

  /// Ends the document.
  package func endDocument() throws {
    writer.endDocument()
    try flush()
  }

  /// Writes a reference document as it is stored.
  package func write(_ document: ReferenceDocument) throws {
    writer.raw("\n" + document.xml)
    try flush()
  }

  /// Opens a registry with its header; records follow, then `end`.
  package func start(_ registry: Registry, isRoot: Bool) throws {
    writer.start("registry")
    if isRoot { writer.attribute("xmlns", NativeFormat.namespace) }
    writer.attribute("id", registry.id)
    writer.attribute("country", registry.country)
    writer.attribute("service", registry.service?.rawValue)
    writer.attribute("issued", Timestamp.text(registry.issued))
    writer.attribute("authority", registry.authority.rawValue)
    write(registry.titles, as: "title")
    writer.start("publisher")
    writer.text(registry.publisher)
    writer.end()
    for source in registry.sources {
      writer.start("source")
      writer.attribute("id", source.id)
      writer.attribute("title", source.title)
      writer.attribute("url", source.url)
      writer.attribute("licence", source.licence)
      writer.attribute("date", source.date)
      writer.end()
    }
    write(registry.notes, as: "note")
    write(registry.completeness)
    try flush()
  }

  /// Writes an organisation.
  package func write(_ organisation: Organisation, in registry: Registry) throws {
    writer.start("organisation")
    writer.attribute("id", organisation.id)
    writer.attribute("kind", organisation.kind)
    writer.attribute("country", organisation.country == registry.country ? nil : organisation.country)
    writer.attribute("wikidata", organisation.wikidata)
    write(organisation.basis, source: organisation.source)
    write(organisation.kept)
    write(organisation.names, as: "name")
    write(organisation.phones)
    write(organisation.notes, as: "note")
    writer.end()
    try flush()
  }

  /// Writes a control room.
  package func write(_ room: ControlRoom, in registry: Registry) throws {
    writer.start("control-room")
    writer.attribute("id", room.id)
    writer.attribute("country", room.country == registry.country ? nil : room.country)
    writer.attribute("services", room.services.map(\.rawValue).joined(separator: " "))
    write(room.basis, source: room.source)
    write(room.kept)
    write(room.names, as: "name")
    for territory in room.territories {
      writer.start("territory")
      writer.attribute("country", territory.country)
      writer.attribute("region", territory.region)
      writer.attribute("municipality", territory.municipality)
      write(territory.basis, source: territory.source)
      writer.end()
    }
    write(room.phones)
    for language in room.languages { element("language", text: language) }
    for radio in room.radios { element("radio", text: radio) }
    if let position = room.position { write(position) }
    write(room.notes, as: "note")
    writer.end()
    try flush()
  }

  /// Writes a station with its units.
  package func write(_ station: Station, units: [ResponseUnit], in registry: Registry) throws {
    writer.start("station")
    writer.attribute("id", station.id)
    writer.attribute("organisation", station.organisation)
    writer.attribute("control-room", station.controlRoom)
    writer.attribute("service", station.service == registry.service ? nil : station.service?.rawValue)
    writer.attribute("country", station.country == registry.country ? nil : station.country)
    writer.attribute("kind", station.kind)
    write(station.basis, source: station.source)
    write(station.kept)
    write(station.names, as: "name")
    write(station.position)
    if let address = station.address {
      writer.start("address")
      writer.attribute("street", address.street)
      writer.attribute("postcode", address.postcode)
      writer.attribute("municipality", address.municipality)
      writer.end()
    }
    if let staffing = station.staffing {
      writer.start("staffing")
      writer.attribute("kind", staffing.kind?.rawValue)
      writer.attribute("hours", staffing.hours)
      write(staffing.basis)
      writer.end()
    }
    write(station.phones)
    for address in station.emails { element("email", text: address) }
    write(station.turnouts)
    write(station.notes, as: "note")
    for unit in units { write(unit, of: station) }
    writer.end()
    try flush()
  }

  /// Writes what a room corrects of a record.
  package func write(_ record: RecordCorrections) throws {
    writer.start("correction")
    writer.attribute("of", record.kind.rawValue)
    writer.attribute("id", record.id)
    for correction in record.corrections {
      writer.start("value")
      writer.attribute("field", correction.field)
      writer.attribute("by", correction.by)
      writer.attribute("at", Timestamp.text(correction.at))
      writer.attribute("note", correction.note)
      writer.text(correction.value)
      writer.end()
    }
    writer.end()
    try flush()
  }

  /// Writes availability reports as an `availability` element.
  package func write(_ reports: [AvailabilityReport]) throws {
    writer.start("availability")
    for report in reports {
      writer.start("report")
      writer.attribute("unit", report.unit)
      writer.attribute("status", report.status.rawValue)
      writer.attribute("since", Timestamp.text(report.since))
      writer.attribute("until", report.until.map(Timestamp.text))
      writer.attribute("source", report.source)
      writer.attribute("note", report.note)
      writer.end()
    }
    writer.end()
    try flush()
  }

  // MARK: Parts

  private func flush() throws { try sink(writer.take()) }

  private func write(_ unit: ResponseUnit, of station: Station) {
    writer.start(unit.members.isEmpty ? "unit" : "group")
    writer.attribute("id", unit.id)
    writer.attribute("type", unit.type)
    writer.attribute("service", unit.service == station.service ? nil : unit.service.rawValue)
    writer.attribute("call-sign", unit.callSign)
    write(unit.basis, source: unit.source)
    write(unit.kept)
    write(unit.names, as: "name")
    for capability in unit.capabilities {
      writer.start("capability")
      writer.attribute("code", capability.code)
      writer.attribute("level", capability.level)
      writer.end()
    }
    if let crew = unit.crew {
      writer.start("crew")
      writer.attribute("size", String(crew.size))
      write(crew.basis)
      writer.end()
    }
    write(unit.turnouts)
    if let position = unit.position { write(position) }
    write(unit.notes, as: "note")
    for member in unit.members {
      writer.start("member")
      writer.attribute("type", member.type)
      writer.attribute("count", String(member.count))
      writer.end()
    }
    writer.end()
  }

  private func write(_ position: Position) {
    writer.start("position")
    writer.attribute("lat", NativeWriter.decimal(position.coordinate.latitude))
    writer.attribute("lon", NativeWriter.decimal(position.coordinate.longitude))
    writer.attribute("quality", position.quality.rawValue)
    write(position.basis, source: position.source)
    writer.attribute("note", position.note)
    writer.end()
  }

  private func write(_ turnouts: [TurnoutTime]) {
    for turnout in turnouts {
      writer.start("turnout")
      let days = turnout.window.days.map(\.rawValue).joined(separator: " ")
      writer.attribute("days", days.isEmpty ? nil : days)
      writer.attribute("from", turnout.window.from?.description)
      writer.attribute("to", turnout.window.to?.description)
      writer.attribute("seconds", String(turnout.seconds))
      write(turnout.basis)
      writer.end()
    }
  }

  private func write(_ phones: [Phone]) {
    for phone in phones {
      writer.start("phone")
      writer.attribute("kind", phone.kind.rawValue)
      write(phone.basis, source: phone.source)
      writer.text(phone.number)
      writer.end()
    }
  }

  func write(_ text: LocalizedText, as name: String) {
    for entry in text.entries {
      writer.start(name)
      writer.attribute("xml:lang", entry.language)
      writer.text(entry.text)
      writer.end()
    }
  }

  func write(_ basis: Basis, source: String? = nil) {
    writer.attribute("basis", basis == .published ? nil : basis.rawValue)
    writer.attribute("source", source)
  }

  private func write(_ mark: KeptMark?) {
    writer.attribute("kept-since", mark.map { Timestamp.text($0.since) })
    writer.attribute("kept-because", mark?.reason)
  }

  /// All digits of a number without an exponent, which `xs:decimal` does not know.
  static func decimal(_ number: Double) -> String {
    let text = number.description
    return text.contains("e") ? Decimal(string: text)?.description ?? text : text
  }

  private func element(_ name: String, text: String) {
    writer.start(name)
    writer.text(text)
    writer.end()
  }
}
