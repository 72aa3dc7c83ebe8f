import HTTPTypes
import Testing

@testable import MutualAidService

/// Which route an address has.
struct RouteTreeTests {
  private let tree = RouteTree(RouteTable.all)

  private func name(_ method: HTTPRequest.Method, _ path: String) -> String? {
    guard case .route(let route, _) = tree.find(method, path) else { return nil }
    return route.name
  }

  @Test func everyRouteIsFoundAtItsAddress() {
    for route in RouteTable.all {
      let path = route.path.replacing(/\{[a-z]+\}/, with: "units")
      #expect(name(route.method, path) == route.name, "\(route.path)")
    }
    #expect(Set(RouteTable.all.map(\.name)).count == RouteTable.all.count)
  }

  @Test func encodedSlashesStayInTheirPart() {
    guard case .route(_, let values) = tree.find(.get, "/v1/units/a%2Fb%20c") else {
      Issue.record("not found")
      return
    }
    #expect(values.map(\.value) == ["a/b c"])
  }

  @Test(arguments: [
    "/", "/v1", "/v1/units/", "/v1/../v1/units", "/v1/%2e%2e/units", "/v1/units/%", "/v1/units/%ff", "x", "",
  ])
  func otherAddressesLeadNowhere(path: String) { #expect(name(.get, path) == nil) }
}
