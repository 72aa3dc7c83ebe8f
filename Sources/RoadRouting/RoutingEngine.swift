package import DirectoryModel
package import Geodesy
internal import Matching

/// The services whose questions and answers are known.
package enum RoutingEngine: String, CaseIterable, Sendable {
  /// OSRM, by its table service.
  case osrm
  /// Valhalla, by its matrix service.
  case valhalla

  /// The question how long the ways from some places to others take.
  func request(
    from sources: [Coordinate], to destinations: [Coordinate], base: String, options: RoutingOptions
  ) -> HTTPRequest {
    switch self {
    case .osrm: OSRMTable.request(from: sources, to: destinations, base: base, profile: options.profile)
    case .valhalla: ValhallaMatrix.request(from: sources, to: destinations, base: base, costing: options.costing)
    }
  }

  /// What came back, checked for its form.
  ///
  /// - Throws: `MutualAidError` for what is no answer to this question, and for one that says that there is none.
  package func answer(
    _ response: HTTPResponse, from sources: [Coordinate], to destinations: [Coordinate]
  ) throws(MutualAidError) -> RoutingAnswer {
    switch self {
    case .osrm: try OSRMTable.answer(response, from: sources, to: destinations)
    case .valhalla: try ValhallaMatrix.answer(response, from: sources, to: destinations)
    }
  }

  /// The question of which version the data is.
  func identityRequest(near place: Coordinate, base: String, options: RoutingOptions) -> HTTPRequest {
    switch self {
    case .osrm: OSRMTable.identityRequest(near: place, base: base, profile: options.profile)
    case .valhalla: ValhallaMatrix.identityRequest(base: base)
    }
  }

  /// The version of the data, as an answer to that question says it; `nil` where it does not.
  func dataVersion(_ response: HTTPResponse) -> String? {
    switch self {
    case .osrm: OSRMTable.dataVersion(response)
    case .valhalla: ValhallaMatrix.dataVersion(response)
    }
  }

  /// What the engine calls the way of travelling that it is asked for.
  func profile(_ options: RoutingOptions) -> String {
    switch self {
    case .osrm: options.profile
    case .valhalla: options.costing
    }
  }

  /// How many pairs of places the engine takes at once as it comes.
  var pairLimit: Int {
    switch self {
    case .osrm: 10_000
    case .valhalla: 2_500
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
  /// Seconds source by source, `nil` where there is no way, and metres that each place was moved to a road.
  case ways(seconds: [Double?], sourcesMoved: [Double], destinationsMoved: [Double])
  /// No way leads from any of the sources to any of the destinations.
  case noWays
  /// The engine does not take this question, but may take a part of it.
  case refused(Refusal, MutualAidError)

  /// Why an engine refuses a question as a whole.
  package enum Refusal: Equatable {
    /// There are too many places or pairs in it.
    case tooMuch
    /// At least one of the places is not on the roads that the engine knows, or too far from the others for it.
    case offMap
    /// Between some of the places there is no way.
    case noWay
  }
}
