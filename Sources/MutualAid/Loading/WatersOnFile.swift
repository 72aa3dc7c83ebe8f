internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import LocalTime
internal import Matching
internal import Synchronization
internal import Waterways

/// Water between places and the ways over it, read when they are first asked for and kept while the directory is as it is.
final class WatersOnFile: Sendable {
  /// What is on file, with the land as it parts it.
  struct Land: Sendable {
    var barriers: WaterBarriers
    var network: WayNetwork
  }

  private enum Reading {
    case notYet
    case done(Land?)
  }

  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  private let duty: DutyFinder
  private let territory: @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  private let held = Mutex<Reading>(.notYet)
  /// The ways for coverage while no crossing has other hours.
  private let ways = Mutex<CoverageWaters?>(nil)

  init(
    store: DirectoryStore, vocabulary: Vocabulary,
    territory: @escaping @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  ) {
    self.store = store
    self.vocabulary = vocabulary
    self.territory = territory
    duty = DutyFinder(vocabulary: vocabulary, clock: LocalClock(vocabulary: vocabulary))
  }

  /// What there is; `nil` where there are no barriers.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func land() throws -> Land? {
    try held.withLock { held in
      if case .done(let land) = held { return land }
      let barriers = try store.barriers()
      let land = barriers.isEmpty ? nil : Land(barriers: barriers, network: WayNetwork(barriers))
      held = .done(land)
      return land
    }
  }

  /// The ways for counting who is reached at a moment; `nil` where all are straight.
  ///
  /// - Parameters:
  ///   - moment: the moment.
  ///   - longest: metres beyond which nobody comes in time.
  /// - Returns: the ways up to there.
  /// - Throws: `MutualAidError` when the store cannot be read.
  func coverage(at moment: Date, within longest: Double) throws -> CoverageWaters? {
    guard let land = try land() else { return nil }
    if !land.network.hasHours, let known = ways.withLock({ $0 }), known.longest >= longest { return known }
    let waters = CoverageWaters(land.barriers, network: land.network, within: longest) {
      self.isShut($0, at: moment)
    }
    if !land.network.hasHours { ways.withLock { $0 = waters } }
    return waters
  }

  /// For each unit how many metres its station may be off, where only its municipality or postcode is known: 0 for others, and
  /// where there is no water.
  ///
  /// - Parameter isForAll: whether all units are going to be asked about, so that what is known of each is read at once.
  /// - Returns: finds the metres of a unit.
  /// - Throws: `MutualAidError` when the store cannot be read.
  func positionReaches(forAll isForAll: Bool) throws -> (MatchableUnit) throws -> Double {
    guard let land = try land() else { return { _ in 0 } }
    let reaches = vocabulary.arrivalErrors.positions.filter { $0.key.isCentroid }
    guard let most = reaches.values.max(), most > 0 else { return { _ in 0 } }
    guard !isForAll else {
      let qualities = try store.positionQualities()
      return { unit in
        let quality = qualities.units[unit.summary.id] ?? qualities.stations[unit.summary.station]
        return quality.flatMap { reaches[$0] } ?? 0
      }
    }
    return { [store] unit in
      guard land.network.faces(within: most, of: unit.place).count > 1,
        let quality = try store.positionQuality(of: unit)
      else { return 0 }
      return reaches[quality] ?? 0
    }
  }

  /// The crossings with hours that are closed at a moment.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func shut(at moment: Date) throws -> Set<CrossingID> {
    guard let land = try land(), land.network.hasHours else { return [] }
    return Set(land.network.crossings.filter { isShut($0, at: moment) }.map(\.id))
  }

  /// Whether a crossing is closed at a moment, or nobody can tell.
  func isShut(_ crossing: Crossing, at moment: Date) -> Bool {
    guard let text = crossing.hours else { return false }
    // Public holidays are those of the country; where that cannot be read, none are known.
    let country = (try? territory(crossing.coordinate))?.country
    return !duty.isOpen(text, at: moment, in: country?.rawValue ?? "", place: crossing.coordinate)
  }
}
