internal import Coverage
internal import DirectoryModel
internal import Geodesy

/// Reads the keys of one mapping: each at most once, none that is not known.
struct FieldReader {
  /// What the mapping is, as messages call it.
  let subject: TranslatableText
  let place: DocumentPlace
  let line: Int
  private let entries: [String: DocumentNode.Entry]

  /// Takes a mapping.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - subject: what it is, as in "the hazard".
  ///   - keys: the keys that it may have.
  ///   - place: where it stands, for messages.
  /// - Throws: `MutualAidError` for what is no mapping, and for a key that is not known.
  init(_ node: DocumentNode, _ subject: TranslatableText, keys: [String], place: DocumentPlace) throws {
    guard case .mapping(let pairs) = node.content else {
      throw place.failure(
        .scenarioInvalid, "\(subject) is no list of keys and values", line: node.line,
        hint: "Write keys such as \(keys.prefix(4).map { "'\($0)'" }.joined(separator: ", ")).")
    }
    var entries: [String: DocumentNode.Entry] = [:]
    for entry in pairs {
      guard keys.contains(entry.key) else {
        throw place.failure(
          .scenarioInvalid, "there is no '\(entry.key)' in \(subject)", line: entry.line,
          hint: EditDistance.nearest(to: entry.key, among: keys).map { .didYouMean($0) }
            ?? .known(keys))
      }
      guard entries.updateValue(entry, forKey: entry.key) == nil else {
        throw place.failure(.scenarioInvalid, "'\(entry.key)' is there twice in \(subject)", line: entry.line)
      }
    }
    self.subject = subject
    self.place = place
    self.entries = entries
    line = node.line
  }

  func has(_ key: String) -> Bool { entries[key] != nil }

  func failure(
    _ key: String, _ message: TranslatableText, code: MutualAidError.Code = .scenarioInvalid, hint: Hint? = nil
  ) -> MutualAidError {
    place.failure(code, message, line: entries[key]?.line ?? line, hint: hint)
  }

  /// The value of a key that must be there.
  func required<Value>(_ key: String, _ value: Value?) throws -> Value {
    guard let value else { throw failure(key, "\(subject) has no '\(key)'", hint: "Add it.") }
    return value
  }

  // MARK: Values

  func node(_ key: String) -> DocumentNode? { entries[key]?.value }

  /// Text; numbers are text as they are written.
  func text(_ key: String) throws -> String? {
    guard let entry = entries[key] else { return nil }
    guard case .scalar(let text, _) = entry.value.content, !text.isEmpty else {
      throw failure(key, "'\(key)' of \(subject) is no text")
    }
    return text
  }

  /// A list of text; one text is a list of one.
  func texts(_ key: String) throws -> [String]? {
    guard let entry = entries[key] else { return nil }
    guard case .list(let items) = entry.value.content else { return try text(key).map { [$0] } }
    return try items.map { item in
      guard case .scalar(let text, _) = item.content, !text.isEmpty else {
        throw place.failure(.scenarioInvalid, "'\(key)' of \(subject) is no list of texts", line: item.line)
      }
      return text
    }
  }

  /// A number in a range.
  func number(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
    guard let text = try text(key) else { return nil }
    guard let value = Double(text), range.contains(value) else {
      throw failure(
        key,
        range.upperBound.isFinite
          ? "'\(key)' of \(subject) is '\(text)', expected a number from \(ScenarioText.number(range.lowerBound)) to \(ScenarioText.number(range.upperBound))"
          : "'\(key)' of \(subject) is '\(text)', expected a number from \(ScenarioText.number(range.lowerBound)) up")
    }
    return value
  }

  /// A whole number in a range.
  func count(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = try text(key) else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw failure(
        key,
        "'\(key)' of \(subject) is '\(text)', expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// `true` or `false`.
  func flag(_ key: String) throws -> Bool? {
    switch try text(key) {
    case nil: return nil
    case "true": return true
    case "false": return false
    case let text?: throw failure(key, "'\(key)' of \(subject) is '\(text)', expected true or false")
    }
  }

  /// One of a set of words.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, as _: Word.Type = Word.self) throws -> Word? {
    try text(key).map { try word(key, $0) }
  }

  /// Several of a set of words.
  func words<Word: RawRepresentable<String> & CaseIterable>(_ key: String, as _: Word.Type = Word.self) throws
    -> [Word]?
  {
    try texts(key)?.map { try word(key, $0) }
  }

  private func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, _ text: String) throws -> Word {
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue)
    throw failure(
      key, "there is no '\(text)' for '\(key)' of \(subject)",
      hint: EditDistance.nearest(to: text, among: known).map { .didYouMean($0) }
        ?? .known(known))
  }

  /// `LAT,LON`.
  func coordinate(_ key: String) throws -> Coordinate? {
    guard let text = try text(key) else { return nil }
    guard let place = Coordinate(latitudeLongitude: text.filter { $0 != " " }) else {
      throw failure(
        key, "'\(key)' of \(subject) is '\(text)', expected latitude and longitude in degrees",
        hint: "As in 50.77,6.02.")
    }
    return place
  }

  /// A part of the week, such as `mo-fr 22:00-06:00`.
  func windows(_ key: String) throws -> [WeeklyWindow]? {
    try texts(key)?.map { text in
      guard let window = WeeklyWindow(scenario: text) else {
        throw failure(
          key, "'\(text)' of '\(key)' is no part of the week",
          hint: "Write days, hours or both, as in 'mo-fr 08:00-18:00', '22:00-06:00' or 'sa su holiday'.")
      }
      guard window.opens else { throw failure(key, "'\(text)' of '\(key)' is no minute of the week") }
      return window
    }
  }
}
