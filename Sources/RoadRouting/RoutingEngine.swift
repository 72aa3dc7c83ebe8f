package import DirectoryModel
package import Geodesy
internal import Matching

/// The services whose questions and answers are known.
package enum RoutingEngine: String, CaseIterable, Sendable {
  /// OSRM, by its table service.
  case osrm
  /// Valhalla, by its matrix service.
  case valhalla

  /// The question how long the ways from some places to one take.
  func request(
    from places: [Coordinate], to destination: Coordinate, base: String, options: RoutingOptions
  ) -> HTTPRequest {
    switch self {
    case .osrm: OSRMTable.request(from: places, to: destination, base: base, profile: options.profile)
    case .valhalla: ValhallaMatrix.request(from: places, to: destination, base: base, costing: options.costing)
    }
  }

  /// What came back, checked for its form.
  ///
  /// - Throws: `MutualAidError` for what is no answer to this question, and for one that says that there is none.
  package func answer(
    _ response: HTTPResponse, from places: [Coordinate], to destination: Coordinate
  ) throws(MutualAidError) -> RoutingAnswer {
    switch self {
    case .osrm: try OSRMTable.answer(response, places: places.count)
    case .valhalla: try ValhallaMatrix.answer(response, from: places, to: destination)
    }
  }

  /// Finds out which service listens at an address from what it says to the question of its state.
  ///
  /// - Throws: `MutualAidError` for a response of neither.
  package static func recognise(_ response: HTTPResponse) throws(MutualAidError) -> RoutingEngine {
    if ValhallaMatrix.isState(response) { return .valhalla }
    if OSRMTable.isRefusal(response) { return .osrm }
    throw MutualAidError(
      .routerNonsense,
      "what listens at the router's address is neither OSRM nor Valhalla (HTTP status \(response.status))",
      hint: "Check the address; osrm+http://… or valhalla+http://… says which of the two it is.")
  }
}

/// An engine's answer.
package enum RoutingAnswer: Equatable {
  /// For each place: seconds, and metres from the place to the road it was moved to; and these for the destination.
  case times([Time], destinationSnap: Double)
  /// The engine does not take this question, but may take a part of it, as for too many places or one that is off its
  /// map.
  case divisible(MutualAidError)

  /// How long the way from one place takes.
  package struct Time: Equatable {
    /// `nil` where there is no way.
    package var seconds: Double?
    /// Metres from the place to the road it was moved to.
    package var snap: Double

    /// Makes a time.
    package init(seconds: Double?, snap: Double) {
      self.seconds = seconds
      self.snap = snap
    }
  }
}
