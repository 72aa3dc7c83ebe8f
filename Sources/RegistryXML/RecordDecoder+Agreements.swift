internal import DirectoryModel

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
    let agreement = Agreement(
      id: required(.id, of: element), titles: titles,
      citation: element.child(.citation).map { content(of: $0) } ?? "",
      urls: element.children(.url).map { content(of: $0) }, signed: text(.signed, of: element),
      inForce: text(.inForce, of: element), ends: text(.ends, of: element),
      successor: text(.successor, of: element), verification: verification, rules: rules)
    if let start = agreement.inForce, let end = agreement.ends, start >= end {
      fail(.dateInvalid, "the agreement ends (\(end)) before it is in force (\(start))", at: element)
    }
    return agreement
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
    return AgreementRule(
      id: required(.id, of: element), effect: choice(.effect, of: element) ?? .allow, lender: lender,
      borrower: borrower, services: list(.services, of: element), purposes: list(.purposes, of: element),
      role: choice(.role, of: element), borderBand: number(.withinKmOfBorder, of: element).map { $0 * 1000 },
      windows: element.children(.window).map { window(of: $0) }, holidayCalendar: text(.holidays, of: element),
      conditions: conditions,
      documents: element.children(.document).map { child in
        LocalizedText([.init(language: child.attribute(.lang), text: content(of: child))])
      }, article: text(.article, of: element), verification: choice(.verification, of: element),
      notes: texts(.note, of: element))
  }

  private mutating func party(_ element: Element) -> AgreementRule.Party {
    var places: [AgreementRule.Place] = []
    for child in element.children(.place) {
      guard let centre = coordinate(of: child), let radius = number(.radiusKm, of: child) else { continue }
      places.append(AgreementRule.Place(name: required(.name, of: child), centre: centre, radius: radius * 1000))
    }
    return AgreementRule.Party(
      country: required(.country, of: element),
      regions: text(.regions, of: element)?.split(separator: " ").map(String.init) ?? [],
      organisation: text(.organisation, of: element), station: text(.station, of: element), places: places)
  }
}
