internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import TextFormats
internal import TypedOptions

/// How answers come in pages.
enum Pages {
  /// Records of a page where nobody says how many.
  static let usual = 1000

  static let limit = Option(
    "limit", "How many records a page has at most.",
    schema: ["type": "integer", "minimum": .integer(1), "maximum": .integer(10_000), "default": .integer(1000)]
  ) { text in
    guard let number = Int(text), (1...10_000).contains(number) else { throw OptionDefect("expected 1 to 10000") }
    return number
  }

  static let cursor = Option("cursor", "Where the page begins: taken from the Link of the page before it.") { text in
    guard let cursor = PageCursor(text: text) else {
      throw Problem(.badRequest, "cursor-invalid", "the cursor is of no page", hint: "Follow the Link of a page.")
    }
    return cursor
  }

  static let versions = Option("limit", "How many versions at most.", range: .versions).standard(.integer(50))
}

/// Behind which record a page begins.
struct PageCursor: Hashable, Sendable {
  /// The record's place in the order.
  let key: [String]

  init(_ key: [String]) { self.key = key }

  /// Reads a cursor; `nil` for what is none.
  init?(text: String) {
    let padded =
      text.replacing("-", with: "+").replacing("_", with: "/")
      + String(repeating: "=", count: (4 - text.count % 4) % 4)
    guard text.utf8.count <= 1000, let data = Data(base64Encoded: padded),
      let joined = String(validating: data, as: UTF8.self)
    else { return nil }
    key = joined.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The cursor for an address.
  var text: String {
    Data(key.joined(separator: "\n").utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Whether a record comes behind it.
  func isBefore(_ other: [String]) -> Bool { key.lexicographicallyPrecedes(other) }
}

extension Ask {
  /// The header that leads to the next page of this answer.
  func link(to cursor: String) -> String {
    let kept = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
    let query = (kept.map(String.init) + ["cursor=\(cursor)"]).joined(separator: "&")
    return "<\(request.uri.path)?\(query)>; rel=\"next\""
  }
}
