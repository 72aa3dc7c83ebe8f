internal import DirectoryModel
internal import FoundationEssentials

/// How the native format writes registries and what is in them.
extension RecordDecoder {
  /// Reads a registry's description from its attributes and, later, its leading children.
  static func registry(_ element: Element) throws(MutualAidError) -> Registry {
    var decoder = RecordDecoder(record: element.attribute(.id))
    let registry = Registry(
      id: decoder.required(.id, of: element), country: decoder.requiredCountry(of: element),
      service: decoder.choice(.service, of: element), issued: decoder.date(.issued, of: element) ?? .distantPast,
      authority: decoder.choice(.authority, of: element) ?? .derived, titles: LocalizedText(), publisher: "")
    if element.attribute(.issued) == nil { decoder.fail(.valueMissing, "<registry> has no issued", at: element) }
    if let problem = decoder.problems.first {
      throw MutualAidError(
        .headerInvalid, "\(problem.message)", line: problem.line, hint: "See the schema's documentation of registry.")
    }
    return registry
  }

  mutating func source(_ element: Element) -> Source {
    Source(
      id: required(.id, of: element), title: required(.title, of: element), url: url(of: element),
      licence: required(.licence, of: element), date: text(.date, of: element))
  }

  private mutating func kind(ofOrganisation element: Element) -> String {
    guard !required(.kind, of: element).isEmpty else { return "" }
    return code(.kind, of: element) ?? Organisation.unspecifiedKind
  }

  mutating func organisation(_ element: Element, in registry: Registry) -> Organisation {
    var organisation = Organisation(
      id: required(.id, of: element), names: names(of: element), kind: kind(ofOrganisation: element),
      country: country(of: element) ?? registry.country, wikidata: wikidata(of: element),
      phones: phones(of: element), notes: texts(.note, of: element), basis: basis(of: element),
      source: reference(.source, of: element))
    organisation.kept = kept(element)
    return organisation
  }

  mutating func controlRoom(_ element: Element, in registry: Registry) -> ControlRoom {
    var territories: [ControlRoom.Territory] = []
    for child in element.children(.territory) {
      let region = region(of: child)
      // A territory without the region that was meant would be the whole country.
      if region == nil, child.attribute(.region)?.isEmpty == false { continue }
      territories.append(
        ControlRoom.Territory(
          country: requiredCountry(of: child), region: region, municipality: text(.municipality, of: child),
          basis: basis(of: child), source: reference(.source, of: child)))
    }
    var room = ControlRoom(
      id: required(.id, of: element), names: names(of: element),
      country: country(of: element) ?? registry.country, services: list(.services, of: element),
      territories: territories, phones: phones(of: element),
      languages: element.children(.language).compactMap { LanguageCode.formed(content(of: $0)) },
      radios: element.children(.radio).map { content(of: $0) }.filter { !$0.isEmpty }, position: position(of: element),
      notes: texts(.note, of: element), basis: basis(of: element), source: reference(.source, of: element))
    room.kept = kept(element)
    if room.services.isEmpty { fail(.valueMissing, "<control-room> has no services", at: element) }
    return room
  }

  mutating func station(_ element: Element, in registry: Registry) -> Station? {
    let id: StationID = required(.id, of: element)
    let names = names(of: element)
    if element.child(.position) == nil { fail(.positionMissing, "the station has no <position>", at: element) }
    guard let position = position(of: element) else { return nil }
    let address = element.child(.address).map { child in
      Station.Address(
        street: text(.street, of: child), postcode: text(.postcode, of: child),
        municipality: text(.municipality, of: child))
    }
    var staffing: Station.Staffing?
    if let child = element.child(.staffing) {
      let hours = text(.hours, of: child)
      // Hours may be published without who is there in them.
      if hours == nil { _ = required(.kind, of: child) }
      let kind: Station.Staffing.Kind? = choice(.kind, of: child)
      if kind != nil || hours != nil {
        staffing = Station.Staffing(kind: kind, hours: hours, basis: basis(of: child))
      }
    }
    var station = Station(
      id: id, names: names, position: position, country: country(of: element) ?? registry.country,
      service: choice(.service, of: element) ?? registry.service, organisation: reference(.organisation, of: element),
      controlRoom: reference(.controlRoom, of: element), kind: text(.kind, of: element), address: address,
      staffing: staffing, phones: phones(of: element), emails: emails(of: element), turnouts: turnouts(of: element),
      notes: texts(.note, of: element), basis: basis(of: element), source: reference(.source, of: element))
    station.kept = kept(element)
    return station
  }

  mutating func unit(_ element: Element, of station: Station) -> ResponseUnit? {
    let id: UnitID = required(.id, of: element)
    let type = required(.type, of: element)
    guard let service: Service = choice(.service, of: element) ?? station.service else {
      fail(
        .serviceMissing, "neither the unit, nor its station, nor its registry says which service it belongs to",
        at: element)
      return nil
    }
    // Most units have few of the children that they may have: the others are not looked for.
    let children = ChildNames(of: element)
    let members = children.have(.member) ? members(of: element) : []
    if members.isEmpty, element.isA(.group) {
      fail(.valueMissing, "<group> has no <member>", at: element)
    }
    var unit = ResponseUnit(
      id: id, station: station.id, type: type, service: service,
      names: children.have(.name) ? texts(.name, of: element) : LocalizedText(),
      callSign: text(.callSign, of: element),
      capabilities: children.have(.capability) ? capabilities(of: element) : [],
      crew: children.have(.crew) ? crew(of: element) : nil,
      turnouts: children.have(.turnout) ? turnouts(of: element) : [],
      position: children.have(.position) ? position(of: element) : nil, members: members,
      notes: children.have(.note) ? texts(.note, of: element) : LocalizedText(), basis: basis(of: element),
      source: reference(.source, of: element))
    unit.kept = kept(element)
    return unit
  }

  /// The mark of a record that a directory kept as it was.
  private mutating func kept(_ element: Element) -> KeptMark? {
    guard let reason = text(.keptBecause, of: element) else { return nil }
    return KeptMark(since: date(.keptSince, of: element) ?? Date(timeIntervalSince1970: 0), reason: reason)
  }

  private mutating func members(of element: Element) -> [ResponseUnit.Member] {
    var members: [ResponseUnit.Member] = []
    for child in element.children where child.isA(.member) {
      members.append(
        ResponseUnit.Member(
          type: required(.type, of: child), count: integer(.count, of: child, in: 1...1000) ?? 1))
    }
    return members
  }

  mutating func report(_ element: Element) -> AvailabilityReport? {
    let unit = formed(required(.unit, of: element), as: .id, line: element.line)
    guard let status: AvailabilityStatus = choice(.status, of: element), let since = localDate(.since, of: element)
    else {
      if element.attribute(.status) == nil || element.attribute(.since) == nil {
        fail(.valueMissing, "<report> needs status and since", at: element)
      }
      return nil
    }
    let until = localDate(.until, of: element)
    if let until, until <= since {
      fail(
        .dateInvalid, "the report ends (\(Timestamp.text(until))) before it begins (\(Timestamp.text(since)))",
        at: element)
    }
    return AvailabilityReport(
      unit: UnitID(unit), status: status, since: since, until: until,
      source: text(.source, of: element), note: text(.note, of: element),
      position: reportedPosition(of: element, since: since))
  }

  private mutating func reportedPosition(of element: Element, since: Date) -> ReportedPosition? {
    guard element.attribute(.lat) != nil || element.attribute(.lon) != nil,
      let coordinate = coordinate(of: element)
    else { return nil }
    return ReportedPosition(coordinate: coordinate, time: localDate(.located, of: element) ?? since)
  }
}
