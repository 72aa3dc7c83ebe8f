internal import TextFormats

/// The document of the table of routes, made once.
enum ServedDocument {
  /// The document as it is served, and as it lies beside this file.
  static let bytes = Array((OpenAPIDocument(RouteTable.all).json.text() + "\n").utf8)
}
