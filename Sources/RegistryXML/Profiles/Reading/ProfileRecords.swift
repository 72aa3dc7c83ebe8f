internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy

/// A station as far as its record describes it; its place may have to be looked up elsewhere in the document.
struct StationDraft {
  var id: String
  /// By which units refer to it, beside its id.
  var key: String?
  var decoder: RecordDecoder
  var outcome: PositionReader.Outcome
  var units: [UnitDraft]
  var service: Service?
  var line: Int
  /// The page of an edition in which it stands.
  var page = 0
  /// Whether an earlier element of the document says the same of the same station.
  var isRepeated = false
  /// Indices of the elements that its units have been looked for in.
  var unitElements: [Int] = []
  /// The rest of the station, once its position is known.
  var station: (Position) -> Station
}

/// A unit as far as its record describes it.
struct UnitDraft {
  var id: String
  /// The station it refers to; `nil` for the one around it.
  var station: String?
  var service: Service?
  var decoder: RecordDecoder
  var status: AvailabilityReport?
  var line: Int
  /// The page of an edition in which it stands.
  var page = 0
  /// The rest of the unit, once its station and service are known.
  var unit: (_ station: StationID, _ service: Service) -> ResponseUnit
}

extension UnitDraft {
  /// What is wrong with a unit that belongs to no station.
  func problems(unitWithoutStation message: String) -> [Problem] {
    decoder.problems + [
      Problem(line: line, severity: .error, code: .unitWithoutStation, message: message, record: id.isEmpty ? nil : id)
    ]
  }
}

/// Decodes records of one dialect.
///
/// RecordValues are found by the profile's rules; how they are judged is the same as for the native format.
struct ProfileRecords {
  let profile: Profile
  let options: ReadingOptions
  let positions: PositionReader
  let ids = StationIDs()
  /// What the records inherit.
  var registry: Registry
  /// The country of records that name none; empty where the registry names none either.
  var country: CountryCode?
  var enclosing: EnclosingElements

  typealias Fields = [RecordField: [ProfileValue]]

  private func values(_ fields: Fields, of element: Element) -> RecordValues {
    var reader = ValueReader(enclosing: enclosing)
    let id = fields[.id].flatMap { reader.first($0, in: element)?.text }
    return RecordValues(
      fields: fields, element: element, reader: reader,
      decoder: RecordDecoder(record: id, positions: options.positions))
  }

  // MARK: Records

  /// Decodes a station; `nil` where a value says that it is not for us.
  func station(_ rule: RecordRule, _ element: Element) -> StationDraft? {
    var values = values(rule.fields, of: element)
    var id = values.text(.id)
    if id == nil { values.missing(.id) }
    let key = values.text(.key)
    let services: [Service] = values.choices(.service)
    guard !values.reader.skipsRecord else { return nil }
    let names = values.localized(.name)
    if names.isEmpty { values.missing(.name) }
    let country = values.country ?? self.country
    let address = values.optional {
      Station.Address(street: $0.text(.street), postcode: $0.text(.postcode), municipality: $0.text(.municipality))
    }
    let staffing = values.optional { values -> Station.Staffing? in
      let kind: Station.Staffing.Kind? = values.choice(.staffing)
      let hours = values.text(.hours)
      // Hours are worth keeping where nobody says who is there in them.
      return kind != nil || hours != nil ? Station.Staffing(kind: kind, hours: hours) : nil
    }
    let service = services.count == 1 ? services[0] : services.isEmpty ? registry.service : nil
    let organisation = values.reference(.organisation).map { OrganisationID($0) }
    let room = values.reference(.controlRoom).map { ControlRoomID($0) }
    let kind = values.optional { $0.text(.kind) }
    let phones = values.optional { self.phones(&$0) }
    let emails = values.optional { self.emails(&$0) }
    let turnouts = values.optional { self.turnouts(&$0) }
    let notes = values.optional { $0.localized(.note) }
    let basis = values.optional { self.basis(&$0) }
    let outcome = positions.position(
      rule.positions, in: element, reader: &values.reader, decoder: &values.decoder)
    values.tellFailures()
    guard !values.reader.skipsRecord else { return nil }
    var isRepeated = false
    if let text = id {
      id = ids.distinct(text, repeated: values.repeatedID, element: element, outcome: outcome)
      isRepeated = id == nil
    }
    let station = { [id] (position: Position) in
      Station(
        id: StationID(id ?? ""), names: names, position: position, country: country,
        // As the native format has it: a station that says nothing is of the registry's service.
        service: service ?? registry.service,
        organisation: organisation, controlRoom: room, kind: kind,
        address: address == Station.Address() ? nil : address, staffing: staffing, phones: phones, emails: emails,
        turnouts: turnouts, notes: notes, basis: basis)
    }
    if case .missing = outcome {
      values.decoder.fail(
        .positionMissing, "<\(element.name)> has no position where profile '\(profile.id)' looks for it",
        line: element.line)
    }
    var units: [UnitDraft] = []
    var numbers: [String: Int] = [:]
    var unitElements: [Int] = []
    for unitRule in rule.units {
      let children = unitRule.path.elements(in: element)
      unitElements += children.map(\.index)
      for child in children
      where unitRule.conditions.allSatisfy({ $0.holds(for: child, enclosing: enclosing) }) {
        units += self.units(unitRule, child, station: id ?? "", element, numbers: &numbers, decoder: &values.decoder)
      }
    }
    if units.isEmpty, let fields = rule.impliedUnit {
      if services.isEmpty, registry.service == nil {
        values.decoder.fail(
          .serviceMissing,
          "<\(element.name)> does not say which service it belongs to, nor does the registry; --service says it for all",
          line: element.line)
      }
      units = impliedUnits(fields, element, station: id ?? "", services: services)
    }
    return StationDraft(
      id: id ?? "", key: key, decoder: values.decoder, outcome: outcome, units: units, service: service,
      line: element.line, isRepeated: isRepeated, unitElements: unitElements, station: station)
  }

  /// The units that one element in a station's record stands for: as many as it counts.
  ///
  /// `numbers` has how many units of each type the station has so far, for those without an id of their own.
  private func units(
    _ rule: UnitRule, _ element: Element, station: String, _ stationElement: Element, numbers: inout [String: Int],
    decoder: inout RecordDecoder
  ) -> [UnitDraft] {
    var records = self
    records.enclosing.push(stationElement, reading: profile.surroundings)
    var count = 1
    if let path = rule.count, let text = path.value(in: element, enclosing: records.enclosing)?.text {
      guard let number = MeasureText.wholeNumber(text), (0...ProfileRecords.mostUnits).contains(number) else {
        decoder.fail(
          .valueInvalid,
          "the count is '\(text.prefix(100))', expected a whole number up to \(ProfileRecords.mostUnits): taken as one",
          line: element.line, severity: .warning)
        return records.units(rule, element, station: station, count: 1, numbers: &numbers)
      }
      count = number
    }
    return records.units(rule, element, station: station, count: count, numbers: &numbers)
  }

  /// More units of one kind at one station are a mistake.
  private static let mostUnits = 200

  private func units(
    _ rule: UnitRule, _ element: Element, station: String, count: Int, numbers: inout [String: Int]
  ) -> [UnitDraft] {
    guard count > 0 else { return [] }
    if rule.fields[.id] != nil, count == 1 { return unit(rule.fields, rule.positions, element).map { [$0] } ?? [] }
    var reader = ValueReader(enclosing: enclosing)
    let type = rule.fields[.type].flatMap { reader.first($0, in: element)?.text } ?? ResponseUnit.unspecifiedType
    let own = rule.fields[.id].flatMap { reader.first($0, in: element)?.text }
    return (1...count).compactMap { index in
      var fields = rule.fields
      let id: String
      if let own {
        id = index == 1 ? own : "\(own)-\(index)"
      } else {
        let number = numbers[type, default: 0] + 1
        numbers[type] = number
        id = ValueReader.fitting("\(station)/\(type)-\(number)", .id)
      }
      fields[.id] = [ProfileValue(source: .constant(id), line: element.line)]
      return unit(fields, rule.positions, element)
    }
  }

  /// One unit per service for a station of a dialect that lists none.
  private func impliedUnits(
    _ fields: Fields, _ element: Element, station: String, services: [Service]
  ) -> [UnitDraft] {
    let services: [Service?] = services.isEmpty ? [registry.service] : services
    return services.compactMap { service in
      var fields = fields
      let line = element.line
      if fields[.id] == nil {
        fields[.id] = [
          ProfileValue(source: .constant(service.map { "\(station)/\($0.rawValue)" } ?? station), line: line)
        ]
      }
      if fields[.type] == nil {
        fields[.type] = [ProfileValue(source: .constant(ResponseUnit.unspecifiedType), line: line)]
      }
      if fields[.basis] == nil {
        fields[.basis] = [ProfileValue(source: .constant(Basis.assumed.rawValue), line: line)]
      }
      var draft = unit(fields, [], element)
      if let service { draft?.service = service }
      return draft
    }
  }

  /// Decodes a unit; `nil` where a value says that it is not for us.
  func unit(_ fields: Fields, _ positionRules: [PositionRule], _ element: Element) -> UnitDraft? {
    var values = values(fields, of: element)
    let id = values.text(.id)
    if id == nil { values.missing(.id) }
    let type = values.text(.type) ?? ResponseUnit.unspecifiedType
    let service: Service? = values.choice(.service)
    guard !values.reader.skipsRecord else { return nil }
    var position: Position?
    if case .found(let found) = positions.position(
      positionRules, in: element, reader: &values.reader, decoder: &values.decoder)
    {
      position = found
    }
    let names = values.localized(.name)
    let callSign = values.optional { $0.text(.callSign) }
    let capabilities = values.texts(.capability).compactMap { found -> Capability? in
      // A map may give the level with the code, as in ladder=30.
      let stated = Capability(found.text)
      let code = values.decoder.formed(stated.code, as: .code, line: found.line)
      let level = (found.level ?? stated.level).map { MeasureText.level($0) }
      return code.isEmpty ? nil : Capability(code: code, level: level)
    }
    let crew = values.optional { $0.integer(.crew, in: 1...500) }.map { ResponseUnit.Crew(size: $0) }
    let turnouts = values.optional { self.turnouts(&$0) }
    let notes = values.optional { $0.localized(.note) }
    let basis = values.optional { self.basis(&$0) }
    let station = values.text(.station)
    let status = values.optional { self.report(&$0, unit: id) }
    values.tellFailures()
    guard !values.reader.skipsRecord else { return nil }
    return UnitDraft(
      id: id ?? "", station: station, service: service, decoder: values.decoder, status: status, line: element.line
    ) { [position] station, service in
      ResponseUnit(
        id: UnitID(id ?? ""), station: station, type: type, service: service, names: names, callSign: callSign,
        capabilities: capabilities, crew: crew, turnouts: turnouts, position: position, notes: notes, basis: basis)
    }
  }

  /// Decodes a report that stands by itself.
  func report(_ rule: RecordRule, _ element: Element) -> (report: AvailabilityReport?, problems: [Problem])? {
    var values = values(rule.fields, of: element)
    let id = values.text(.id)
    if id == nil { values.missing(.id) }
    let report = report(&values, unit: id)
    values.tellFailures()
    guard !values.reader.skipsRecord else { return nil }
    return (values.decoder.hasErrors ? nil : report, values.decoder.problems)
  }

  private func report(_ values: inout RecordValues, unit: String?) -> AvailabilityReport? {
    guard let status: AvailabilityStatus = values.choice(.status), let unit else { return nil }
    let since = values.date(.since) ?? registry.issued
    let until = values.date(.until)
    if let until, until <= since {
      values.decoder.fail(
        .dateInvalid, "the report ends (\(Timestamp.text(until))) before it begins (\(Timestamp.text(since)))",
        line: values.element.line)
      return nil
    }
    return AvailabilityReport(
      unit: UnitID(unit), status: status, since: since, until: until, source: registry.id.rawValue,
      note: values.text(.statusNote))
  }

  /// Decodes an organisation; `nil` where it is not for us or cannot be read.
  func organisation(_ rule: RecordRule, _ element: Element) -> (organisation: Organisation?, problems: [Problem])? {
    var values = values(rule.fields, of: element)
    guard let id = values.text(.id) else { return nil }
    let names = values.localized(.name)
    if names.isEmpty { values.missing(.name) }
    let organisation = Organisation(
      id: OrganisationID(id), names: names, kind: values.code(.kind) ?? Organisation.unspecifiedKind,
      country: values.country ?? country,
      wikidata: values.text(.wikidata).flatMap { RecordDecoder.isWikidata($0) ? $0 : nil }, phones: phones(&values),
      notes: values.localized(.note), basis: basis(&values))
    values.tellFailures()
    guard !values.reader.skipsRecord else { return nil }
    return (values.decoder.hasErrors ? nil : organisation, values.decoder.problems)
  }

  /// Decodes a control room; `nil` where it is not for us.
  func controlRoom(_ rule: RecordRule, _ element: Element) -> (room: ControlRoom?, problems: [Problem])? {
    var values = values(rule.fields, of: element)
    let id = values.text(.id)
    if id == nil { values.missing(.id) }
    let names = values.localized(.name)
    if names.isEmpty { values.missing(.name) }
    let services: [Service] = values.choices(.service)
    if services.isEmpty { values.missing(.service) }
    var position: Position?
    if case .found(let found) = positions.position(
      rule.positions, in: element, reader: &values.reader, decoder: &values.decoder)
    {
      position = found
    }
    let country = values.country ?? self.country
    let regions = values.texts(.region).compactMap { found -> ControlRoom.Territory? in
      let region = RegionCode(found.text)
      guard RegionCode.isCode(found.text), let home = country ?? region.country else { return nil }
      return ControlRoom.Territory(country: home, region: region)
    }
    let room = ControlRoom(
      id: ControlRoomID(id ?? ""), names: names, country: country, services: services, territories: regions,
      phones: phones(&values), languages: values.texts(.language).compactMap { LanguageCode.formed($0.text) },
      radios: values.texts(.radio).map(\.text),
      position: position, notes: values.localized(.note), basis: basis(&values))
    values.tellFailures()
    guard !values.reader.skipsRecord else { return nil }
    return (values.decoder.hasErrors ? nil : room, values.decoder.problems)
  }

  private func phones(_ values: inout RecordValues) -> [Phone] {
    values.texts(.phone).map { found in
      let number = found.text.lowercased().hasPrefix("tel:") ? String(found.text.dropFirst(4)) : found.text
      return Phone(number: number, kind: .office)
    }
  }

  private func emails(_ values: inout RecordValues) -> [String] {
    values.texts(.email).compactMap { found in
      let plain = found.text.lowercased().hasPrefix("mailto:") ? String(found.text.dropFirst(7)) : found.text
      if RecordDecoder.isMailAddress(plain) { return plain }
      values.decoder.fail(
        .valueInvalid, "email is '\(found.text.prefix(100))', expected an address with @: left out", line: found.line,
        severity: .warning)
      return nil
    }
  }

  private func turnouts(_ values: inout RecordValues) -> [TurnoutTime] {
    values.seconds(.turnout, in: 0...86_400).map { [TurnoutTime(seconds: $0)] } ?? []
  }

  private func basis(_ values: inout RecordValues) -> Basis { values.choice(.basis) ?? .published }
}
