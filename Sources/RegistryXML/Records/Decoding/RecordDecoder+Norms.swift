internal import DirectoryModel

/// How the native format writes norms.
extension RecordDecoder {
  mutating func norms(_ element: Element) -> [Norm] { element.children(.norm).compactMap { norm($0) } }

  private mutating func norm(_ element: Element) -> Norm? {
    let titles = texts(.title, of: element)
    if titles.isEmpty { fail(.valueMissing, "<norm> has no <title>", at: element) }
    let thresholds = element.children(.threshold).compactMap { threshold($0) }
    if thresholds.isEmpty { fail(.valueMissing, "<norm> has no <threshold>", at: element) }
    let service: Service? = requiredChoice(.service, of: element)
    let clockStart: Norm.ClockStart? = requiredChoice(.clockStart, of: element)
    let verification: Verification? = requiredChoice(.verification, of: element)
    guard let service, let clockStart, let verification else { return nil }
    let norm = Norm(
      id: required(.id, of: element), country: requiredCountry(of: element), region: text(.region, of: element),
      service: service, areaClass: text(.class, of: element),
      need: text(.need, of: element), mobilities: mobilities(of: element), clockStart: clockStart,
      thresholds: thresholds, validFrom: text(.validFrom, of: element), validTo: text(.validTo, of: element),
      verification: verification, standing: choice(.standing, of: element),
      citation: element.child(.citation).map { content(of: $0) } ?? "", titles: titles,
      notes: texts(.note, of: element))
    if let start = norm.validFrom, let end = norm.validTo, start >= end {
      fail(.dateInvalid, "the norm ends (\(end)) before it begins (\(start))", at: element)
    }
    checkConditions(of: norm, at: element)
    return norm
  }

  /// How units travel that count; by road where the norm does not say.
  private mutating func mobilities(of element: Element) -> Set<Mobility> {
    var found: Set<Mobility> = []
    for word in words(.mobilities, of: element) {
      guard let mobility = Mobility(rawValue: word) else {
        let known = Mobility.allCases.map(\.rawValue).joined(separator: ", ")
        fail(.valueInvalid, "mobilities has '\(word.prefix(100))', expected some of \(known)", at: element)
        continue
      }
      found.insert(mobility)
    }
    return found.isEmpty ? [.road] : found
  }

  private mutating func checkConditions(of norm: Norm, at element: Element) {
    guard norm.thresholds.allSatisfy({ norm.alternatives(of: $0) != nil }) else {
      fail(
        .valueInvalid, "a step can be met in more than \(Norm.mostAlternatives) ways: join fewer conditions by any",
        at: element)
      return
    }
    if norm.measures.count > Norm.mostMeasures {
      fail(
        .valueInvalid,
        "the steps count \(norm.measures.count) different things; at most \(Norm.mostMeasures) kinds of units and crews",
        at: element)
    }
  }

  /// The conditions that stand in a step, in `all` or in `any`.
  private mutating func conditions(in element: Element, depth: Int = 0) -> [Norm.Condition] {
    guard depth < 8 else {
      fail(.valueInvalid, "conditions lie in each other more than 8 deep", at: element)
      return []
    }
    var found: [Norm.Condition] = []
    for child in element.children {
      switch child.name {
      case NativeName.units.text:
        if let count = count(of: child, in: 1...1000) { found.append(.units(count, need: text(.need, of: child))) }
      case NativeName.crew.text:
        if let count = count(of: child, in: 1...10_000) { found.append(.crew(count, need: text(.need, of: child))) }
      case NativeName.all.text: found.append(.all(conditions(in: child, depth: depth + 1)))
      case NativeName.any.text:
        let parts = conditions(in: child, depth: depth + 1)
        if parts.isEmpty { fail(.valueMissing, "<any> holds no condition", at: child) }
        found.append(.any(parts))
      default: break
      }
    }
    return found
  }

  private mutating func count(of element: Element, in range: ClosedRange<Int>) -> Int? {
    if element.attribute(.count) == nil { fail(.valueMissing, "<\(element.name)> has no count", at: element) }
    return integer(.count, of: element, in: range)
  }

  private mutating func threshold(_ element: Element) -> Norm.Threshold? {
    let share = number(.share, of: element)
    let crew = integer(.crew, of: element, in: 1...10_000)
    let units = integer(.units, of: element, in: 1...1000)
    guard let seconds = integer(.seconds, of: element, in: 1...86_400) else {
      if element.attribute(.seconds) == nil { fail(.valueMissing, "<threshold> has no seconds", at: element) }
      return nil
    }
    let conditions = conditions(in: element)
    return Norm.Threshold(
      seconds: seconds, share: share, crew: crew,
      units: units ?? (crew == nil && conditions.isEmpty ? 1 : nil),
      condition: conditions.count > 1 ? .all(conditions) : conditions.first)
  }
}
