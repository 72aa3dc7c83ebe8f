package import DirectoryModel
internal import FoundationEssentials
package import Matching

/// Makes routers from addresses.
package enum RoadRouters {
  /// The router at an address.
  ///
  /// `osrm+http://` and `valhalla+http://` (or `https`) say which engine listens there; after plain `http://` and
  /// `https://` it is found out with the first question. Nothing is sent before that: a router that is not there is no
  /// error here, but in every answer.
  ///
  /// ```swift
  /// let router = try RoadRouters.router(for: "http://127.0.0.1:5000")
  /// let ways = try router.ways(from: [station], to: incident)
  /// ```
  ///
  /// The router may be used by many threads at once, and should be shared by them: its circuit breaker and its
  /// connections are.
  ///
  /// - Throws: `MutualAidError.Code.routerAddress`.
  package static func router(
    for address: String, options: RoutingOptions = RoutingOptions()
  ) throws(MutualAidError) -> any RoadRouter {
    let (engine, base) = try parts(of: address)
    return HTTPRouter(engine: engine, base: base, options: options)
  }

  /// The engine that an address names, if any, and the address to which paths are added.
  static func parts(of address: String) throws(MutualAidError) -> (engine: RoutingEngine?, base: String) {
    func wrong(_ what: TranslatableText) -> MutualAidError {
      MutualAidError(
        .routerAddress, what,
        hint: "Expected an address such as http://127.0.0.1:5000, osrm+http://… or valhalla+https://….")
    }
    guard var components = URLComponents(string: address), let scheme = components.scheme?.lowercased() else {
      throw wrong("the router's address is no address")
    }
    let parts = scheme.split(separator: "+", omittingEmptySubsequences: false)
    guard let last = parts.last, ["http", "https"].contains(last), parts.count <= 2 else {
      throw wrong("the router's address begins with '\(scheme)', which is neither http nor https")
    }
    let engine = parts.count == 2 ? RoutingEngine(rawValue: String(parts[0])) : nil
    if parts.count == 2, engine == nil {
      throw wrong("the router's address names '\(parts[0])', which is neither osrm nor valhalla")
    }
    guard let host = components.host, !host.isEmpty else { throw wrong("the router's address has no host") }
    guard components.query == nil, components.fragment == nil else {
      throw wrong("the router's address has more than a path")
    }
    guard components.user == nil, components.password == nil else {
      throw wrong("the router's address holds a user name or a password")
    }
    components.scheme = String(last)
    while components.path.hasSuffix("/") { components.path.removeLast() }
    guard let base = components.string else { throw wrong("the router's address is no address") }
    return (engine, base)
  }
}
