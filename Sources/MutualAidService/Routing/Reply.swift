internal import HTTPTypes
internal import Hummingbird

/// An answer before it goes out.
struct Reply: Sendable {
  /// What it consists of.
  enum Body: Sendable {
    case bytes([UInt8])
    /// Written piece by piece; the length is not known.
    case stream(@Sendable (inout any ResponseBodyWriter) async throws -> Void)
  }

  var status: HTTPResponse.Status
  var headers: HTTPFields
  var body: Body
  /// Whether the connection ends behind it.
  var endsConnection = false

  init(_ status: HTTPResponse.Status = .ok, bytes: [UInt8], type: String?) {
    self.status = status
    headers = HTTPFields()
    if let type { headers[.contentType] = type }
    body = .bytes(bytes)
  }

  init(stream type: String, _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void) {
    status = .ok
    headers = [.contentType: type]
    body = .stream(write)
  }

  /// An answer that nothing has changed.
  static let notModified = Reply(.notModified, bytes: [], type: nil)
}
