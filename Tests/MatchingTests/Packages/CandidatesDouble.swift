import DirectoryModel
import Foundation
import Geodesy
import TestSupport

@testable import Matching

/// Units in memory: needs are met by capability codes alone, and groups are made of the units that it is told.
final class CandidatesDouble: PackageCandidates, ShortfallSource {
  struct Unit {
    var id: UnitID
    var eta: Double
    var codes: Set<String>
    var station: StationID = "s"
    var organisation: OrganisationID?
    var country: CountryCode = "DE"
    var parts: Set<UnitID> = []
    var isBusy = false
    var isAllowed = true
  }

  var units: [Unit]
  let countries: Set<CountryCode>
  private(set) var readings = 0

  init(_ units: [Unit]) {
    self.units = units
    countries = Set(units.map(\.country))
  }

  func candidates(for query: NearestQuery) throws -> any PackageStream {
    let place = try place(50, 6)
    let fitting = fitting(query).filter { unit in
      var isWithin = true
      if case .time(let seconds) = query.limit { isWithin = unit.eta <= seconds }
      return !unit.isBusy && isWithin && (query.agreement == .any || unit.isAllowed)
    }
    let matches = fitting.sorted { ($0.eta, $0.id) < ($1.eta, $1.id) }.map { unit in
      Match(
        matchable: MatchableUnit(
          UnitSummary(
            id: unit.id, station: unit.station, service: .fire, type: "T", country: unit.country, coordinate: place,
            organisation: unit.organisation), vocabulary: Vocabulary()), distance: 0, turnout: nil, travel: unit.eta,
        requestDelay: 0, availability: .unknown, isAvailabilityAssumed: true,
        verdict: Verdict(kind: .allowed, agreement: nil, rule: nil, reasons: []))
    }
    return Stream(matches) { self.readings += 1 }
  }

  func parts(of unit: UnitSummary) -> Set<UnitID> { units.first { $0.id == unit.id }?.parts ?? [] }

  func existing(for query: NearestQuery) -> Int { fitting(query).count }

  private func fitting(_ query: NearestQuery) -> [Unit] {
    units.filter { unit in query.needs.allSatisfy { unit.codes.contains($0.capability) } }
  }

  private final class Stream: PackageStream {
    private var rest: ArraySlice<Match>
    private let note: () -> Void

    init(_ matches: [Match], note: @escaping () -> Void) {
      rest = matches[...]
      self.note = note
    }

    func next() -> Match? {
      note()
      return rest.popFirst()
    }
  }
}
