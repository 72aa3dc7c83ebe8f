/// How a value of a record is found and what is done to it.
struct ProfileValue: Sendable {
  /// A piece of a template: text as it stands, or the value that a path finds.
  enum Piece: Sendable {
    case text(String)
    case path(ProfilePath)
  }

  /// Forms of texts; characters that do not fit become hyphens.
  enum Fit: String, CaseIterable, Sendable {
    case id, code
  }

  /// What is added to an id that is not the document's first of that name.
  enum Repeated: String, CaseIterable, Sendable {
    /// The record's element before it: feature types of one answer may count from 1 each.
    case type
    /// The record's place behind it: names that are no ids may be equal.
    case place
  }

  /// Where the value comes from.
  indirect enum Source: Sendable {
    case constant(String)
    case path(ProfilePath)
    case template([Piece])
    case parts([ProfileValue], separator: String)
  }

  var source: Source
  /// The line in the profile.
  var line: Int
  var map: ValueMap?
  /// Characters that separate several values in one text.
  var separators = ""
  /// Only what follows the last of these characters counts.
  var after = ""
  /// The form that the text is made to have.
  var fit: Fit?
  var language: String?
  var languagePath: ProfilePath?
  /// What stands before the language where `languagePath` leads.
  var languageAfter = ""
  /// What other words for languages are as codes.
  var languageMap: ValueMap?
  /// Languages that are taken; empty for all.
  var languages: Set<String> = []
  /// Taken where nothing is found.
  var fallback: String?
  /// What makes an id that another record of the document has one of its own.
  var repeated: Repeated?
  /// Whether it counts only where the values before it have found nothing.
  var isFallback = false
  /// Of a capability, where its level is found.
  var level: [ProfileValue] = []
  /// Local names of elements of which one must be around the record for the rule to count; empty for any.
  var within: Set<String> = []
}

/// A text that was found in a record.
struct FoundText {
  var text: String
  var line: Int
  var language: String?
  /// What makes it another's, where it is an id.
  var repeated: ProfileValue.Repeated?
  /// Whether it stands in an element around the record.
  var isAround = false
  /// The level, where it is a capability.
  var level: String?
}

/// What another vocabulary's words are in ours.
struct ValueMap: Sendable {
  /// How an entry compares.
  enum Match: String, CaseIterable, Sendable {
    case exact, prefix, suffix, contains
    /// Whole words, of which a text may have several.
    case word
    /// A regular expression that the whole text follows.
    case pattern
  }

  /// What becomes of a word that no entry names.
  enum Otherwise: Sendable {
    case keep
    case drop
    case skipRecord
    case fail
    case use(String)
  }

  var id: String
  private var names: [String] = []
  private var exact: [String: String] = [:]
  private var others: [(match: Match, from: String, to: String)] = []
  private var phrases = PhraseTable()
  private var patterns: [TextPattern] = []
  var otherwise: Otherwise

  init(id: String, otherwise: Otherwise) {
    self.id = id
    self.otherwise = otherwise
  }

  mutating func add(_ from: String, to: String, match: Match) {
    names.append(from)
    let from = from.lowercased()
    switch match {
    case .exact: if exact[from] == nil { exact[from] = to }
    case .word: phrases.add(from, to: to)
    case .pattern: break
    case .prefix, .suffix, .contains: others.append((match, from, to))
    }
  }

  /// Adds a regular expression, with what its groups give as `$1` … `$9` in our word.
  ///
  /// - Throws: what is wrong with it.
  mutating func add(pattern: String, to: String) throws {
    names.append(pattern)
    patterns.append(try TextPattern(pattern, to: to))
  }

  /// Our words for a text, whatever its case; `nil` for a text that no entry names.
  ///
  /// An exact entry goes first, then those that compare a part, in order: they give one word. Entries of whole words come
  /// last and give one for each phrase in the text, in the text's order; an entry without a word of ours makes its phrase
  /// mean nothing.
  func words(for text: String) -> [String]? {
    let text = text.lowercased()
    if let found = exact[text] { return [found] }
    let part = others.first { entry in
      switch entry.match {
      case .prefix: text.hasPrefix(entry.from)
      case .suffix: text.hasSuffix(entry.from)
      case .contains: text.contains(entry.from)
      case .exact, .word, .pattern: false
      }
    }
    if let part { return [part.to] }
    if let word = patterns.lazy.compactMap({ $0.word(for: text) }).first { return [word] }
    let found = phrases.words(in: text)
    return found.isEmpty ? nil : found
  }

  /// Some of the words known, for messages.
  var words: String {
    names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }
}

/// Finds the values of one record.
struct ValueReader {
  let enclosing: EnclosingElements
  /// Whether a value says that the record is not for us.
  var skipsRecord = false
  /// Values that no map knows and that must be known.
  var failures: [(line: Int, message: String)] = []

  init(enclosing: EnclosingElements) { self.enclosing = enclosing }

  /// The first value that any of the rules finds.
  mutating func first(_ rules: [ProfileValue], in element: Element) -> FoundText? {
    for rule in rules {
      if let found = all(rule, in: element, onlyFirst: true).first { return found }
    }
    return nil
  }

  /// All values that the rules find, each text once.
  mutating func all(_ rules: [ProfileValue], in element: Element) -> [FoundText] {
    var found: [FoundText] = []
    for rule in rules where found.isEmpty || !rule.isFallback {
      for value in all(rule, in: element, onlyFirst: false)
      where !found.contains(where: { $0.text == value.text && $0.language == value.language }) {
        found.append(value)
      }
    }
    return found
  }

  private mutating func all(_ rule: ProfileValue, in element: Element, onlyFirst: Bool) -> [FoundText] {
    guard rule.within.isEmpty || enclosing.contains(anyOf: rule.within) else {
      return []
    }
    var found: [FoundText] = []
    let level = rule.level.isEmpty ? nil : first(rule.level, in: element)?.text
    // A constant says what the level is of, and not that there is one.
    if !rule.level.isEmpty, level == nil, case .constant = rule.source { return [] }
    let values = raw(rule, in: element, onlyFirst: onlyFirst && rule.separators.isEmpty && rule.map == nil)
    for (index, value) in values.enumerated() {
      // Of the elements around the innermost counts that says anything of it.
      if value.isAround, !found.isEmpty { break }
      let isLast = index == values.count - 1
      for text in split(value.text, rule) {
        if value.isAround, !isLast, let map = rule.map, map.words(for: text) == nil { continue }
        let text = rule.fit.map { ValueReader.fitting(text, $0) } ?? text
        for word in mapped(text, rule, line: value.line) where !word.isEmpty {
          found.append(
            FoundText(
              text: word, line: value.line, language: value.language, repeated: rule.repeated, level: level))
          if onlyFirst { return found }
        }
      }
    }
    if found.isEmpty, let fallback = rule.fallback, !skipsRecord {
      found.append(FoundText(text: fallback, line: element.line, language: rule.language))
    }
    return found
  }

  private mutating func raw(_ rule: ProfileValue, in element: Element, onlyFirst: Bool) -> [FoundText] {
    switch rule.source {
    case .constant(let text): return [FoundText(text: text, line: element.line, language: rule.language)]
    case .path(let path):
      let matches =
        onlyFirst && rule.languagePath == nil
        ? path.value(in: element, enclosing: enclosing).map { [$0] } ?? []
        : path.values(in: element, enclosing: enclosing)
      return matches.compactMap { match in
        guard let language = language(of: match, rule) else { return nil }
        return FoundText(
          text: match.text, line: match.element.line, language: language.isEmpty ? nil : language,
          isAround: match.isAround)
      }
    case .template(let pieces):
      var text = ""
      for piece in pieces {
        switch piece {
        case .text(let constant): text += constant
        case .path(let path):
          guard let match = path.value(in: element, enclosing: enclosing) else { return [] }
          text += match.text
        }
      }
      return [FoundText(text: text, line: element.line, language: rule.language)]
    case .parts(let parts, let separator):
      let texts = parts.compactMap { first([$0], in: element)?.text }
      guard !texts.isEmpty else { return [] }
      // An id of which a part is missing would be another record's.
      guard !separator.isEmpty || texts.count == parts.count else { return [] }
      return [FoundText(text: texts.joined(separator: separator), line: element.line, language: rule.language)]
    }
  }

  /// The language of a value: empty for none, `nil` where the value is in one that is not taken.
  private mutating func language(of match: PathMatch, _ rule: ProfileValue) -> String? {
    guard let path = rule.languagePath else { return rule.language ?? "" }
    guard let found = path.value(in: match.element, enclosing: enclosing)?.text else { return rule.language ?? "" }
    guard found.hasPrefix(rule.languageAfter) else { return nil }
    var language = String(found.dropFirst(rule.languageAfter.count))
    if let map = rule.languageMap {
      // A text in an unknown language is a text all the same.
      guard let code = mapped(language, by: map, line: match.element.line).first else { return "" }
      language = code
    }
    return rule.languages.isEmpty || rule.languages.contains(language) ? language : nil
  }

  private func split(_ text: String, _ rule: ProfileValue) -> [String] {
    let texts =
      rule.separators.isEmpty
      ? [text] : text.split { rule.separators.contains($0) }.map { ValueReader.trimmed($0) }
    guard !rule.after.isEmpty else { return texts }
    return texts.map { text in text.split { rule.after.contains($0) }.last.map { ValueReader.trimmed($0) } ?? "" }
  }

  private mutating func mapped(_ text: String, _ rule: ProfileValue, line: Int) -> [String] {
    guard let map = rule.map, !text.isEmpty else { return [text] }
    return mapped(text, by: map, line: line)
  }

  private mutating func mapped(_ text: String, by map: ValueMap, line: Int) -> [String] {
    if let words = map.words(for: text) { return words }
    switch map.otherwise {
    case .keep: return [text]
    case .use(let word): return [word]
    case .drop: return []
    case .skipRecord:
      skipsRecord = true
      return []
    case .fail:
      failures.append((line, "'\(text.prefix(100))' is not a known \(map.id), expected one of \(map.words)"))
      return []
    }
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  /// A text with hyphens for what its form does not admit.
  static func fitting(_ text: String, _ fit: ProfileValue.Fit) -> String {
    switch fit {
    case .id: String(text.map { $0.isLetter || $0.isNumber || "._:/+-".contains($0) ? $0 : "-" })
    case .code:
      text.lowercased().split { !("a"..."z").contains($0) && !("0"..."9").contains($0) }.joined(separator: "-")
    }
  }
}
