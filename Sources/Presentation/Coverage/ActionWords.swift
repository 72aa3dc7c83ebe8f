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
    case .station: return self(.station, site(point.kind, areas: areas) ?? "")
    case .staffing(let station): return self(.staffing, name(station))
    case .moveUp(let unit, let from, let to): return self(.moveUp, unit, name(to), name(from))
    }
  }

  /// What a station of several services brings: its place, and by service the people newly within the norm.
  func title(of site: SharedSiting.Site, areas: [String: String], numbers: NumberText) -> String {
    let gains = Service.allCases.compactMap { service in
      site.people[service].map { "\(name(of: service)) +\(numbers.whole($0))" }
    }
    return "\(self(.station, self.site(site.kind, areas: areas) ?? ""))\(colon)\(gains.joined(separator: ", "))"
  }

  /// Where a new station stands; `nil` for other kinds of points.
  private func site(_ kind: ActionPoint.Kind, areas: [String: String]) -> String? {
    guard case .station(let place, let cell, let country, let region) = kind else { return nil }
    // Codes of localities have their name behind the number.
    let label = cell.split(separator: ":").last.map(String.init) ?? cell
    let code = region?.rawValue ?? country.rawValue
    return "\(label), \(areas[code] ?? code) (\(place))"
  }

  /// How good the places of new stations are, what they were chosen for, and which are the best.
  ///
  /// `placeName` says where a place is; `nil` for its code or name, its area and its coordinates.
  func text(
    of comparison: SitingComparison, areas: [String: String], numbers: NumberText,
    placeName: ((ActionPoint.Kind) -> String?)? = nil
  ) -> String {
    let sites = numbers.whole(comparison.sites)
    let greedy = numbers.whole(comparison.greedy)
    var sentences: [String] = []
    if let exact = comparison.exact {
      sentences.append(
        self(
          .comparison, sites, numbers.whole(exact), greedy,
          numbers.percent(Int(bounded: comparison.gap * 1000), of: 1000)))
    } else {
      sentences.append(self(.comparisonBound, sites, greedy, numbers.whole(comparison.bound)))
    }
    switch comparison.objective {
    case .once: break
    case .backup(let share):
      sentences.append(self(.sitedForBackup, numbers.percent(Int(bounded: share * 1000), of: 1000)))
    case .busy(let probability):
      sentences.append(self(.sitedForBusy, numbers.percent(Int(bounded: probability * 1000), of: 1000)))
    }
    if let budget = comparison.budget {
      sentences.append(
        self(.sitesCost, numbers.whole(Int(bounded: comparison.cost)), numbers.whole(Int(bounded: budget))))
    }
    let best = comparison.exactPlaces.compactMap { placeName?($0) ?? site($0, areas: areas) }
    if !best.isEmpty { sentences.append(self(.bestPlaces, best.joined(separator: "; "))) }
    return sentences.joined(separator: " ")
  }
}
