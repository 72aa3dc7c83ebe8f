public import DirectoryModel
internal import Geodesy
package import Matching
package import Waterways

/// What edits have made of the crossings that there are.
package struct ScenarioWaters: Sendable {
  /// All barriers and crossings on file, used or not.
  package let onFile: WaterBarriers
  /// The land before any edit.
  package let network: WayNetwork
  /// Crossings over which ways lead and that are closed now, in which directions.
  private(set) var closed: [CrossingID: CrossingClosure] = [:]
  /// Crossings that are new, or on file and not open to road vehicles.
  private(set) var opened: [CrossingID: Crossing] = [:]
  /// Those over which ways lead before any edit.
  private let used: Set<CrossingID>

  /// Begins with what is on file.
  ///
  /// - Parameters:
  ///   - onFile: all barriers and crossings.
  ///   - network: the same as a network.
  package init(_ onFile: WaterBarriers, network: WayNetwork) {
    self.onFile = onFile
    self.network = network
    used = Set(network.crossings.map(\.id))
  }

  /// Whether any way can be another than before.
  package var hasChanged: Bool { !closed.isEmpty || !opened.isEmpty }

  /// The land as the edits have left it.
  package func changedNetwork() -> WayNetwork {
    hasChanged
      ? network.supposing(closed: closed, opened: opened.values.sorted { $0.id < $1.id }) : network
  }

  /// The ids that edits may name.
  var ids: [CrossingID] { onFile.crossings.map(\.id) + opened.keys }

  /// A crossing by its id, on file or new.
  func crossing(_ id: CrossingID) -> Crossing? { opened[id] ?? onFile.crossings.first { $0.id == id } }

  /// Closes a crossing; one over which no way leads stays as it is.
  ///
  /// - Parameters:
  ///   - id: its id.
  ///   - place: on which side the place lies to which nobody gets over it; `nil` for both directions.
  mutating func close(_ id: CrossingID, towards place: Coordinate? = nil) {
    guard used.contains(id) || opened[id] != nil else { return }
    guard let place, let ends = network.ends(of: id) ?? opened[id].flatMap({ changedNetwork().ends(of: $0.id) })
    else {
      closed[id] = .both
      return
    }
    let isForward =
      Geodesic.distance(from: place, to: ends.second) < Geodesic.distance(from: place, to: ends.first)
    closed[id, default: []].insert(isForward ? .forward : .backward)
  }

  /// Opens a crossing, which takes the place of one with its id.
  mutating func open(_ crossing: Crossing) {
    closed[crossing.id] = nil
    opened[crossing.id] = crossing
  }

  /// Closes all crossings that lie within a hazard's footprint.
  mutating func strike(_ footprint: inout HazardFootprint) {
    for crossing in network.crossings + opened.values {
      let ends = [crossing.coordinate, crossing.otherEnd].compactMap { $0 }
      if ends.contains(where: { footprint.contains($0) }) { close(crossing.id) }
    }
  }

  /// What is other than before, by id.
  package var changes: [CrossingChange] {
    let names = Dictionary(onFile.barriers.map { ($0.id, $0.names) }) { first, _ in first }
    let all =
      closed.map { ($0.key, $0.value == .both ? CrossingChange.Kind.closed : .closedOneWay) }
      + opened.keys.filter { closed[$0] == nil }.map { ($0, .opened) }
    return all.sorted { $0.0 < $1.0 }.compactMap { id, kind in
      crossing(id).map {
        CrossingChange(
          kind: kind, id: id, names: $0.names, barrier: $0.barrier, barrierNames: names[$0.barrier] ?? LocalizedText())
      }
    }
  }
}

extension ScenarioWaters: Equatable {
  /// Whether the same crossings are closed and opened.
  package static func == (left: ScenarioWaters, right: ScenarioWaters) -> Bool {
    left.closed == right.closed && left.opened == right.opened
  }
}

/// A crossing that a scenario opens or closes.
public struct CrossingChange: Hashable, Sendable {
  /// What becomes of it.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Nobody gets over it.
    case closed
    /// Nobody gets over it in one of the two directions.
    case closedOneWay = "closed-one-way"
    /// It is new, or is opened to road vehicles.
    case opened
  }

  /// What becomes of it.
  public var kind: Kind
  /// Its id.
  public var id: CrossingID
  /// Its names.
  public var names: LocalizedText
  /// The id of the barrier that it crosses.
  public var barrier: BarrierID
  /// The names of the barrier.
  public var barrierNames: LocalizedText
}

/// How water parts the land, for coverage: as it is, and as scenarios have it.
package struct CoverageWaters: Sendable {
  /// The ways before any edit.
  package let ways: CoverageWays
  /// What edits begin with.
  let scenario: ScenarioWaters
  private let isShut: @Sendable (Crossing) -> Bool
  /// Metres beyond which ways are not looked for.
  package var longest: Double { ways.longest }

  /// Prepares ways.
  ///
  /// - Parameters:
  ///   - onFile: all barriers and crossings.
  ///   - network: the same as a network.
  ///   - longest: metres beyond which nobody comes in time (`longestWay`).
  ///   - isShut: whether a crossing is closed at the moment that is asked about; asked of those with hours only.
  package init(
    _ onFile: WaterBarriers, network: WayNetwork, within longest: Double = .infinity,
    isShut: @escaping @Sendable (Crossing) -> Bool = { _ in false }
  ) {
    ways = CoverageWays(network, within: longest, isShut: isShut)
    scenario = ScenarioWaters(onFile, network: network)
    self.isShut = isShut
  }

  /// The ways as edits have left them, as far as `longest` metres.
  func ways(supposing changes: ScenarioWaters, within longest: Double) -> CoverageWays {
    changes.hasChanged || longest > ways.longest
      ? CoverageWays(changes.changedNetwork(), within: longest, isShut: isShut) : ways
  }

  /// Metres beyond which no unit comes by road in any time that matters: an hour, or what the longest norm allows.
  ///
  /// - Parameters:
  ///   - norms: the norms that judge.
  ///   - travel: the travel-time model.
  ///   - slowness: by how much travel takes longer than by the model.
  /// - Returns: metres.
  package static func longestWay(_ norms: [Norm], travel: any TravelTime, slowness: Slowness = Slowness()) -> Double {
    let seconds = norms.flatMap(\.thresholds).map { Double($0.seconds) }.reduce(CoverageTimes.horizon, max)
    return Service.allCases.map { service in
      travel.reach(seconds: seconds / slowness.of(service), service: service, mobility: .road, within: 1)
    }.reduce(0, max)
  }
}
