internal import Coverage
internal import DirectoryModel
internal import Primitives

/// Action points in words.
extension Words<ActionPhrase> {
  /// What an action point says to do.
  ///
  /// - Parameters:
  ///   - point: the action point.
  ///   - stations: names of stations, by id.
  ///   - areas: names of countries and regions, by code.
  ///   - numbers: writes numbers as the language does.
  /// - Returns: a title in the language of the words; a station or area without a name stands with its id or code.
  func title(
    of point: ActionPoint, stations: [StationID: String], areas: [String: String], numbers: NumberText
  ) -> String {
    let name = { (id: StationID) in stations[id] ?? id.rawValue }
    let area = { (code: String) in areas[code] ?? code }
    switch point.kind {
    case .agreement(let lender, let borrower, nil):
      return self(.agreement, area(lender.rawValue), area(borrower.rawValue))
    case .agreement(let lender, let borrower, .some(let band)):
      return self(
        .agreementWithin, area(lender.rawValue), area(borrower.rawValue),
        numbers.whole(Int(bounded: band / 1000, rounding: .towardZero)))
    case .station(let place, let cell, let country, let region):
      // Codes of localities have their name behind the number.
      let label = cell.split(separator: ":").last.map(String.init) ?? cell
      return self(.station, "\(label), \(area(region?.rawValue ?? country.rawValue)) (\(place))")
    case .staffing(let station): return self(.staffing, name(station))
    case .moveUp(let unit, let from, let to): return self(.moveUp, unit, name(to), name(from))
    }
  }

  /// How good the places of new stations are.
  func text(of comparison: SitingComparison, numbers: NumberText) -> String {
    guard let exact = comparison.exact else {
      return self(
        .comparisonBound,
        numbers.whole(comparison.sites), numbers.whole(comparison.greedy), numbers.whole(comparison.bound))
    }
    return self(
      .comparison,
      numbers.whole(comparison.sites), numbers.whole(exact), numbers.whole(comparison.greedy),
      numbers.percent(Int(bounded: comparison.gap * 1000), of: 1000))
  }
}
