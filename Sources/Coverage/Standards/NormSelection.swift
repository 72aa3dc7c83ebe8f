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
    byKey = Dictionary(grouping: self.norms) { Key(country: $0.country, service: $0.service, region: $0.region) }
  }

  /// The norm that applies to a place; `nil` where there is none.
  package func norm(for service: Service, country: CountryCode, region: RegionCode?, setting: AreaSetting) -> Norm? {
    // From the smallest region that holds the place, by the beginnings of its code, to the country.
    let code = region?.rawValue ?? ""
    let areas = (0...code.count).reversed().map { region == nil ? nil : RegionCode(String(code.prefix($0))) } + [nil]
    for area in areas {
      let norms = byKey[Key(country: country, service: service, region: area)] ?? []
      let ranked = norms.compactMap { norm in rank(ofClass: norm.areaClass, setting).map { (rank: $0, norm: norm) } }
      if let most = ranked.map(\.rank).max() { return ranked.first { $0.rank == most }?.norm }
    }
    return nil
  }

  /// How well a class of areas fits people at home in a setting; `nil` where it is about others.
  private func rank(ofClass areaClass: String?, _ setting: AreaSetting) -> Int? {
    switch areaClass {
    case setting.rawValue: 2
    case "dwelling": 1
    case nil: 0
    default: nil
    }
  }
}
