internal import DirectoryModel
internal import Geodesy

/// What there is once edits have been made.
struct ScenarioState {
  /// A border between two countries, whichever is named first, for one service.
  struct Border: Hashable {
    let first: String
    let second: String
    let service: Service

    init(_ one: String, _ other: String, _ service: Service) {
      (first, second) = (min(one, other), max(one, other))
      self.service = service
    }
  }

  var units: [CoverageUnit]
  /// By position in `units`: how likely it is busy.
  var busy: [Double]
  /// By position in `units`: by how much its travel takes longer.
  var unitSlowness: [Double]
  var cellSlowness: [Double]
  var demand: [Double]
  var times: CoverageTimes
  /// Whether borders are open that no edit names.
  var areBordersOpen: Bool
  var borders: [Border: Bool] = [:]
  /// Whether units cross borders only where an agreement lets them.
  var requiresAgreements: Bool
  /// What is other in the agreements.
  var agreementChanges: [AgreementChange] = []
  private let law: (any AgreementLaw)?
  private let cells: [DemandCell]
  private let countries: Set<String>

  init(
    units: [CoverageUnit], cells: [DemandCell], times: CoverageTimes, areBordersOpen: Bool,
    requiresAgreements: Bool = false, law: (any AgreementLaw)? = nil
  ) {
    self.requiresAgreements = requiresAgreements
    self.law = law
    self.units = units
    self.cells = cells
    self.times = times
    self.areBordersOpen = areBordersOpen
    busy = Array(repeating: 0, count: units.count)
    unitSlowness = Array(repeating: 1, count: units.count)
    cellSlowness = Array(repeating: 1, count: cells.count)
    demand = Array(repeating: 1, count: cells.count)
    countries = Set(units.map(\.country)).union(cells.map(\.country))
  }

  func isOpen(from lender: String, to host: String, _ service: Service) -> Bool {
    lender == host || borders[Border(lender, host, service)] ?? areBordersOpen
  }

  /// Who may cross borders under agreements; `nil` where they are not required.
  ///
  /// - Throws: what the law throws.
  func rights() throws -> CrossingRights? {
    guard requiresAgreements, let law else { return nil }
    return try law.rights(of: units, to: cells, after: agreementChanges)
  }

  /// Makes one edit.
  ///
  /// - Throws: `ScenarioError` when it names what there is not, or cannot be.
  mutating func apply(_ edit: ScenarioEdit, number: Int, file: String?) throws {
    func failure(_ code: ScenarioError.Code, _ message: String, hint: String? = nil) -> ScenarioError {
      ScenarioError(code, message, file: file, line: edit.line, edit: number, hint: hint)
    }
    func positions(ofStation id: String) throws -> [Int] {
      let found = units.indices.filter { units[$0].station == id }
      guard found.isEmpty else { return found }
      let guess = Spelling.nearest(to: id, among: units.map(\.station))
      throw failure(
        .unknown, "there is no station '\(id)' with a unit, or an edit before has closed it",
        hint: guess.map { "Did you mean '\($0)'?" })
    }
    func position(ofUnit id: String) throws -> Int {
      if let found = units.firstIndex(where: { $0.id == id }) { return found }
      let guess = Spelling.nearest(to: id, among: units.map(\.id))
      throw failure(
        .unknown, "there is no unit '\(id)', or an edit before has removed it",
        hint: guess.map { "Did you mean '\($0)'?" })
    }
    func check(_ value: Double, _ name: String, in range: ClosedRange<Double>) throws {
      guard range.contains(value) else {
        throw failure(.invalid, "\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
      }
    }
    switch edit.change {
    case .closeStation(let id): remove(Set(try positions(ofStation: id)))
    case .openStation(let id, let place, let country, let new):
      guard !units.contains(where: { $0.station == id }) else {
        throw failure(.conflict, "station '\(id)' is there already", hint: "Give the new one an id of its own.")
      }
      guard !new.isEmpty else { throw failure(.invalid, "station '\(id)' opens without units") }
      for units in new {
        try add(
          units, station: id, place: place, country: country, region: nil, failure: { failure($0, $1, hint: $2) },
          check: check)
      }
    case .moveStation(let id, let place): for position in try positions(ofStation: id) { units[position].place = place }
    case .addUnits(let station, let new):
      let host = units[try positions(ofStation: station)[0]]
      try add(
        new, station: station, place: host.place, country: host.country, region: host.region,
        failure: { failure($0, $1, hint: $2) },
        check: check)
    case .removeUnit(let id): remove([try position(ofUnit: id)])
    case .moveUnit(let id, let station):
      let unit = try position(ofUnit: id)
      let host = units[try positions(ofStation: station)[0]]
      units[unit].station = station
      units[unit].place = host.place
      units[unit].region = host.region
    case .staff(let station, let kind):
      for position in try positions(ofStation: station) {
        units[position].staffing = kind
        guard let turnout = units[position].turnouts[kind] else {
          throw failure(
            .invalid, "no turnout time is known for unit '\(units[position].id)' with \(kind.rawValue) crew",
            hint: "Add a turnout default to the vocabulary.")
        }
        units[position].turnout = turnout
      }
    case .busy(let probability, let selection):
      try check(probability, "the probability", in: 0...0.999_999)
      let chosen = units.indices.filter { selection.contains(units[$0]) }
      guard !chosen.isEmpty else { throw failure(.unknown, "no unit is among those that would be busy") }
      for position in chosen { busy[position] = probability }
    case .border(let one, let other, let isOpen, let services):
      for country in [one, other] where !countries.contains(country) {
        throw failure(
          .unknown, "there is no country '\(country)' among units and people",
          hint: "Known are \(countries.sorted().joined(separator: ", ")).")
      }
      guard one != other else { throw failure(.invalid, "a border needs two countries") }
      for service in services.isEmpty ? Service.allCases : services { borders[Border(one, other, service)] = isOpen }
    case .hazard(let hazard):
      try check(hazard.slowness, "the hazard's slowness", in: 1...1000)
      try check(hazard.demand, "the hazard's demand", in: 0...1000)
      strike(hazard)
    case .weather(let factor):
      try check(factor, "the weather factor", in: 0.1...10)
      times.slowness *= factor
    case .callHandling(let seconds):
      try check(seconds, "call handling", in: 0...3600)
      times.callHandling = seconds
    case .requestDelay(let seconds):
      try check(seconds, "the request delay", in: 0...3600)
      times.requestDelay = seconds
    case .requireAgreements(let isRequired):
      guard law != nil || !isRequired else { throw failure(.invalid, "there are no agreements to go by") }
      requiresAgreements = isRequired
    case .agreement(let change):
      guard let law else { throw failure(.invalid, "there are no agreements to change") }
      do {
        try law.check(change, after: agreementChanges)
      } catch let mistake as AgreementChange.Mistake {
        throw failure(.invalid, mistake.message, hint: mistake.hint)
      }
      agreementChanges.append(change)
    }
  }

  private mutating func remove(_ positions: Set<Int>) {
    let kept = units.indices.filter { !positions.contains($0) }
    busy = kept.map { busy[$0] }
    unitSlowness = kept.map { unitSlowness[$0] }
    units = kept.map { units[$0] }
  }

  private mutating func add(
    _ new: ScenarioEdit.NewUnits, station: String, place: Coordinate, country: String, region: String?,
    failure: (ScenarioError.Code, String, String?) -> ScenarioError,
    check: (Double, String, ClosedRange<Double>) throws -> Void
  ) throws {
    let turnout =
      new.turnout
      ?? units.first { $0.service == new.service && $0.country == country && $0.turnouts[new.staffing] != nil }?
      .turnouts[new.staffing]
    guard let turnout else {
      throw failure(.invalid, "unit '\(new.id)' has no turnout time, and none is known for its staffing", nil)
    }
    try check(turnout, "turnout", 0...86_400)
    try check(Double(new.count), "the count", 1...1000)
    for copy in 1...new.count {
      let id = copy == 1 ? new.id : "\(new.id)-\(copy)"
      guard !units.contains(where: { $0.id == id }) else {
        throw failure(.conflict, "unit '\(id)' is there already", "Give the new one an id of its own.")
      }
      units.append(
        CoverageUnit(
          id: id, station: station, place: place, country: country, region: region, service: new.service,
          crew: new.crew, turnout: turnout, turnouts: [new.staffing: turnout], staffing: new.staffing,
          mobility: new.mobility))
      busy.append(0)
      unitSlowness.append(1)
    }
  }

  private mutating func strike(_ hazard: ScenarioEdit.Hazard) {
    let lines = hazard.rings.flatMap { BoundaryLine.lines(ofRing: $0) }
    var outline = AreaOutline(lines: lines)
    let river = BoundaryLine(vertices: hazard.line)
    func holds(_ place: Coordinate) -> Bool {
      !lines.isEmpty && outline.contains(place) || river.map { $0.distance(to: place) <= hazard.buffer } ?? false
    }
    for index in cells.indices where holds(cells[index].place) {
      cellSlowness[index] = max(cellSlowness[index], hazard.slowness)
      demand[index] *= hazard.demand
    }
    let struck = units.indices.filter { holds(units[$0].place) }
    for index in struck { unitSlowness[index] = max(unitSlowness[index], hazard.slowness) }
    if hazard.disablesStations { remove(Set(struck)) }
  }
}
