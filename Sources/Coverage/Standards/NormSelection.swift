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
    byKey = Dictionary(grouping: self.norms) { Key(country: $0.country, service: $0.service) }
  }

  /// The norm that applies to a place; `nil` where there is none.
  package func norm(for service: Service, country: CountryCode, region: RegionCode?, setting: AreaSetting) -> Norm? {
    var best: (rank: Int, norm: Norm)?
    for norm in byKey[Key(country: country, service: service)] ?? [] {
      let classRank: Int
      switch norm.areaClass {
      case setting.rawValue: classRank = 2
      case "dwelling": classRank = 1
      case nil: classRank = 0
      default: continue
      }
      if let area = norm.region, region?.hasPrefix(area) != true { continue }
      let rank = (norm.region?.rawValue.utf8.count ?? 0) * 4 + classRank
      if rank > best?.rank ?? -1 { best = (rank, norm) }
    }
    return best?.norm
  }
}
