internal import DirectoryModel
internal import FoundationEssentials
internal import Matching

/// A question by HTTP: GET, or POST of JSON where there is a body.
struct HTTPRequest: Hashable, Sendable {
  var url: String
  var body: String?
}

/// What came back.
struct HTTPResponse: Hashable, Sendable {
  var status: Int
  var body: Data
}

extension MutualAidError {
  /// An answer in another form than the engine's.
  static func nonsense(_ engine: String, status: Int) -> MutualAidError {
    MutualAidError(
      .routerNonsense, "what came back is no answer of \(engine) (HTTP status \(status))",
      hint: "Check that \(engine) listens at the router's address.")
  }
}
