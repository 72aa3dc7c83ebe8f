internal import Agreements
internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import Primitives
internal import Waterways

/// What edits have made of the units, borders, times and agreements that there were; what no edit names is as it was.
///
/// It serves coverage and the search for the nearest units alike. Units keep their positions: those of the roster, then
/// those added, in order. What hazards do to places is worked out where it is needed, by `HazardEffects`.
struct ScenarioState: Sendable {
  /// Units of one country and service on their way to another country.
  struct BorderCrossing: Hashable {
    let from: CountryCode
    let to: CountryCode
    let service: Service
  }

  /// Units that a scenario may add in all.
  static let mostNewUnits = 100_000
  /// By how much travel may take longer, all edits of the weather together.
  static let slownessOfAll = 0.01...100.0

  let roster: UnitRoster
  /// Countries that edits may name beside those of units.
  let countries: Set<CountryCode>
  /// Who may cross borders under agreements; `nil` where only the agreements themselves are of interest, or there are none.
  let crossingRights: (any CrossingAgreements)?
  /// The agreements as edits have left them; `nil` where `crossingRights` holds them, or there are none.
  private(set) var agreements: ScenarioAgreements?
  /// Units of the roster that edits have changed, by position.
  private(set) var changed: [Int: CoverageUnit] = [:]
  /// Units that are new.
  private(set) var added: [CoverageUnit] = []
  /// Positions of units that are gone.
  private(set) var gone = SlotSet(count: 0)
  /// Where to find units that edits have added or moved.
  private var newcomers = ScenarioNewcomers()
  /// By crew: where the search for a unit with its turnout time goes on; all before have none, or are gone.
  private var turnoutSearches: [CrewKind: Int] = [:]
  /// By position: how likely a unit is busy; no entry for never.
  private(set) var busy: [Int: Double] = [:]
  /// By position: by how much a unit's travel takes longer; no entry for not at all.
  private(set) var unitSlowness: [Int: Double] = [:]
  /// Hazards that have struck, in order.
  private(set) var hazards: [HazardFootprint] = []
  private(set) var times: CoverageTimes
  /// Seconds that asking another country's control room takes, where an edit says so; it is among the times too.
  private(set) var requestDelay: Double?
  /// Whether borders are open that no edit names.
  let areBordersOpen: Bool
  private(set) var borders: [BorderCrossing: Bool] = [:]
  /// Whether units cross borders only where an agreement lets them.
  private(set) var requiresAgreements: Bool
  /// The crossings of water; `nil` where there is none.
  private(set) var waters: ScenarioWaters?
  /// Who is on duty by which hours; `nil` where hours are only noted.
  private let duty: ScenarioDuty?
  /// Hours that edits give stations.
  private(set) var hours: [StationID: String] = [:]
  /// What is other in the agreements.
  private(set) var agreementChanges: [AgreementChange] = []
  /// The needs of norms that a new unit meets, of which nothing is known but its service and how it travels.
  private let newNeeds: @Sendable (Service, Mobility) -> NeedSet

  /// Begins with what there is before any edit.
  ///
  /// For coverage, `crossingRights` checks edits of agreements and gives the rights that they leave. For one incident,
  /// `agreements` stands in its place: the agreements, which edits change.
  init(
    roster: UnitRoster, countries: Set<CountryCode>, times: CoverageTimes, areBordersOpen: Bool,
    requiresAgreements: Bool = false, crossingRights: (any CrossingAgreements)? = nil,
    agreements: ScenarioAgreements? = nil, waters: ScenarioWaters? = nil, duty: ScenarioDuty? = nil,
    newNeeds: @escaping @Sendable (Service, Mobility) -> NeedSet = { _, _ in .any }
  ) {
    self.waters = waters
    self.duty = duty
    self.newNeeds = newNeeds
    self.roster = roster
    self.countries = countries
    self.times = times
    self.areBordersOpen = areBordersOpen
    self.requiresAgreements = requiresAgreements
    self.crossingRights = crossingRights
    self.agreements = agreements
  }

  /// Positions that units have, or had.
  var positions: Range<Int> { 0..<roster.units.count + added.count }

  /// The unit at a position, gone or not.
  func unit(_ position: Int) -> CoverageUnit {
    position < roster.units.count
      ? changed[position] ?? roster.units[position] : added[position - roster.units.count]
  }

  /// Positions whose units are gone, new, changed or slower than in the roster, in ascending order.
  var touched: [Int] {
    var set = gone
    for position in changed.keys { set.insert(position) }
    for position in unitSlowness.keys { set.insert(position) }
    for position in roster.units.count..<positions.upperBound { set.insert(position) }
    var touched: [Int] = []
    set.forEach { touched.append($0) }
    return touched
  }

  /// Whether the unit at a position is there and what it is in the roster.
  func isUntouched(_ position: Int) -> Bool {
    position < roster.units.count && !gone.contains(position) && changed[position] == nil
      && unitSlowness[position] == nil
  }

  func isOpen(from lender: CountryCode, to host: CountryCode, _ service: Service) -> Bool {
    lender == host || borders[BorderCrossing(from: lender, to: host, service: service)] ?? areBordersOpen
  }

  /// Which units may cross borders to cells under agreements; `nil` where agreements are not required.
  ///
  /// - Throws: what look-ups of the agreements throw.
  func rights(to cells: [DemandCell]) throws -> CrossingPermissions? {
    guard requiresAgreements, let crossingRights else { return nil }
    return try crossingRights.rights(of: positions.map { unit($0) }, to: cells, after: agreementChanges)
  }

  // MARK: Edits

  /// Makes the edits of a scenario that hold at a moment, one after the other.
  ///
  /// - Returns: positions of the edits that do not hold then.
  /// - Throws: `MutualAidError` for the first edit that names what there is not, or cannot be.
  mutating func apply(_ scenario: Scenario, at moment: LocalMoment) throws -> [Int] {
    var dormant: [Int] = []
    for (index, edit) in scenario.edits.enumerated() {
      if edit.holds(at: moment) {
        try apply(edit, number: index + 1, file: scenario.file)
      } else {
        dormant.append(index)
      }
    }
    return dormant
  }

  /// Makes one edit.
  ///
  /// - Throws: `MutualAidError` when it names what there is not, or cannot be.
  mutating func apply(_ edit: ScenarioEdit, number: Int, file: String?) throws {
    let place = EditPlace(edit: edit, number: number, file: file)
    switch edit.change {
    case .closeStation(let id): for position in try positions(ofStation: id, place) { gone.insert(position) }
    case .openStation(let id, let location, let country, let new):
      guard found(ofStation: id).isEmpty else {
        throw place.failure(
          .scenarioConflict, "station '\(id)' is there already", hint: "Give the new one an id of its own.")
      }
      guard !new.isEmpty else { throw place.failure(.scenarioInvalid, "station '\(id)' opens without units") }
      try place.check(location, among: roster)
      for units in new {
        try add(units, station: id, location: location, country: country, region: nil, place)
      }
    case .moveStation(let id, let location):
      try place.check(location, among: roster)
      for position in try positions(ofStation: id, place) { move(position, to: location) }
    case .addUnits(let station, let new):
      let host = unit(try host(station, place))
      try add(new, station: station, location: host.place, country: host.country, region: host.region, place)
    case .removeUnit(let id): if let position = try position(ofUnit: id, place) { gone.insert(position) }
    case .moveUnit(let id, let station):
      guard let position = try position(ofUnit: id, place) else { break }
      let host = unit(try host(station, place))
      update(position) {
        $0.station = station
        $0.place = host.place
        $0.region = host.region
        $0.positionReach = host.positionReach
      }
    case .staff(let station, let kind):
      for position in try positions(ofStation: station, place) {
        guard let turnout = unit(position).turnouts[kind] else {
          throw place.failure(
            .scenarioInvalid, "no turnout time is known for unit '\(unit(position).id)' with \(kind.rawValue) crew",
            hint: "Add a turnout default to the vocabulary.")
        }
        update(position) {
          $0.staffing = kind
          $0.turnout = turnout
        }
      }
    case .hours(let station, let text): try setHours(of: station, text, place)
    case .busy(let probability, let selection):
      try place.check(probability, "the probability", in: 0...0.999_999)
      let chosen = positions(of: selection)
      guard !chosen.isEmpty else {
        throw place.failure(.scenarioUnknownID, "no unit is among those that would be busy")
      }
      for position in chosen { busy[position] = probability > 0 ? probability : nil }
    case .border(let one, let other, let isOpen, let services, let host):
      try openBorder(between: one, and: other, towards: host, isOpen: isOpen, services: services, place)
    case .closeCrossing(let id, let location):
      _ = try crossing(id, place)
      waters?.close(id, towards: location)
    case .openCrossing(let id, let new, let wait): try openCrossing(id, new, wait: wait, place)
    case .hazard(let hazard):
      try place.check(hazard.slowness, "the hazard's slowness", in: 1...1000)
      try place.check(hazard.demand, "the hazard's demand", in: 0...1000)
      if let corner = hazard.line.first ?? hazard.rings.first?.first { try place.check(corner, among: roster) }
      strike(hazard, place)
    case .weather(let factor, let services):
      try place.check(factor, "the weather factor", in: 0.1...10)
      times.travelSlowness.multiply(by: factor, for: services)
      for service in Service.allCases {
        try place.check(
          times.travelSlowness.of(service), "the weather factor of all edits together",
          in: ScenarioState.slownessOfAll)
      }
    case .callHandling(let seconds):
      try place.check(seconds, "call handling", in: 0...3600)
      times.callHandling = seconds
    case .requestDelay(let seconds):
      try place.check(seconds, "the request delay", in: 0...3600)
      times.requestDelay = seconds
      requestDelay = seconds
    case .requireAgreements(let isRequired):
      guard crossingRights != nil || agreements != nil || !isRequired else {
        throw place.failure(.scenarioInvalid, "there are no agreements to go by")
      }
      requiresAgreements = isRequired
    case .agreement(let change): try changeAgreements(change, place)
    }
  }

  /// Gives a station other hours: of its units those are there that are on duty by them, and those that only the hours on
  /// file keep away come back.
  private mutating func setHours(of station: StationID, _ text: String, _ place: EditPlace) throws {
    if let duty, !duty.understands(text) {
      throw place.failure(
        .scenarioInvalid, "'\(text)' are no hours that can be read", hint: "As in 'Mo-Fr 08:00-18:00' or '24/7'.")
    }
    let away = duty?.offDuty[station] ?? []
    if away.isEmpty { _ = try positions(ofStation: station, place) }
    hours[station] = text
    guard let duty else { return }
    for position in found(ofStation: station) where !duty.isOnDuty(text, unit(position)) { gone.insert(position) }
    for unit in away where duty.isOnDuty(text, unit) && found(ofUnit: unit.id) == nil {
      newcomers.added(positions.upperBound, id: unit.id, station: station)
      added.append(unit)
    }
  }

  private mutating func changeAgreements(_ change: AgreementChange, _ place: EditPlace) throws {
    do {
      if agreements != nil {
        try agreements?.make(change)
      } else if let crossingRights {
        try crossingRights.check(change, after: agreementChanges)
      } else {
        throw place.failure(.scenarioInvalid, "there are no agreements to change")
      }
    } catch let mistake as AgreementChange.Mistake {
      throw place.failure(.scenarioInvalid, mistake.message, hint: mistake.hint)
    }
    agreementChanges.append(change)
  }

  private mutating func update(_ position: Int, _ change: (inout CoverageUnit) -> Void) {
    var unit = unit(position)
    let before = unit.station
    change(&unit)
    if unit.station != before { newcomers.moved(position, to: unit.station) }
    if position < roster.units.count {
      changed[position] = unit
    } else {
      added[position - roster.units.count] = unit
    }
  }

  private mutating func add(
    _ new: ScenarioEdit.NewUnits, station: StationID, location: Coordinate, country: CountryCode, region: RegionCode?,
    _ place: EditPlace
  ) throws {
    let crew = CrewKind(service: new.service, country: country, staffing: new.staffing)
    guard let turnout = new.turnout ?? usualTurnout(of: crew) else {
      throw place.failure(.scenarioInvalid, "unit '\(new.id)' has no turnout time, and none is known for its staffing")
    }
    try place.check(turnout, "turnout", in: 0...86_400)
    try place.check(Double(new.count), "the count", in: 1...1000)
    guard added.count + new.count <= ScenarioState.mostNewUnits else {
      throw place.failure(
        .scenarioInvalid, "the scenario adds more than \(ScenarioState.mostNewUnits) units",
        hint: "Lower 'count', or make several scenarios of it.")
    }
    for copy in 1...new.count {
      let id: UnitID = copy == 1 ? new.id : "\(new.id)-\(copy)"
      guard found(ofUnit: id) == nil else {
        throw place.failure(
          .scenarioConflict, "unit '\(id)' is there already", hint: "Give the new one an id of its own.")
      }
      newcomers.added(positions.upperBound, id: id, station: station)
      added.append(
        CoverageUnit(
          id: id, station: station, place: location, country: country, region: region, service: new.service,
          type: new.type,
          crew: new.crew, turnout: turnout, turnouts: [new.staffing: turnout], staffing: new.staffing,
          mobility: new.mobility, needs: newNeeds(new.service, new.mobility)))
    }
  }

  private mutating func openBorder(
    between one: CountryCode, and other: CountryCode, towards host: CountryCode?, isOpen: Bool, services: [Service],
    _ place: EditPlace
  ) throws {
    let countries = roster.countries.union(self.countries)
    for country in [one, other] where !countries.contains(country) {
      throw place.failure(
        .scenarioUnknownID, "there is no country '\(country)' among units and people",
        hint: .known(countries.sorted().map(\.rawValue)))
    }
    guard one != other else { throw place.failure(.scenarioInvalid, "a border needs two countries") }
    if let host, host != one, host != other {
      throw place.failure(
        .scenarioInvalid, "'\(host)' is not one of the two countries of the border",
        hint: .known([one, other].map(\.rawValue)))
    }
    for service in services.isEmpty ? Service.allCases : services {
      for (lender, country) in [(one, other), (other, one)] where host == nil || host == country {
        borders[BorderCrossing(from: lender, to: country, service: service)] = isOpen
      }
    }
  }

  private mutating func move(_ position: Int, to location: Coordinate) {
    update(position) {
      $0.place = location
      $0.positionReach = 0
    }
  }

  private func crossing(_ id: CrossingID, _ place: EditPlace) throws -> Crossing {
    if let crossing = waters?.crossing(id) { return crossing }
    let guess = EditDistance.nearest(to: id, among: waters?.ids ?? [])
    throw place.failure(
      .scenarioUnknownID, "there is no crossing '\(id)' on file",
      hint: guess.map { .didYouMean($0) } ?? (waters == nil ? .importFirst(.barriers) : nil))
  }

  private mutating func openCrossing(
    _ id: CrossingID, _ new: ScenarioEdit.NewCrossing?, wait: Double?, _ place: EditPlace
  ) throws {
    if let wait { try place.check(wait, "the wait", in: 0...86_400) }
    for end in [new?.place, new?.otherEnd].compactMap({ $0 }) { try place.check(end, among: roster) }
    var opened: Crossing
    if let new {
      guard waters?.crossing(id) == nil else {
        throw place.failure(
          .scenarioConflict, "crossing '\(id)' is there already", hint: "Give the new one an id of its own.")
      }
      guard let barrier = waters?.onFile.barriers.first(where: { $0.id == new.barrier }) else {
        let guess = EditDistance.nearest(to: new.barrier, among: waters?.onFile.barriers.map(\.id) ?? [])
        throw place.failure(
          .scenarioUnknownID, "there is no barrier '\(new.barrier)' on file",
          hint: guess.map { .didYouMean($0) } ?? (waters == nil ? .importFirst(.barriers) : nil))
      }
      opened = Crossing(
        id: id, barrier: new.barrier, names: LocalizedText(new.name ?? id.rawValue), kind: new.kind,
        coordinate: new.place, otherEnd: new.otherEnd, road: .yes, confidence: .high)
      let distance = opened.distance(to: barrier)
      guard distance <= barrier.accuracy + Crossing.toleratedDistance else {
        throw place.failure(
          .scenarioInvalid, "crossing '\(id)' lies \(Int(bounded: distance)) m from barrier '\(new.barrier)'",
          hint: "Correct its place, or the barrier.")
      }
    } else {
      opened = try crossing(id, place)
      opened.road = .yes
    }
    opened.wait = wait ?? opened.wait
    if opened.kind == .ferry {
      guard opened.wait != nil else {
        throw place.failure(
          .scenarioInvalid, "nobody says how long one waits for ferry '\(id)'", hint: "Add 'wait', in seconds.")
      }
      // Without hours nobody would use it.
      opened.hours = "24/7"
    }
    if new != nil, waters?.network.reasonAgainst(opened) == .partsNothing {
      throw place.failure(
        .scenarioInvalid,
        "crossing '\(id)' would lead from one bank to the same: '\(opened.barrier)' does not part the land there",
        hint: "Correct its place, or give its other end with 'to'.")
    }
    waters?.open(opened)
  }

  private mutating func strike(_ hazard: ScenarioEdit.Hazard, _ place: EditPlace) {
    var footprint = HazardFootprint(hazard, source: place.source)
    let within = positions.filter { !gone.contains($0) && footprint.contains(unit($0).place) }
    if hazard.slowness > 1 {
      for position in within { unitSlowness[position] = max(unitSlowness[position] ?? 1, hazard.slowness) }
    }
    if hazard.disablesStations {
      for position in within { gone.insert(position) }
    }
    if hazard.closesCrossings { waters?.strike(&footprint) }
    hazards.append(footprint)
  }

  // MARK: Units and stations by id

  private func found(ofStation id: StationID) -> [Int] {
    let known = roster.stations[id] ?? []
    var here: [Int] = []
    here.reserveCapacity(known.count)
    for position in known.lazy.map({ Int($0) })
    where !gone.contains(position) && (changed.isEmpty || changed[position].map { $0.station == id } ?? true) {
      here.append(position)
    }
    let new = newcomers.positions(ofStation: id).filter { isThere($0, station: id) }
    return new.isEmpty ? here : Set(here).union(new).sorted()
  }

  private func isThere(_ position: Int, station: StationID) -> Bool {
    !gone.contains(position) && unit(position).station == station
  }

  /// The first position of a station's units.
  private mutating func firstPosition(ofStation id: StationID) -> Int? {
    let here = roster.stations[id]?.first { isThere(Int($0), station: id) }.map { Int($0) }
    var new = newcomers.first(ofStation: id)
    if let first = new, !isThere(first, station: id) {
      new = newcomers.positions(ofStation: id).filter { isThere($0, station: id) }.min()
      newcomers.setFirst(new, ofStation: id)
    }
    return here.map { min($0, new ?? $0) } ?? new
  }

  /// The units that a selection is about, in the order of their positions.
  private func positions(of selection: ScenarioEdit.Selection) -> [Int] {
    // Lists of ids lead to their units; only where there are none, all are looked at.
    var candidates = Array(positions)
    if !selection.units.isEmpty {
      candidates = roster.sharesIDs ? candidates : selection.units.compactMap { found(ofUnit: $0) }
    } else if !selection.stations.isEmpty {
      candidates = selection.stations.flatMap { found(ofStation: $0) }
    }
    let chosen = ScenarioEdit.ChosenUnits(selection)
    return Set(candidates.filter { !gone.contains($0) && chosen.contains(unit($0)) }).sorted()
  }

  /// The turnout time of the first unit that has one for its crew.
  private mutating func usualTurnout(of crew: CrewKind) -> Double? {
    var position = turnoutSearches[crew] ?? 0
    defer { turnoutSearches[crew] = position }
    while position < positions.upperBound {
      let unit = unit(position)
      if !gone.contains(position), unit.service == crew.service, unit.country == crew.country,
        let turnout = unit.turnouts[crew.staffing]
      {
        return turnout
      }
      position += 1
    }
    return nil
  }

  private func positions(ofStation id: StationID, _ place: EditPlace) throws -> [Int] {
    let found = found(ofStation: id)
    if !found.isEmpty || roster.uncounted.contains(RecordID(id)) { return found }
    let guess = EditDistance.nearest(to: id, among: positions.filter { !gone.contains($0) }.map { unit($0).station })
    throw place.failure(
      .scenarioUnknownID, "there is no station '\(id)' with a unit, or an edit before has closed it",
      hint: guess.map { .didYouMean($0) })
  }

  /// The position of a unit at a station to which other units come.
  private mutating func host(_ station: StationID, _ place: EditPlace) throws -> Int {
    if let first = firstPosition(ofStation: station) { return first }
    _ = try positions(ofStation: station, place)
    throw place.failure(
      .scenarioInvalid, "none of the units of station '\(station)' is counted here",
      hint: "Count its service too, or open a new station at its place.")
  }

  private func found(ofUnit id: UnitID) -> Int? {
    if let position = roster.positions[id].map({ Int($0) }) {
      if !gone.contains(position) { return position }
      // Ids are unique as a rule; where they are not, the next one stands in.
      if roster.sharesIDs,
        let other = roster.units.indices.first(where: { roster.units[$0].id == id && !gone.contains($0) })
      {
        return other
      }
    }
    return newcomers.position(ofUnit: id).flatMap { gone.contains($0) ? nil : $0 }
  }

  /// The position of a unit; `nil` for one that is known and not counted.
  private func position(ofUnit id: UnitID, _ place: EditPlace) throws -> Int? {
    if let found = found(ofUnit: id) { return found }
    if roster.uncounted.contains(RecordID(id)) { return nil }
    let guess = EditDistance.nearest(to: id, among: positions.filter { !gone.contains($0) }.map { unit($0).id })
    throw place.failure(
      .scenarioUnknownID, "there is no unit '\(id)', or an edit before has removed it",
      hint: guess.map { .didYouMean($0) })
  }
}

/// What a unit's usual turnout time goes by.
private struct CrewKind: Hashable {
  var service: Service
  var country: CountryCode
  var staffing: Station.Staffing.Kind
}
