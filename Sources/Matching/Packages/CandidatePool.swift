package import DirectoryModel
internal import Primitives

/// Units for one need, the soonest to arrive first; those of one moment by id.
package protocol PackageStream: AnyObject {
  /// The next unit; `nil` when there is no more.
  func next() throws -> Match?
  /// How many units have been passed over so far because no way by road leads to the incident.
  var passedWithoutWay: Int { get }
}

extension PackageStream {
  /// None.
  package var passedWithoutWay: Int { 0 }
}

/// Where the units of a package come from.
package protocol PackageCandidates {
  /// The units that answer a question ranked by ETA, one after the other; its count does not matter.
  func candidates(for query: NearestQuery) throws -> any PackageStream
  /// The ids of the units at the same station that a group is made of; empty for a single unit.
  func parts(of unit: UnitSummary) throws -> Set<UnitID>
  /// Countries whose units could be among the candidates; of no other country there is any.
  var countries: Set<CountryCode> { get }
}

/// The units seen so far of several streams.
struct CandidatePool {
  private struct Stream {
    var source: any PackageStream
    /// The units read, in the order of the stream, and what each is called.
    var matches: [Match] = []
    var position: [UnitID: Int] = [:]
    var isExhausted = false
  }

  /// What the units of a stream are asked for.
  private struct Question: Hashable {
    var needs: Set<Need>
    var service: Service?
  }

  private var streams: [Stream] = []
  private var numbers: [Question: Int] = [:]
  private let source: any PackageCandidates
  private let country: CountryCode?
  private let isWithOwn: Bool
  private var parts: [UnitID: Set<UnitID>] = [:]

  init(_ source: any PackageCandidates, country: CountryCode?, isWithOwn: Bool) {
    self.source = source
    self.country = country
    self.isWithOwn = isWithOwn
  }

  /// Adds the stream of a question; needs that ask for the same share one.
  ///
  /// - Parameter query: the question, which differs from others of the pool in what is needed and the service alone.
  /// - Returns: its number.
  /// - Throws: what the source throws.
  mutating func add(_ query: NearestQuery) throws -> Int {
    let question = Question(needs: Set(query.needs), service: query.service)
    if let known = numbers[question] { return known }
    streams.append(Stream(source: try source.candidates(for: query)))
    numbers[question] = streams.count - 1
    return streams.count - 1
  }

  /// The ids of the units read of a stream, in its order.
  func ids(_ stream: Int) -> [UnitID] { streams[stream].matches.map(\.unit.id) }

  /// Reads up to so many units in all of a stream.
  mutating func read(_ stream: Int, upTo count: Int) throws {
    while streams[stream].matches.count < count, !streams[stream].isExhausted {
      guard let match = try streams[stream].source.next() else {
        streams[stream].isExhausted = true
        break
      }
      streams[stream].position[match.unit.id] = streams[stream].matches.count
      streams[stream].matches.append(match)
      if parts[match.unit.id] == nil { parts[match.unit.id] = try source.parts(of: match.unit) }
    }
  }

  /// How many units have been read of a stream.
  func count(_ stream: Int) -> Int { streams[stream].matches.count }

  /// The unit of a stream by its id.
  func match(_ stream: Int, _ id: UnitID) -> Match? { streams[stream].position[id].map { streams[stream].matches[$0] } }

  /// The next units of a stream that are not used and do not conflict with one that is.
  mutating func alternatives(_ stream: Int, to used: Set<UnitID>, count: Int) throws -> [Match] {
    var found: [Match] = []
    var position = 0
    while found.count < count {
      try read(stream, upTo: position + 1)
      guard position < streams[stream].matches.count else { break }
      let match = streams[stream].matches[position]
      position += 1
      let isFree =
        !used.contains(match.unit.id)
        && used.allSatisfy { !areInConflict($0, match.unit.id) }
      if isFree { found.append(match) }
    }
    return found
  }

  private func areInConflict(_ one: UnitID, _ other: UnitID) -> Bool {
    let (ours, theirs) = (parts[one] ?? [], parts[other] ?? [])
    return ours.contains(other) || theirs.contains(one) || !ours.isDisjoint(with: theirs)
  }

  /// The problem of filling needs from the units seen; those not seen are taken to arrive with the last one seen.
  ///
  /// - Parameters:
  ///   - demands: for each need its stream and how many units.
  ///   - limits: how many units may come from one place.
  /// - Returns: the problem, its candidates in the order of their ids.
  func problem(_ demands: [(stream: Int, count: Int)], limits: PackageLimits) -> AssignmentProblem {
    var matches: [UnitID: Match] = [:]
    var streamsOfUnit: [UnitID: [Int]] = [:]
    var needsOfStream: [[Int]] = streams.map { _ in [] }
    for (need, demand) in demands.enumerated() { needsOfStream[demand.stream].append(need) }
    for (number, stream) in streams.enumerated() where !needsOfStream[number].isEmpty {
      for match in stream.matches {
        streamsOfUnit[match.unit.id, default: []].append(number)
        matches[match.unit.id] = match
      }
    }
    var candidates = matches.sorted { $0.key < $1.key }.map { id, match in
      AssignmentProblem.Candidate(
        id: id, arrival: CandidatePool.milliseconds(match.eta), station: match.unit.station,
        organisation: match.unit.organisation, country: match.unit.country == country ? nil : match.unit.country,
        needs: (streamsOfUnit[id] ?? []).flatMap { needsOfStream[$0] })
    }
    addConflicts(to: &candidates)
    let unseen = demands.map { demand in
      streams[demand.stream].isExhausted
        ? nil : CandidatePool.milliseconds(streams[demand.stream].matches.last?.eta ?? 0)
    }
    let foreign = source.countries.count { $0 != country }
    return AssignmentProblem(
      demands: demands.map(\.count), candidates: candidates, limits: limits, unseenArrivals: unseen,
      total: isWithOwn ? nil : limits.perCountry.map { $0 * foreign })
  }

  private func addConflicts(to candidates: inout [AssignmentProblem.Candidate]) {
    // By what each is made of, or is itself.
    var users: [UnitID: [Int]] = [:]
    for (index, candidate) in candidates.enumerated() {
      for part in (parts[candidate.id] ?? []).union([candidate.id]) { users[part, default: []].append(index) }
    }
    for group in users.values where group.count > 1 {
      for index in group { candidates[index].conflicts.formUnion(group.filter { $0 != index }) }
    }
  }

  /// Milliseconds, thirty years: sums of as many as there may be units stay far below what a number holds.
  private static let longest = 1_000_000_000_000

  private static func milliseconds(_ seconds: Double) -> Int {
    Int(bounded: seconds * 1000, in: 0...CandidatePool.longest)
  }
}

extension MatchSearch: PackageStream {
  /// How many units of the question's scope no way by road leads from.
  package var passedWithoutWay: Int { context.withoutWay.count }
}
