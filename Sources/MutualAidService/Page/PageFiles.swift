internal import CEmbeddedFiles
internal import FoundationEssentials
internal import Journal
internal import Presentation
internal import Primitives
internal import TextFormats

/// The files of the page, which are part of the program.
enum PageFiles {
  /// A file as it is sent.
  struct File: Sendable {
    var bytes: [UInt8]
    var type: MediaType
    /// Its mark, which changes with its bytes.
    var tag: String

    init(_ bytes: [UInt8], _ type: MediaType) {
      (self.bytes, self.type) = (bytes, type)
      tag = "\"\(SHA256.digest(of: bytes).hex.prefix(32))\""
    }
  }

  /// All, by folder and name.
  private static let all: [String: [UInt8]] = {
    let table = embedded_page_files()
    let entries = UnsafeBufferPointer(start: table.files, count: table.count)
    return Dictionary(
      entries.map { (String(cString: $0.name), [UInt8]($0.file)) }, uniquingKeysWith: { first, _ in first })
  }()

  /// Modules and styles, by name.
  static let assets: [String: File] = {
    let types = ["Modules": MediaType.javaScript, "Styles": .css]
    var files: [String: File] = [:]
    for (path, bytes) in all {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count == 2, let type = types[parts[0]] else { continue }
      files[parts[1]] = File(bytes, type)
    }
    return files
  }()

  /// A screen, in a language.
  static func screen(_ name: String, in language: Language) -> File? {
    guard let bytes = all["Screens/\(name).html"] else { return nil }
    let text = String(decoding: bytes, as: UTF8.self).replacing("{lang}", with: language.plain.rawValue)
    return File(Array(text.utf8), .html)
  }

  /// The sections of the product's words that the page uses.
  static let sections = [
    "service", "scope", "status", "verdict", "verification", "purpose", "coupling", "language", "request-state",
    "request-action", "request-party", "request-limit", "request-reason", "request-urgency", "not-judged", "plural",
  ]

  /// The words of the page in a language: its own, and those that the product has.
  static func words(in language: Language) -> File {
    let own = read(all["Words/\(language.plain.rawValue).json"] ?? [])
    let text = JSONValue.object([
      "has": .array(RouteTable.all.contains { $0.path == "/v1/requests" } ? ["requests"] : []), "own": own,
      "language": .string(language.plain.rawValue), "names": WordSections.json(sections, in: language),
    ]).text(isPretty: false)
    return File(Array(text.utf8), .json)
  }

  private static func read(_ bytes: [UInt8]) -> JSONValue {
    var reader = JSONReader(bytes[...])
    return (try? reader.value()) ?? .object([:])
  }
}

extension Language {
  /// The language without its variant: the page has words of its own in four.
  var plain: Language { base ?? self }
}
