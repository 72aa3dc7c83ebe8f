internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching

/// The units of a directory of which some are gone, some are others, and some are new: as a scenario has them, or with those
/// on the road where they were last reported.
///
/// What the directory knows of the rest, it goes on telling.
struct AlteredUnits: MatchingSource {
  private let base: any MatchingSource
  /// Ids of units of the directory that are gone or others.
  private let hidden: Set<UnitID>
  /// Units that are others, and new ones.
  private let others: [MatchableUnit]
  private let byID: [UnitID: MatchableUnit]
  /// Hours of stations that are others.
  private let hours: [StationID: String]

  init(_ base: any MatchingSource, gone: Set<UnitID>, others: [MatchableUnit], hours: [StationID: String] = [:]) {
    self.base = base
    self.hours = hours
    self.others = others
    byID = Dictionary(others.map { ($0.summary.id, $0) }) { first, _ in first }
    hidden = gone.union(byID.keys)
  }

  /// Units of the directory, with the others in their place.
  func taking(_ units: [UnitSummary], where isWanted: (UnitSummary) -> Bool) -> [UnitSummary] {
    units.filter { !hidden.contains($0.id) } + others.lazy.map(\.summary).filter(isWanted)
  }

  /// The countries of the units that are others or new.
  var countries: Set<CountryCode> { Set(others.map(\.summary.country)) }

  // MARK: MatchingSource

  func locality(of place: Coordinate) throws -> Locality { try base.locality(of: place) }

  func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double? {
    try base.distance(from: place, toCountry: country)
  }

  func availability(of unit: UnitID, at moment: Date) throws -> Availability {
    try base.availability(of: unit, at: moment)
  }

  func positions(from earliest: Date, to moment: Date) throws -> [UnitID: ReportedPosition] {
    try base.positions(from: earliest, to: moment)
  }

  func positionQuality(of unit: MatchableUnit) throws -> Position.Quality? {
    try base.positionQuality(of: unit)
  }

  func members(ofGroup id: UnitID) throws -> [ResponseUnit.Member] { try base.members(ofGroup: id) }

  func hours(ofStation id: StationID) throws -> String? {
    try hours[id] ?? base.hours(ofStation: id)
  }

  func region(of unit: MatchableUnit) throws -> RegionCode? {
    // The directory may remember the region in which a unit stood before.
    byID[unit.summary.id] == nil
      ? try base.region(of: unit) : try base.locality(of: unit.summary.coordinate).region
  }

  func unit(_ id: UnitID, vocabulary: Vocabulary) throws -> MatchableUnit? {
    if let other = byID[id] { return other }
    return hidden.contains(id) ? nil : try base.unit(id, vocabulary: vocabulary)
  }

  func candidates(_ request: CandidateRequest, vocabulary: Vocabulary) throws -> any CandidateStream {
    Stream(base: try base.candidates(request, vocabulary: vocabulary), hidden: hidden, others: others, request: request)
  }

  /// Candidates of the directory without those that are hidden, and among them the others.
  private struct Stream: CandidateStream {
    private var base: any CandidateStream
    private let hidden: Set<UnitID>
    /// With the least value that each may have, the last first.
    private var waiting: [(value: Double, candidate: Candidate)]

    init(base: any CandidateStream, hidden: Set<UnitID>, others: [MatchableUnit], request: CandidateRequest) {
      self.base = base
      self.hidden = hidden
      waiting = others.map { unit in
        let distance = Geodesic.distance(from: request.place, to: unit.place)
        let value =
          switch request.order {
          case .distance: distance
          case .time(let travel):
            travel.seconds(
              distance: distance, service: unit.summary.service, mobility: unit.mobility)
          }
        return (value, Candidate(unit: unit, distance: distance))
      }.sorted { $0.value > $1.value }
    }

    var bound: Double { min(base.bound, waiting.last?.value ?? .infinity) }

    mutating func next() throws -> Candidate? {
      while true {
        if let last = waiting.last, last.value <= base.bound {
          waiting.removeLast()
          return last.candidate
        }
        guard let candidate = try base.next() else { return waiting.popLast()?.candidate }
        if !hidden.contains(candidate.unit.summary.id) { return candidate }
      }
    }
  }
}
