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
  /// The position of each need among those of all norms; `nil` stands for that of norms that any unit of the service meets.
  private let needNumbers: [String?: Int]
  /// What the norms of a service that may apply to people ask of units, with its position.
  private let asked: [Service: [(need: Need?, number: Int)]]

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
    let needs = Set(self.norms.map(\.need)).sorted { ($0 ?? "") < ($1 ?? "") }
    let numbers = Dictionary(uniqueKeysWithValues: needs.enumerated().map { ($1, $0) })
    needNumbers = numbers
    let applying = self.norms.filter { norm in
      AreaSetting.allCases.contains { NormSelection.rank(ofClass: norm.areaClass, $0) != nil }
    }
    asked = Dictionary(grouping: applying, by: \.service).mapValues { norms in
      Set(norms.map(\.need)).compactMap { text in numbers[text].map { (text.map(NormSelection.need), $0) } }
        .sorted { $0.1 < $1.1 }
    }
    byKey = Dictionary(grouping: self.norms) { Key(country: $0.country, service: $0.service, region: $0.region) }
  }

  /// What a norm asks of a unit, as units are marked.
  package func need(of norm: Norm) -> NeedSet { NeedSet(needNumbers[norm.need].map { [$0] } ?? []) }

  /// The needs of the service's norms that a unit meets.
  ///
  /// - Parameters:
  ///   - service: the unit's service.
  ///   - meets: whether the unit meets a need; `nil` stands for that of norms that name none.
  /// - Returns: the needs; none where no norm that may apply to people counts the unit.
  package func needs(of service: Service, metBy meets: (Need?) -> Bool) -> NeedSet {
    NeedSet((asked[service] ?? []).filter { meets($0.need) }.map(\.number))
  }

  /// A need as norms write it: a capability, perhaps with its least level.
  private static func need(_ text: String) -> Need { Need(text) ?? Need(capability: text) }

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
