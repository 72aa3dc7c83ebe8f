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
    officialTotals.compactMap { official in
      let code = official.region?.rawValue ?? official.country.rawValue
      guard inputs.regions.isEmpty || inputs.regions.contains(where: { code.hasPrefix($0.rawValue) }) else {
        return nil
      }
      let counted = cells.reduce(0) { sum, cell in
        let isIn = official.region.map { cell.region?.hasPrefix($0) == true } ?? (cell.country == official.country)
        return isIn ? sum + cell.people : sum
      }
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
