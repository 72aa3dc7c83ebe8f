internal import DirectoryModel
internal import Geodesy

/// How the native format writes agreements.
extension RecordDecoder {
  mutating func agreements(_ element: Element) -> [Agreement] {
    element.children(.agreement).compactMap { agreement($0) }
  }

  private mutating func agreement(_ element: Element) -> Agreement? {
    let titles = texts(.title, of: element)
    if titles.isEmpty { fail(.valueMissing, "<agreement> has no <title>", at: element) }
    guard let verification: Verification = choice(.verification, of: element) else {
      if element.attribute(.verification) == nil {
        fail(.valueMissing, "<agreement> has no verification", at: element)
      }
      return nil
    }
    var rules: [AgreementRule] = []
    for child in element.children(.rule) {
      if let rule = rule(child) { rules.append(rule) }
    }
    var agreement = Agreement(
      id: required(.id, of: element), titles: titles,
      citation: "",
      urls: element.children(.url).map { content(of: $0) }, signed: day(.signed, of: element),
      inForce: day(.inForce, of: element), ends: day(.ends, of: element),
      successor: text(.successor, of: element), verification: verification, rules: rules)
    agreement.citations = texts(.citation, of: element)
    agreement.notes = texts(.note, of: element)
    agreement.line = SourceLine(element.line)
    checkDates(of: agreement, at: element)
    return agreement
  }

  private mutating func checkDates(of agreement: Agreement, at element: Element) {
    if let start = agreement.inForce, let end = agreement.ends, start >= end {
      fail(.dateInvalid, "the agreement ends (\(end)) before it is in force (\(start))", at: element)
    }
    if let signed = agreement.signed, let end = agreement.ends, signed > end {
      fail(.dateInvalid, "the agreement ends (\(end)) before it is signed (\(signed))", at: element)
    }
  }

  /// A year, a month of one, or a day, if the calendar has it.
  private mutating func day(_ name: NativeName, of element: Element) -> String? {
    guard let text = text(name, of: element), !text.isEmpty else { return nil }
    guard Timestamp.isDay(text) else {
      fail(
        .dateInvalid, "\(name.text) is '\(text.prefix(100))', expected a year, a month or a day such as 2026-11-23",
        at: element)
      return nil
    }
    return text
  }

  private mutating func rule(_ element: Element) -> AgreementRule? {
    guard let lender = element.child(.lender).map({ party($0) }),
      let borrower = element.child(.borrower).map({ party($0) })
    else {
      fail(.valueMissing, "<rule> needs <lender> and <borrower>", at: element)
      return nil
    }
    var conditions: [AgreementRule.Condition] = []
    for child in element.children(.condition) {
      let text = content(of: child)
      if let condition: AgreementRule.Condition = value(of: text, name: .condition, in: child) {
        conditions.append(condition)
      }
    }
    var rule = AgreementRule(
      id: required(.id, of: element), effect: choice(.effect, of: element) ?? .allow, lender: lender,
      borrower: borrower, services: list(.services, of: element), purposes: list(.purposes, of: element),
      role: choice(.role, of: element), borderBand: band(.withinKmOfBorder, of: element),
      stationBand: band(.stationWithinKmOfBorder, of: element),
      windows: element.children(.window).map { window(of: $0) }, holidayCalendar: text(.holidays, of: element),
      conditions: conditions,
      documents: element.children(.document).map { child in
        LocalizedText([.init(language: child.attribute(.lang), text: content(of: child))])
      }, article: text(.article, of: element), verification: choice(.verification, of: element),
      notes: texts(.note, of: element))
    rule.line = SourceLine(element.line)
    checkWindows(of: rule, at: element)
    return rule
  }

  /// A distance from a border in metres.
  private mutating func band(_ name: NativeName, of element: Element) -> Double? {
    guard let band = number(name, of: element) else { return nil }
    guard band > 0 else {
      fail(.bandInvalid, "\(name.text) is \(band), expected more than 0", at: element)
      return nil
    }
    return band * 1000
  }

  /// A window that names only a time at which the local clock is never, or days with a time outside the day, never opens.
  private mutating func checkWindows(of rule: AgreementRule, at element: Element) {
    for (window, child) in zip(rule.windows, element.children(.window)) where !window.opens {
      fail(
        .windowNeverOpens,
        "rule '\(rule.id)' has a window from \(window.from?.description ?? "00:00") to "
          + "\(window.to?.description ?? "24:00") that never opens", at: child)
    }
  }

  private mutating func party(_ element: Element) -> AgreementRule.Party {
    var places: [AgreementRule.Place] = []
    for child in element.children(.place) {
      guard let centre = coordinate(of: child), let radius = number(.radiusKm, of: child) else { continue }
      guard radius > 0 else {
        fail(.bandInvalid, "radius-km is \(radius), expected more than 0", at: child)
        continue
      }
      places.append(AgreementRule.Place(name: required(.name, of: child), centre: centre, radius: radius * 1000))
    }
    return AgreementRule.Party(
      country: requiredCountry(of: element), regions: words(.regions, of: element).map { RegionCode($0) },
      organisation: text(.organisation, of: element), station: text(.station, of: element),
      controlRoom: text(.controlRoom, of: element), municipality: text(.municipality, of: element), places: places,
      polygons: element.children(.polygon).map { polygon($0) })
  }

  private mutating func polygon(_ element: Element) -> AgreementRule.Polygon {
    var rings: [[Coordinate]] = []
    for child in element.children(.ring) {
      let ring = ring(child)
      if let defect = RingDefect(ring) {
        fail(.polygonInvalid, "a ring of polygon '\(text(.name, of: element) ?? "")' \(defect.text)", at: child)
      }
      rings.append(ring)
    }
    if rings.isEmpty { fail(.polygonInvalid, "<polygon> has no <ring>", at: element) }
    return AgreementRule.Polygon(name: required(.name, of: element), rings: rings)
  }
}
