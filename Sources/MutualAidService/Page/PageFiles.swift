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

  /// The screens with the keys of their titles; what they have in common is the frame's.
  private static let titles = [
    "ask": "title", "wall": "screenWall", "report": "screenReport", "admin": "screenAdmin", "help": "screenHelp",
  ]

  private static let screens: [String: [Language: File]] = {
    let frame = text("frame")
    return titles.reduce(into: [:]) { screens, title in
      for language in Language.allCases where language.base == nil {
        let page = frame.replacing("{lang}", with: language.rawValue).replacing("{screen}", with: title.key)
          .replacing("{title}", with: title.value).replacing("{content}", with: text(title.key))
        screens[title.key, default: [:]][language] = File(Array(page.utf8), .html)
      }
    }
  }()

  private static func text(_ screen: String) -> String {
    String(decoding: all["Screens/\(screen).html"] ?? [], as: UTF8.self)
  }

  /// A screen, in a language.
  static func screen(_ name: String, in language: Language) -> File? { screens[name]?[language.plain] }

  /// The sections of the product's words that the page uses.
  static let sections = [
    "service", "scope", "status", "verdict", "verification", "purpose", "coupling", "language", "request-state",
    "request-action", "request-party", "request-limit", "request-reason", "request-urgency", "not-judged", "plural",
  ]

  private static let words: [Language: File] = {
    let has: JSONValue = .array(RouteTable.all.contains { $0.path == "/v1/requests" } ? ["requests"] : [])
    return Language.allCases.reduce(into: [:]) { words, language in
      let text = JSONValue.object([
        "has": has, "own": read(all["Words/\(language.plain.rawValue).json"] ?? []),
        "language": .string(language.plain.rawValue), "names": WordSections.json(sections, in: language),
      ]).text(isPretty: false)
      words[language] = File(Array(text.utf8), .json)
    }
  }()

  /// The words of the page in a language: its own, and those that the product has.
  static func words(in language: Language) -> File { words[language] ?? File([], .json) }

  private static func read(_ bytes: [UInt8]) -> JSONValue {
    var reader = JSONReader(bytes[...])
    return (try? reader.value()) ?? .object([:])
  }
}

extension Language {
  /// The language without its variant: the page has words of its own in four.
  var plain: Language { base ?? self }
}
