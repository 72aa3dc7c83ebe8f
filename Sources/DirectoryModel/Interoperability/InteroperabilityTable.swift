/// What is known of how units and control rooms of different countries work together.
///
/// It is put together from any number of interoperability documents; of what two say of the same, the later counts.
package struct InteroperabilityTable: Hashable, Sendable {
  /// A unit as far as working together is concerned.
  package struct Helper: Hashable, Sendable {
    /// Its home country.
    package var country: CountryCode
    /// The region in which it stands; `nil` where not known.
    package var region: RegionCode?
    /// The room through which it is asked for; `nil` where not known.
    package var room: ControlRoom?

    /// Makes a helper.
    package init(country: CountryCode, region: RegionCode?, room: ControlRoom?) {
      self.country = country
      self.region = region
      self.room = room
    }
  }

  /// An incident as far as working together is concerned.
  package struct Host: Hashable, Sendable {
    /// Its country.
    package var country: CountryCode
    /// Its region; `nil` where not known.
    package var region: RegionCode?
    /// Metres to the nearest other country; `nil` where not known or far.
    package var borderDistance: Double?
    /// The room responsible; `nil` where not known.
    package var room: ControlRoom?

    /// Makes a host.
    package init(country: CountryCode, region: RegionCode?, borderDistance: Double?, room: ControlRoom?) {
      self.country = country
      self.region = region
      self.borderDistance = borderDistance
      self.room = room
    }
  }

  /// All that the documents say.
  package private(set) var content = InteroperabilityContent()

  /// A table that knows nothing.
  package init() {}

  /// Adds what a document says.
  package mutating func add(_ other: InteroperabilityContent) {
    content.speech += other.speech
    content.gateways = content.gateways.filter { old in !other.gateways.contains { $0.id == old.id } } + other.gateways
    content.couplings += other.couplings
    content.blueLights += other.blueLights
    content.requestDelays += other.requestDelays
    content.weights.merge(other.weights) { _, new in new }
  }

  /// How long a request from one room to another takes.
  ///
  /// The entry for the two rooms counts; else one for a room and the other's country, where that for the room which asks
  /// goes first; then the two countries; then the default.
  ///
  /// - Parameters:
  ///   - from: the room that asks, responsible for the incident; `nil` where not known.
  ///   - to: the room that is asked, the unit's own; `nil` where not known.
  /// - Returns: seconds and how they are known; `nil` where no entry fits.
  package func requestDelay(from: ControlRoom?, to: ControlRoom?) -> (seconds: Double, basis: Basis)? {
    var best: (rank: Int, entry: InteroperabilityContent.RequestDelay)?
    for entry in content.requestDelays {
      guard let near = entry.from.closeness(to: from), let far = entry.to.closeness(to: to) else { continue }
      let rank = (near + far) * 3 + near
      if best.map({ $0.rank <= rank }) ?? true { best = (rank, entry) }
    }
    return best.map { ($0.entry.seconds, $0.entry.basis) }
  }

  /// Languages of the crews of a region; `nil` where they are not on file.
  package func languages(country: CountryCode, region: RegionCode?) -> [String]? {
    var best: (length: Int, languages: [String])?
    for entry in content.speech where entry.country == country {
      let length = entry.region?.rawValue.utf8.count ?? 0
      if let wanted = entry.region, region?.hasPrefix(wanted) != true { continue }
      if best.map({ $0.length <= length }) ?? true { best = (length, entry.languages) }
    }
    return best?.languages
  }

  /// What helps or hinders a unit at an incident in another country.
  ///
  /// - Parameters:
  ///   - helper: the unit's side: its country, region and home room.
  ///   - host: the incident's side: its country, region, distance from the border and responsible room.
  ///   - documents: what the agreement asks to carry.
  ///   - pumps: whether the unit pumps, so that hoses matter.
  /// - Returns: the facts with their score; what is not known is `nil` or empty in it.
  package func assess(
    _ helper: Helper, at host: Host, documents: [LocalizedText] = [], pumps: Bool
  ) -> InteroperabilityFacts {
    var facts = InteroperabilityFacts()
    let crew = languages(country: helper.country, region: helper.region)
    facts.crewLanguages = shared(crew, host.room?.languages)
    facts.roomLanguages = shared(helper.room?.languages, host.room?.languages)
    facts.radios = shared(helper.room?.radios, host.room?.radios)
    facts.gateways = gateways(between: helper.room?.radios ?? [], and: host.room?.radios ?? [], at: host)
    if pumps { facts.coupling = content.couplings.last { Set($0.countries) == [helper.country, host.country] } }
    facts.documents = documents
    facts.blueLight = blueLight(helper, at: host)
    facts.score = score(facts)
    return facts
  }

  /// The card of the area in which both lie, else that of the host's country.
  private func blueLight(_ helper: Helper, at host: Host) -> LocalizedText {
    let cards = content.blueLights.filter { $0.country == host.country }
    let local = cards.last { card in
      [helper.region, host.region].allSatisfy { region in
        card.regions.contains { region?.hasPrefix($0) == true }
      }
    }
    return (local ?? cards.last { $0.regions.isEmpty })?.texts ?? LocalizedText()
  }

  /// What both have, in the order of the first; `nil` where one says nothing.
  private func shared(_ own: [String]?, _ others: [String]?) -> [String]? {
    guard let own, let others, !own.isEmpty, !others.isEmpty else { return nil }
    return own.filter { others.contains($0) }
  }

  private func gateways(
    between own: [String], and others: [String], at host: Host
  ) -> [InteroperabilityFacts.Gateway] {
    var found: [InteroperabilityFacts.Gateway] = []
    for gateway in content.gateways {
      guard gateway.regions.isEmpty || gateway.regions.contains(where: { host.region?.hasPrefix($0) == true }),
        gateway.reach.map({ (host.borderDistance ?? .infinity) <= $0 }) ?? true,
        let near = own.first(where: { gateway.radios.contains($0) }),
        let far = others.first(where: { gateway.radios.contains($0) && $0 != near })
      else { continue }
      found.append(
        .init(
          id: gateway.id, names: gateway.names, networks: [near, far], basis: gateway.basis, notes: gateway.notes))
    }
    return found
  }

  private func score(_ facts: InteroperabilityFacts) -> Int {
    var score = 0
    func count(_ fact: InteroperabilityContent.Fact, if holds: Bool) {
      if holds { score += content.weights[fact] ?? 0 }
    }
    count(.crewLanguage, if: facts.crewLanguages?.isEmpty == false)
    count(.roomLanguage, if: facts.roomLanguages?.isEmpty == false)
    count(.radio, if: facts.radios?.isEmpty == false)
    count(.gateway, if: !facts.gateways.isEmpty)
    count(.coupling, if: facts.coupling?.fit == .same)
    count(.adapter, if: facts.coupling?.fit == .adapter)
    return score
  }
}

extension InteroperabilityTable {
  /// Whether one unit comes before another: the sooner, to the second; of two in the same second the one with the better
  /// score; then the sooner by less than a second; then by id.
  ///
  /// This is the order of a whole list. A search that stops after *k* units must look at all that arrive in the second of
  /// the last.
  package static func precedes(
    _ left: (eta: Double, score: Int, id: UnitID), _ right: (eta: Double, score: Int, id: UnitID)
  ) -> Bool {
    let seconds = (left.eta.rounded(.down), right.eta.rounded(.down))
    if seconds.0 != seconds.1 { return seconds.0 < seconds.1 }
    if left.score != right.score { return left.score > right.score }
    return (left.eta, left.id) < (right.eta, right.id)
  }
}
