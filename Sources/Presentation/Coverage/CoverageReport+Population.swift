internal import Coverage
internal import DirectoryModel

extension CoverageReport {
  /// People counted in a country or region, beside what its statistical office counts.
  struct PopulationCheck: Hashable {
    var code: String
    var counted: Int
    var official: OfficialTotal
  }

  /// The countries and regions of which both are known and all people are counted, by code.
  var populationChecks: [PopulationCheck] {
    guard !officialTotals.isEmpty else { return [] }
    let asked = Set(inputs.regions.map { $0.rawValue[...] })
    var countries: [CountryCode: Int] = [:]
    var regions: [RegionCode: Int] = [:]
    for cell in cells {
      if let country = cell.country { countries[country, default: 0] += cell.people }
      if let region = cell.region { regions[region, default: 0] += cell.people }
    }
    // By the beginnings of the codes: those of the regions that a region is a part of.
    var parts: [Substring: Int] = [:]
    for (region, people) in regions {
      for length in 0...region.rawValue.count { parts[region.rawValue.prefix(length), default: 0] += people }
    }
    return officialTotals.compactMap { official in
      let code = official.region?.rawValue ?? official.country.rawValue
      guard asked.isEmpty || (0...code.count).contains(where: { asked.contains(code.prefix($0)) }) else { return nil }
      let counted = official.region.map { parts[$0.rawValue[...]] ?? 0 } ?? countries[official.country] ?? 0
      return counted > 0
        ? PopulationCheck(code: code, counted: counted, official: official) : nil
    }
  }

  /// The same in words, and who is not counted.
  func populationLines(
    _ language: Language, _ words: Words<CoveragePhrase>, _ numbers: NumberText
  ) -> [(name: String, value: String)] {
    var lines = populationChecks.map { check in
      (
        name: areaNames[check.code].map { "\($0) (\(check.code))" } ?? check.code,
        value: words(
          .officialValue,
          numbers.whole(check.counted), numbers.whole(check.official.people),
          check.official.year.map { String($0) } ?? "–")
      )
    }
    for service in Service.allCases {
      guard let parts = leftOut[service], !parts.isEmpty else { continue }
      let people = parts.sorted { $0.key < $1.key }.map { "\($0.key) \(numbers.whole($0.value))" }
      lines.append(
        (words.name(of: service), words(.leftOut, people.joined(separator: ", "))))
    }
    return lines
  }
}
