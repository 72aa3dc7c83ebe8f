/// A name or short text in one or several languages; the first one given is the main one.
public struct LocalizedText: Hashable, Sendable {
  /// A text and its language.
  public struct Entry: Codable, Hashable, Sendable {
    /// The BCP 47 language tag; `nil` where the text is the same in every language.
    public var language: String?
    /// The text as published, in that language.
    public var text: String

    /// Makes an entry.
    package init(language: String? = nil, text: String) {
      self.language = language
      self.text = text
    }
  }

  /// The texts, the main one first.
  public var entries: [Entry]

  /// Makes a text from its entries, the main one first.
  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// Makes a text that is the same in every language.
  public init(_ text: String) { self.entries = [Entry(text: text)] }

  /// Whether there is no text at all.
  public var isEmpty: Bool { entries.isEmpty }

  /// The main text; empty when there is none.
  public var main: String { entries.first?.text ?? "" }

  /// The text in a language, or the main one where that language is not given; a variant such as `nl-BE` falls back to its
  /// language.
  package func text(in language: String) -> String {
    if let found = entries.first(where: { $0.language == language || $0.language?.hasPrefix(language + "-") == true }) {
      return found.text
    }
    guard let end = language.firstIndex(of: "-") else { return main }
    return text(in: String(language[..<end]))
  }
}

extension LocalizedText: Codable {
  /// Decodes a string, which is the same in every language, or a list of entries.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self.init(text)
    } else {
      self.init(try value.decode([Entry].self))
    }
  }

  /// Encodes a text that is the same in every language as a string, all else as a list of entries.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    if entries.count == 1, let entry = entries.first, entry.language == nil {
      try value.encode(entry.text)
    } else {
      try value.encode(entries)
    }
  }
}
