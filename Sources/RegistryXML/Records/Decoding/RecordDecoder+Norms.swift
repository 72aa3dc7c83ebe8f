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
      need: text(.need, of: element), clockStart: clockStart, thresholds: thresholds,
      validFrom: text(.validFrom, of: element), validTo: text(.validTo, of: element), verification: verification,
      citation: element.child(.citation).map { content(of: $0) } ?? "", titles: titles,
      notes: texts(.note, of: element))
    if let start = norm.validFrom, let end = norm.validTo, start >= end {
      fail(.dateInvalid, "the norm ends (\(end)) before it begins (\(start))", at: element)
    }
    return norm
  }

  private mutating func threshold(_ element: Element) -> Norm.Threshold? {
    let share = number(.share, of: element)
    let crew = integer(.crew, of: element, in: 1...10_000)
    let units = integer(.units, of: element, in: 1...1000)
    guard let seconds = integer(.seconds, of: element, in: 1...86_400) else {
      if element.attribute(.seconds) == nil { fail(.valueMissing, "<threshold> has no seconds", at: element) }
      return nil
    }
    return Norm.Threshold(seconds: seconds, share: share, crew: crew, units: units ?? (crew == nil ? 1 : nil))
  }
}
