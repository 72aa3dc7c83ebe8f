package import DirectoryModel

/// The norms that hold on a day, and which of them applies to a place.
///
/// Of a country's norms for a service, that of the smallest region that holds the place goes first. Norms of several
/// classes may hold there: for people at home these are, the best first, the class of the place's setting (`urban`,
/// `rural`), `dwelling`, and none. Norms of other classes (shops, offices, flats …) are for objects, of which cells of people
/// know nothing, and are never taken. Of several that are left the one with the first id is taken.
package struct NormSelection: Sendable {
  private struct Key: Hashable {
    var country: CountryCode
    var service: Service
    var region: RegionCode?
  }

  /// The norms that hold, by id.
  package let norms: [Norm]
  /// The day, written `YYYY-MM-DD`.
  package let day: String
  private let byKey: [Key: [Norm]]
  /// What norms ask of a unit: what it can do, `nil` for nothing, and how it travels.
  private struct UnitNeed: Hashable {
    var need: String?
    var mobilities: Set<Mobility>
  }

  /// The position of each of these among those of all norms.
  private let needNumbers: [UnitNeed: Int]
  /// What the norms of a service that may apply to people ask of units, with its position.
  private let asked: [Service: [(needs: [Need], mobilities: Set<Mobility>, number: Int)]]

  /// Takes the norms that hold on a day.
  ///
  /// - Parameters:
  ///   - norms: all norms; of several with one id the last counts.
  ///   - day: written `YYYY-MM-DD`.
  package init(_ norms: [Norm], on day: String) {
    self.day = day
    var byID: [String: Norm] = [:]
    for norm in norms where norm.holds(on: day) && !norm.thresholds.isEmpty { byID[norm.id] = norm }
    self.norms = byID.values.sorted { $0.id < $1.id }
    let unitNeeds = { (norm: Norm) -> Set<UnitNeed> in
      Set((norm.measures.map(\.need) + [norm.need]).map { UnitNeed(need: $0, mobilities: norm.mobilities) })
    }
    let needs = self.norms.reduce(into: Set<UnitNeed>()) { $0.formUnion(unitNeeds($1)) }
    let order = { (need: UnitNeed) in (need.need ?? "", need.mobilities.map(\.rawValue).sorted().joined()) }
    let numbers = Dictionary(
      uniqueKeysWithValues: needs.sorted { order($0) < order($1) }.enumerated().map { ($1, $0) })
    needNumbers = numbers
    let applying = self.norms.filter { norm in
      AreaSetting.allCases.contains { NormSelection.rank(ofClass: norm.areaClass, $0) != nil }
    }
    asked = Dictionary(grouping: applying, by: \.service).mapValues { norms in
      norms.reduce(into: Set<UnitNeed>()) { $0.formUnion(unitNeeds($1)) }.compactMap { need in
        numbers[need].map { (need.need.map(NormSelection.needs) ?? [], need.mobilities, $0) }
      }.sorted { $0.2 < $1.2 }
    }
    byKey = Dictionary(grouping: self.norms) { Key(country: $0.country, service: $0.service, region: $0.region) }
  }

  /// What a norm asks of a unit with a need of its, as units are marked; `nil` for no need.
  package func need(_ need: String?, of norm: Norm) -> NeedSet {
    NeedSet(needNumbers[UnitNeed(need: need, mobilities: norm.mobilities)].map { [$0] } ?? [])
  }

  /// The needs of the service's norms that a unit meets.
  ///
  /// - Parameters:
  ///   - service: the unit's service.
  ///   - mobility: how it travels.
  ///   - meets: whether the unit meets some needs, all together; none stand for those of norms that name none.
  /// - Returns: the needs; none where no norm that may apply to people counts the unit.
  package func needs(of service: Service, mobility: Mobility, metBy meets: ([Need]) -> Bool) -> NeedSet {
    NeedSet(
      (asked[service] ?? []).filter { $0.mobilities.contains(mobility) && meets($0.needs) }.map(\.number))
  }

  /// The needs of norms that a unit meets of which nothing is known but how it travels: all that count such units.
  package func needs(ofNew service: Service, _ mobility: Mobility) -> NeedSet {
    mobility == .road ? .any : needs(of: service, mobility: mobility) { _ in true }
  }

  /// The needs of the service's norms that may apply to people, as they write them.
  package func needs(askedOf service: Service) -> [String] {
    Set(norms.filter { $0.service == service }.flatMap(\.measures).compactMap(\.need)).sorted()
  }

  /// Needs as norms write them: capabilities, perhaps with their least levels, joined by `+`.
  package static func needs(_ text: String) -> [Need] {
    text.split(separator: "+").map { Need(String($0)) ?? Need(capability: String($0)) }
  }

  /// The norm that applies to a place; `nil` where there is none.
  package func norm(for service: Service, country: CountryCode, region: RegionCode?, setting: AreaSetting) -> Norm? {
    // From the smallest region that holds the place, by the beginnings of its code, to the country.
    let code = region?.rawValue ?? ""
    let areas = (0...code.count).reversed().map { region == nil ? nil : RegionCode(String(code.prefix($0))) } + [nil]
    for area in areas {
      let norms = byKey[Key(country: country, service: service, region: area)] ?? []
      let ranked = norms.compactMap { norm in
        NormSelection.rank(ofClass: norm.areaClass, setting).map { (rank: $0, norm: norm) }
      }
      if let most = ranked.map(\.rank).max() { return ranked.first { $0.rank == most }?.norm }
    }
    return nil
  }

  /// Whether a country's norms for a service differ by how close together people live.
  package func dependsOnSetting(_ service: Service, country: CountryCode) -> Bool {
    norms.contains { norm in
      norm.service == service && norm.country == country
        && AreaSetting.allCases.contains { $0.rawValue == norm.areaClass }
    }
  }

  /// The countries in which a norm of some services differs by how close together people live.
  package func countriesAsking(for services: [Service]) -> Set<CountryCode> {
    Set(
      services.flatMap { service in
        Set(norms.map(\.country)).filter { dependsOnSetting(service, country: $0) }
      })
  }

  /// How well a class of areas fits people at home in a setting; `nil` where it is about others.
  private static func rank(ofClass areaClass: String?, _ setting: AreaSetting) -> Int? {
    switch areaClass {
    case setting.rawValue: 2
    case "dwelling": 1
    case nil: 0
    default: nil
    }
  }
}
