internal import CEmbeddedFiles
internal import DirectoryModel
internal import Primitives
internal import Synchronization

/// The file with the words of one language: sections of lines `key = text`, as `Words/en.words` has them.
///
/// A file is read when its language is first asked for, once.
struct WordFile: Sendable {
  private var sections: [String: [String: String]]

  /// The words of a section by their keys; empty where there is no such section.
  func section(_ name: String) -> [String: String] { sections[name] ?? [:] }

  /// The names of all sections.
  var sectionNames: [String] { sections.keys.sorted() }

  /// The words of reports.
  static func of(_ language: Language) -> WordFile { words.file(of: language) }

  /// The words of errors: sentences in English with their wording in the language.
  static func ofErrors(_ language: Language) -> WordFile { errors.file(of: language) }

  private static let words = WordFiles([
    .english: { [UInt8](embedded_en_words()) }, .french: { [UInt8](embedded_fr_words()) },
    .dutch: { [UInt8](embedded_nl_words()) }, .german: { [UInt8](embedded_de_words()) },
    .belgianDutch: { [UInt8](embedded_nl_be_words()) }, .belgianFrench: { [UInt8](embedded_fr_be_words()) },
    .luxembourgishFrench: { [UInt8](embedded_fr_lu_words()) },
  ])

  private static let errors = WordFiles([
    .english: { [UInt8](embedded_en_errors()) }, .french: { [UInt8](embedded_fr_errors()) },
    .dutch: { [UInt8](embedded_nl_errors()) }, .german: { [UInt8](embedded_de_errors()) },
  ])

  /// The words of help.
  static func ofHelp(_ language: Language) -> WordFile { help.file(of: language) }

  /// Examples of each verb, which are the same in all languages.
  static let examples = WordFile([UInt8](embedded_examples_help()))

  private static let help = WordFiles([
    .english: { [UInt8](embedded_en_help()) }, .french: { [UInt8](embedded_fr_help()) },
    .dutch: { [UInt8](embedded_nl_help()) }, .german: { [UInt8](embedded_de_help()) },
  ])

  /// Reads a file: `[section]` begins a section, `#` a comment; `\u{202F}` stands for the character of that number.
  init(_ bytes: [UInt8]) {
    var sections: [String: [String: String]] = [:]
    var section = ""
    var texts: [String: String] = [:]
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        defer { start = end + 1 }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        switch line.first {
        case nil, UInt8(ascii: "#"): continue
        case UInt8(ascii: "["):
          if !texts.isEmpty { sections[section] = texts }
          section = String(decoding: line.dropFirst().dropLast(), as: UTF8.self)
          texts = [:]
        default:
          guard let split = WordFile.separator(in: line) else { continue }
          texts[String(decoding: line[..<split], as: UTF8.self)] = WordFile.text(line[(split + 3)...])
        }
      }
    }
    if !texts.isEmpty { sections[section] = texts }
    self.sections = sections
  }

  /// The words of a variant, with those of its language where it has none of its own.
  func over(_ base: WordFile) -> WordFile {
    var merged = base
    merged.sections.merge(sections) { $0.merging($1) { $1 } }
    return merged
  }

  /// Where the first ` = ` of a line is.
  private static func separator(in line: UnsafeBufferPointer<UInt8>) -> Int? {
    guard line.count > 3 else { return nil }
    return (0..<(line.count - 2)).first { place in
      line[place + 1] == UInt8(ascii: "=") && line[place] == UInt8(ascii: " ") && line[place + 2] == UInt8(ascii: " ")
    }
  }

  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "\\")) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "\\u{"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      result += rest[..<start.lowerBound]
      if let scalar = UInt32(rest[start.upperBound..<end], radix: 16).flatMap(Unicode.Scalar.init) {
        result.unicodeScalars.append(scalar)
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

/// Files of all languages, each read when it is first asked for.
private final class WordFiles: Sendable {
  private let sources: [Language: @Sendable () -> [UInt8]]
  private let parsed = Mutex<[Language: WordFile]>([:])

  init(_ sources: [Language: @Sendable () -> [UInt8]]) { self.sources = sources }

  func file(of language: Language) -> WordFile {
    parsed.withLock { parsed in
      if let file = parsed[language] { return file }
      let own = WordFile(sources[language]?() ?? [])
      let base = language.base.map { base in parsed[base] ?? WordFile(sources[base]?() ?? []) }
      let file = base.map(own.over) ?? own
      parsed[language] = file
      return file
    }
  }
}
