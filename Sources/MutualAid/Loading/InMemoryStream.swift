internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import SpatialIndex
internal import Synchronization

/// Candidates from the index in memory.
final class InMemoryStream: CandidateStream {
  private let units: [MatchableUnit]
  private let place: Coordinate
  private let search: UnitSearch
  private let pool: SearchPool
  /// Units of one station stand at one place.
  private var last: (place: Coordinate, distance: Double)?

  init(
    _ request: CandidateRequest, filter: UnitFilter, travels: [TravelTable], units: [MatchableUnit], pool: SearchPool
  ) {
    self.units = units
    self.pool = pool
    place = request.place
    search = pool.take()
    if travels.isEmpty {
      search.startNearest(to: place, where: filter, within: request.limit)
    } else {
      search.startSoonest(at: place, where: filter, travels: travels, within: request.limit)
    }
  }

  deinit {
    search.finish()
    pool.giveBack(search)
  }

  var bound: Double { search.bound }

  func next() -> Candidate? {
    guard let found = search.next() else { return nil }
    let unit = units[found.unit]
    let there = unit.summary.coordinate
    if let last, last.place == there { return Candidate(unit: unit, distance: last.distance) }
    // The index is exact in its order, and to half a millimetre in its distances.
    let distance = Geodesic.distance(from: place, to: there)
    last = (there, distance)
    return Candidate(unit: unit, distance: distance)
  }
}

/// Searches that are not in use, each with the memory that it needs.
///
/// A search is used by one thread at a time: it belongs to the one that took it until it is given back, and the
/// lock orders what one thread did with it before what the next one does. That makes it safe to hand between threads.
final class SearchPool: @unchecked Sendable {
  private let index: UnitIndex
  private let lock = Mutex(())
  private var idle: [UnitSearch] = []

  init(_ index: UnitIndex) { self.index = index }

  func take() -> UnitSearch { lock.withLock { _ in idle.popLast() } ?? index.makeSearch() }

  func giveBack(_ search: UnitSearch) { lock.withLock { _ in idle.append(search) } }
}
