package import DirectoryModel
package import Geodesy

/// A source of travel times along roads, such as an OSRM or Valhalla server.
package protocol RoadRouter: Sendable {
  /// What answers call the model: `osrm`, `valhalla`.
  var name: String { get }

  /// Metres per second along the straight line that no way exceeds.
  var greatestSpeed: Double { get }

  /// Metres at most from both ends of a way to the roads that the router knows, together. It moves places to a road and
  /// leaves that part of the way out; where they are farther off it has no way.
  var greatestSnap: Double { get }

  /// How many places it takes at once, at least 1.
  var batchLimit: Int { get }

  /// Seconds from each place to a destination, in the order of the places; `nil` where the router has no way.
  ///
  /// - Throws: `MutualAidError` when it has no time for any of them.
  func seconds(from places: [Coordinate], to destination: Coordinate) throws(MutualAidError) -> [Double?]
}

extension RoadRouter {
  /// Seconds that no way between two places takes less than.
  ///
  /// The part of the straight line between the roads to which both places are moved, at the greatest speed, less a
  /// second because routers round.
  ///
  /// - Parameter distance: metres between the places along the geodesic.
  /// - Returns: the lower bound in seconds, 0 or more.
  package func leastSeconds(distance: Double) -> Double {
    max(0, (distance - greatestSnap) / greatestSpeed - 1)
  }
}

/// A lower bound of the travel by a router, with a model where it has no way: the order in which a source shall give
/// candidates that a router will be asked about.
package struct LeastTravel: TravelTime {
  /// The router that will be asked.
  package var router: any RoadRouter
  /// The model for units that do not travel by road, and where the router fails.
  package var model: any TravelTime
  /// By how much longer than the router says travel takes, above 0; the model is slowed already.
  package var slowness: Double

  /// Makes a bound.
  package init(router: any RoadRouter, model: any TravelTime, slowness: Double = 1) {
    self.router = router
    self.model = model
    self.slowness = slowness
  }

  /// The router's name.
  package var name: String { router.name }

  /// Seconds that the unit needs at least.
  package func seconds(distance: Double, service: Service, mobility: Mobility) -> Double {
    let modelled = model.seconds(distance: distance, service: service, mobility: mobility)
    return mobility == .road ? min(modelled, router.leastSeconds(distance: distance) * slowness) : modelled
  }
}
