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
  private let duty: DutyFinder
  private let clock: LocalClock
  private let held = Mutex<Reading>(.notYet)
  /// The ways for coverage while no crossing has other hours.
  private let ways = Mutex<CoverageWaters?>(nil)

  init(store: DirectoryStore, vocabulary: Vocabulary) {
    self.store = store
    clock = LocalClock(vocabulary: vocabulary)
    duty = DutyFinder(vocabulary: vocabulary, clock: clock)
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
  /// - Throws: `MutualAidError` when the store cannot be read.
  func coverage(at moment: Date) throws -> CoverageWaters? {
    guard let land = try land() else { return nil }
    if !land.network.hasHours, let known = ways.withLock({ $0 }) { return known }
    let waters = CoverageWaters(land.barriers, network: land.network) { self.isShut($0, at: moment) }
    if !land.network.hasHours { ways.withLock { $0 = waters } }
    return waters
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
    guard let hours = duty.hours(text) else { return true }
    return !hours.isAlways
      && hours.standing(at: moment, clock: clock, in: "", place: crossing.coordinate).state != .open
  }
}
