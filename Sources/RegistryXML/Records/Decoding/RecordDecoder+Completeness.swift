internal import DirectoryModel

/// How the native format writes what a registry lists and what it does not.
///
/// Profiles write it in the same way in their own namespace: children are found by their local names.
extension RecordDecoder {
  mutating func completeness(_ element: Element) -> CompletenessDeclaration? {
    let services: [Service] = list(.services, of: element)
    if services.isEmpty, element.attribute(.services)?.isEmpty != false {
      fail(.valueMissing, "<complete-for> has no services", at: element)
    }
    let stations: CompletenessDeclaration.Stations? = requiredChoice(.stations, of: element)
    let vehicles: CompletenessDeclaration.Vehicles? = requiredChoice(.vehicles, of: element)
    let strip = strip(of: element)
    let declaration = CompletenessDeclaration(
      services: services, areas: regionCodes(.areas, of: element), strip: strip,
      kind: text(.kind, of: element), stations: stations ?? .some, vehicles: vehicles ?? .notListed,
      listed: listings(.lists, of: element), neverListed: listings(.neverLists, of: element),
      asOf: sourceDate(of: element), basis: basis(of: element), source: reference(.source, of: element),
      notes: texts(of: element.children(NativeName.note.text)))
    return hasErrors ? nil : declaration
  }

  private mutating func strip(of element: Element) -> CompletenessDeclaration.Strip? {
    let areas = regionCodes(.withinKmOf, of: element)
    guard let width = number(.withinKm, of: element) else {
      if !areas.isEmpty, element.attribute(.withinKm) == nil {
        fail(.valueMissing, "<complete-for> has within-km-of and no within-km", at: element)
      }
      return nil
    }
    guard width > 0 else {
      fail(.bandInvalid, "within-km is \(width), expected more than 0", at: element)
      return nil
    }
    if areas.isEmpty, element.attribute(.withinKmOf)?.isEmpty != false {
      fail(.valueMissing, "<complete-for> has within-km and no within-km-of", at: element)
    }
    return CompletenessDeclaration.Strip(metres: width * 1000, areas: areas)
  }

  /// Codes of regions and countries; what is none makes the whole wrong, because without it more would be declared.
  private mutating func regionCodes(_ name: NativeName, of element: Element) -> [RegionCode] {
    var codes: [RegionCode] = []
    for word in element.attribute(name)?.split(separator: " ") ?? [] {
      if RegionCode.isCode(String(word)) {
        codes.append(RegionCode(String(word)))
      } else {
        fail(.valueInvalid, "\(name.text) has '\(word.prefix(100))', expected \(RegionCode.form)", at: element)
      }
    }
    return codes
  }

  private mutating func listings(_ name: NativeName, of element: Element) -> [CompletenessDeclaration.Listing] {
    var listings: [CompletenessDeclaration.Listing] = []
    for child in element.children(name.text) {
      let type = text(.type, of: child)
      let capability = text(.capability, of: child)
      switch (type, capability) {
      case (let type?, nil): listings.append(.type(type))
      case (nil, let capability?): listings.append(.capability(capability))
      default: fail(.valueMissing, "<\(name.text)> needs either a type or a capability", at: child)
      }
    }
    return listings
  }

  private mutating func sourceDate(of element: Element) -> String? {
    guard let date = text(.asOf, of: element) else { return nil }
    if RecordDecoder.isSourceDate(date) { return date }
    fail(.dateInvalid, "as-of is '\(date.prefix(100))', expected a year, month or day such as 2026-11-23", at: element)
    return nil
  }

  /// Whether a text is a year, a month or a day: `2014`, `2025-09`, `2025-09-08`.
  static func isSourceDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = [4, 2, 2]
    guard (1...3).contains(parts.count) else { return false }
    let areDigits = zip(parts, lengths).allSatisfy { part, length in
      part.utf8.count == length && part.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
    guard areDigits, parts.count > 1 else { return areDigits }
    return Timestamp.date("\(text)\(parts.count == 2 ? "-01" : "")T00:00:00Z") != nil
  }
}
