internal import DirectoryModel

/// What is to be known of the figures of an area, whatever the scenario.
struct AreaFacts: Sendable {
  /// People who are not judged, by why.
  var notJudged: [NotJudged: Int] = [:]
  /// The ids of the norms that judge anyone.
  var norms: Set<String> = []
  /// What figures rest on.
  var marks: Set<CoverageMark> = []
}

extension ReportAreas {
  /// What is to be known of the figures of a service, by area.
  func facts(of service: Service, by norms: CellNorms) -> [AreaFacts] {
    var positions: [String: Int] = [:]
    for (position, area) in areas.enumerated() where position > countryCount { positions[area.code] = position }
    var countries: [CountryCode: Int] = [:]
    for (position, area) in areas.prefix(countryCount + 1).enumerated() {
      if let country = area.country { countries[country] = position }
    }
    var facts = Array(repeating: AreaFacts(), count: count)
    let ids = (norms.norms[service] ?? []).map(\.id)
    for (kind, judgement) in zip(norms.kinds, norms.judgements[service] ?? []) {
      let places = [0, countries[kind.country], kind.region.flatMap { positions[$0.rawValue] }].compactMap { $0 }
      for place in places {
        if let reason = judgement.reason {
          facts[place].notJudged[reason, default: 0] += kind.people
        } else if kind.people > 0 {
          if ids.indices.contains(Int(judgement.norm)) { facts[place].norms.insert(ids[Int(judgement.norm)]) }
          facts[place].marks.formUnion(judgement.marks)
        }
      }
    }
    return facts
  }
}
