internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Primitives

/// Scenarios as people say them: names and numbers, no ids.
struct ScenarioWords {
  private let words: Words<ScenarioEditPhrase>
  private let numbers: NumberText
  private let report: CoverageReport
  private let surroundings: CoverageDocument.Surroundings

  init(_ report: CoverageReport, in language: Language, surroundings: CoverageDocument.Surroundings) {
    words = Words(language)
    numbers = NumberText(language)
    self.report = report
    self.surroundings = surroundings
  }

  /// One line for each edit that is told by itself; crossings that close and open are told by what becomes of them.
  ///
  /// - Parameters:
  ///   - edits: the edits, in order.
  ///   - dormant: those that do not hold at the moment, by position.
  ///   - note: what is said of these.
  /// - Returns: the lines.
  func lines(of edits: [ScenarioEdit], dormant: Set<Int>, note: String) -> [String] {
    edits.enumerated().compactMap { place, edit in
      guard var line = line(of: edit) else { return nil }
      if let window = edit.window { line += " (\(window.scenarioText))" }
      return dormant.contains(place) ? "\(line) (\(note))" : line
    }
  }

  private func line(of edit: ScenarioEdit) -> String? {
    switch edit.change {
    case .closeStation(let id): return words(.stationCloses, station(id))
    case .openStation(_, let place, _, let units):
      return words(.stationOpens, near(place), units.map(\.count).reduce(0, +))
    case .moveStation(let id, let place): return words(.stationMoves, station(id), near(place))
    case .addUnits(let id, let units): return words(.unitsAdded, station(id), units.count)
    case .removeUnit(let id): return words(.unitGone, unit(id))
    case .moveUnit(let id, let to): return words(.unitMoves, unit(id), station(to))
    case .staff(let id, let kind): return words(kind == .career ? .careerCrew : .volunteerCrew, station(id))
    case .hours(let id, let hours): return words(.stationHours, station(id), hours)
    case .busy(let share, let selection):
      return words(.unitsBusy, chosen(selection), numbers.percent(Int(bounded: share * 1000), of: 1000))
    case .border(let one, let other, let isOpen, let services, let host):
      let names = [one, other].map { surroundings.name(ofArea: $0.rawValue, in: report) }
      let border: String
      if let host {
        let (from, to) = host == one ? (names[1], names[0]) : (names[0], names[1])
        border = words(isOpen ? .borderOpensTowards : .borderClosesTowards, from, to)
      } else {
        border = words(isOpen ? .borderOpens : .borderCloses, names[0], names[1])
      }
      return border + list(services)
    case .closeCrossing, .openCrossing: return nil
    case .hazard(let hazard): return line(of: hazard)
    case .weather(let factor, let services): return words(.weather, times(factor)) + list(services)
    case .callHandling(let seconds): return words(.callHandling, numbers.minutes(seconds))
    case .requestDelay(let seconds): return words(.requestDelay, numbers.minutes(seconds))
    case .requireAgreements(let isRequired): return words[isRequired ? .agreementsRequired : .agreementsFree]
    case .agreement(.suspend(let id)): return words(.agreementSuspended, surroundings.agreements[id] ?? id)
    case .agreement(.add(let rule)):
      return words(
        .agreementAdded, surroundings.name(ofArea: rule.lender.country.rawValue, in: report),
        surroundings.name(ofArea: rule.borrower.country.rawValue, in: report))
    case .agreement(.change(let id, _)): return words(.agreementChanged, surroundings.agreements[id] ?? id)
    }
  }

  /// Services that an edit is about, in brackets; nothing for all.
  private func list(_ services: [Service]) -> String {
    services.isEmpty ? "" : " (\(services.map { words.name(of: $0) }.joined(separator: ", ")))"
  }

  private func line(of hazard: ScenarioEdit.Hazard) -> String {
    let name = hazard.name
    var parts = [
      hazard.line.isEmpty
        ? words(.hazardArea, name) : words(.hazardLine, name, numbers.short(hazard.buffer / 1000))
    ]
    if hazard.disablesStations {
      parts.append(words(.hazardStations, hazard.count(of: report.stations.map(\.place))))
    }
    if hazard.slowness > 1 { parts.append(words(.hazardWays, times(hazard.slowness))) }
    if hazard.demand != 1 { parts.append(words(.hazardCalls, numbers.short(hazard.demand))) }
    return parts[0] + (parts.count > 1 ? words.colon + parts.dropFirst().joined(separator: ", ") : "")
  }

  /// A factor as people say it: twice, 1.25 times.
  private func times(_ factor: Double) -> String {
    factor == 2 ? words[.twice] : words(.times, numbers.short(factor))
  }

  private func station(_ id: StationID) -> String { report.stationNames[id] ?? id.rawValue }
  private func unit(_ id: UnitID) -> String { surroundings.name(ofUnit: id, in: words.language, report) }
  private func near(_ place: Coordinate) -> String { surroundings.places.nearest(to: place) ?? place.shortText }

  private func chosen(_ selection: ScenarioEdit.Selection) -> String {
    let parts =
      selection.units.map { unit($0) } + selection.stations.map { station($0) }
      + selection.countries.map { surroundings.name(ofArea: $0.rawValue, in: report) }
      + selection.services.map { words.name(of: $0) }
    return parts.isEmpty ? words[.allUnits] : parts.joined(separator: ", ")
  }
}

extension NumberText {
  /// A number to at most two decimals, without needless ones.
  func short(_ number: Double) -> String {
    var text = factor(number)
    guard let decimals = text.lastIndex(where: { !$0.isNumber }), number.magnitude < 1e9 else { return text }
    while text.last == "0", text.endIndex > text.index(after: decimals) { text.removeLast() }
    if text.index(after: decimals) == text.endIndex { text.removeLast() }
    return text
  }
}
