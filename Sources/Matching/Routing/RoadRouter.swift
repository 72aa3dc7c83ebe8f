package import DirectoryModel
package import Geodesy
internal import Primitives

/// A source of travel times along roads, such as an OSRM or Valhalla server.
package protocol RoadRouter: Sendable {
  /// What answers call the model: `osrm`, `valhalla`.
  var name: String { get }

  /// Metres per second along the straight line that no way exceeds.
  var greatestSpeed: Double { get }

  /// How many places it takes at once on their way to one, at least 1.
  var batchLimit: Int { get }

  /// How many pairs of a source and a destination it takes at once, at least 1.
  var pairLimit: Int { get }

  /// The ways from each of some places to each of others.
  ///
  /// - Throws: `MutualAidError` when the router failed: it did not answer, or not what was asked.
  func matrix(from sources: [Coordinate], to destinations: [Coordinate]) throws(MutualAidError) -> RoadMatrix

  /// Which roads the router goes by.
  ///
  /// - Throws: `MutualAidError` when it does not answer.
  func identity() throws(MutualAidError) -> RouterIdentity
}

extension RoadRouter {
  /// What OSRM takes as it comes.
  package var pairLimit: Int { 10_000 }

  /// Seconds that no way between two places takes less than: the straight line at the greatest speed, less a second
  /// because routers round.
  ///
  /// - Parameter distance: metres between the places along the geodesic.
  /// - Returns: the lower bound in seconds, 0 or more.
  package func leastSeconds(distance: Double) -> Double { max(0, distance / greatestSpeed - 1) }

  /// What the router says of the ways from some places to one, in the order of the places.
  ///
  /// - Throws: `MutualAidError` when it failed, or the destination is not on the roads that it knows.
  package func ways(from places: [Coordinate], to destination: Coordinate) throws(MutualAidError) -> [RoadWay] {
    guard !places.isEmpty else { return [] }
    let matrix = try matrix(from: places, to: [destination])
    guard matrix.sources.count == places.count, matrix.destinations.count == 1, matrix.seconds.count == places.count
    else {
      throw MutualAidError(
        .routerNonsense, "\(name) gave \(matrix.seconds.count) times for \(places.count) places")
    }
    guard matrix.destinations[0].isOnMap else {
      let moved = matrix.destinations[0].moved
      throw moved.isFinite
        ? MutualAidError(
          .routerOffMap,
          "the incident is \(Int(bounded: moved, in: 0...1_000_000_000)) m from the next road that the router knows")
        : MutualAidError(.routerOffMap, "the incident is not on the roads that the router knows")
    }
    return places.indices.map { matrix.way(from: $0, to: 0) }
  }
}

/// A lower bound of the travel by a router, with a model where it fails: the order in which a source shall give candidates
/// that a router will be asked about.
package struct LeastTravel: TravelTime {
  /// Metres per second along the straight line that no way by road exceeds.
  package var greatestSpeed: Double
  /// The model for units that do not travel by road, and where the router fails.
  package var model: any TravelTime
  /// By how much longer than the router says travel takes; the model is slowed already.
  package var slowness: Slowness
  /// The router's name.
  package var name: String

  /// Makes a bound.
  package init(router: any RoadRouter, model: any TravelTime, slowness: Slowness = Slowness()) {
    self.init(greatestSpeed: router.greatestSpeed, name: router.name, model: model, slowness: slowness)
  }

  /// Makes a bound for ways that do not exceed a speed.
  package init(greatestSpeed: Double, name: String, model: any TravelTime, slowness: Slowness = Slowness()) {
    self.greatestSpeed = greatestSpeed
    self.name = name
    self.model = model
    self.slowness = slowness
  }

  /// Seconds that the unit needs at least.
  package func seconds(distance: Double, service: Service, mobility: Mobility) -> Double {
    let modelled = model.seconds(distance: distance, service: service, mobility: mobility)
    return mobility == .road ? min(modelled, max(0, distance / greatestSpeed - 1) * slowness.of(service)) : modelled
  }
}
