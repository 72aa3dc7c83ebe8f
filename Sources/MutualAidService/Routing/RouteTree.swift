internal import HTTPTypes

/// Finds the route of an address.
struct RouteTree: Sendable {
  /// What an address leads to.
  enum Found: Sendable {
    /// A route, with the parts of the address that are options.
    case route(Route, [(name: String, value: String)])
    /// There are routes, of other methods.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  private struct Node: Sendable {
    var children: [String: Node] = [:]
    /// The part that is an option, with its name.
    var option: (name: String, node: Indirect)?
    var routes: [HTTPRequest.Method: Route] = [:]
  }

  /// A node behind a reference, because a node holds another.
  private final class Indirect: Sendable {
    let node: Node
    init(_ node: Node) { self.node = node }
  }

  private let root: Node

  init(_ routes: [Route]) {
    var root = Node()
    for route in routes {
      RouteTree.add(route, at: RouteTree.parts(of: route.path)[...], to: &root)
    }
    self.root = root
  }

  private static func add(_ route: Route, at parts: ArraySlice<Substring>, to node: inout Node) {
    guard let part = parts.first else {
      node.routes[route.method] = route
      return
    }
    if part.hasPrefix("{") {
      var child = node.option?.node.node ?? Node()
      add(route, at: parts.dropFirst(), to: &child)
      node.option = (String(part.dropFirst().dropLast()), Indirect(child))
    } else {
      add(route, at: parts.dropFirst(), to: &node.children[String(part), default: Node()])
    }
  }

  private static func parts(of path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { $0 }
  }

  /// Finds the route of an address, whose parts are decoded one by one: an encoded slash stays in its part.
  func find(_ method: HTTPRequest.Method, _ path: String) -> Found {
    guard path.hasPrefix("/"), path.utf8.count <= 2048 else { return .nothing }
    var node = root
    var values: [(name: String, value: String)] = []
    for part in RouteTree.parts(of: path) {
      guard let text = OptionValues.decoded(part), text != "..", text != "." else { return .nothing }
      if let child = node.children[text] {
        node = child
      } else if let option = node.option, !text.isEmpty {
        values.append((option.name, text))
        node = option.node.node
      } else {
        return .nothing
      }
    }
    if let route = node.routes[method] { return .route(route, values) }
    if method == .head, let route = node.routes[.get] { return .route(route, values) }
    guard !node.routes.isEmpty else { return .nothing }
    let methods = node.routes.keys.map { $0 } + (node.routes[.get] == nil ? [] : [.head])
    return .otherMethods((methods + [.options]).sorted { $0.rawValue < $1.rawValue })
  }
}
