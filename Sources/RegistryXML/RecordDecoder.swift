internal import DirectoryModel
internal import FoundationEssentials

/// Reads the attributes and children of one record and keeps what is wrong with it.
///
/// The methods return `nil` (or a default) where something is missing or cannot be read; whoever decodes a record looks
/// at `hasErrors` at the end and leaves the record out.
struct RecordDecoder {
  let record: String?
  let positions: PositionPolicy
  private(set) var problems: [Problem] = []

  init(record: String?, positions: PositionPolicy = PositionPolicy()) {
    self.record = record
    self.positions = positions
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  mutating func fail(_ code: ProblemCode, _ message: String, at element: Element, severity: Problem.Severity = .error) {
    fail(code, message, line: element.line, severity: severity)
  }

  mutating func fail(_ code: ProblemCode, _ message: String, line: Int, severity: Problem.Severity = .error) {
    problems.append(Problem(line: line, severity: severity, code: code, message: message, record: record))
  }

  mutating func required(_ name: String, of element: Element) -> String {
    guard let value = text(name, of: element), !value.isEmpty else {
      // Whoever found the value wrong has said so.
      guard element.attribute(name)?.isEmpty != false else { return "" }
      fail(.valueMissing, "<\(element.name)> has no \(name)", at: element)
      return ""
    }
    return value
  }

  mutating func text(_ name: String, of element: Element) -> String? {
    guard let value = element.attribute(name) else { return nil }
    return formed(checked(value, in: element.name, line: element.line), as: name, line: element.line)
  }

  /// A text that has the form that its name asks for; empty when it has not, which is told.
  mutating func formed(_ text: String, as name: String, line: Int) -> String {
    if let form = AttributeForm(rawValue: name), !text.isEmpty, !form.admits(text) {
      fail(.valueInvalid, "\(name) is '\(text.prefix(100))', expected \(form.expectation)", line: line)
      return ""
    }
    return text
  }

  /// Attributes that have a form of their own, the same in every element.
  private enum AttributeForm: String {
    case id, country, type

    var expectation: String {
      switch self {
      case .id: "at most 120 letters, digits and . _ : / + -, the first a letter or digit"
      case .country: "two capital letters (ISO 3166-1 alpha-2)"
      case .type: "at most 60 characters"
      }
    }

    func admits(_ text: String) -> Bool {
      switch self {
      case .id:
        guard text.unicodeScalars.count <= 120, let first = text.unicodeScalars.first else { return false }
        return AttributeForm.isLetterOrNumber(first)
          && text.unicodeScalars.allSatisfy {
            AttributeForm.isLetterOrNumber($0) || "._:/+-".unicodeScalars.contains($0)
          }
      case .country: return text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      case .type: return text.unicodeScalars.count <= 60
      }
    }

    private static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber:
        true
      default: false
      }
    }
  }

  mutating func content(of element: Element) -> String {
    checked(element.text, in: element.name, line: element.line)
  }

  /// A text that is not too long and has no control characters; empty when it is or has, which is told.
  mutating func checked(_ value: String, in name: String, line: Int) -> String {
    if value.utf8.count > 16_000 {
      fail(.textTooLong, "a text of \(value.utf8.count) bytes in <\(name)>; at most 16000", line: line)
      return ""
    }
    if value.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
      fail(.controlCharacters, "control characters in <\(name)>", line: line)
      return ""
    }
    return value
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, of element: Element, as type: Value.Type = Value.self
  ) -> Value? where Value.RawValue == String {
    element.attribute(name).flatMap { value(of: $0, name: name, line: element.line) }
  }

  mutating func value<Value: RawRepresentable & CaseIterable>(
    of text: String, name: String, line: Int, as type: Value.Type = Value.self
  ) -> Value? where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    let words = Value.allCases.map(\.rawValue)
    let guess = Spelling.nearest(to: text, among: words).map { "; did you mean '\($0)'?" }
    fail(
      .valueInvalid, "\(name) is '\(text)', expected one of \(words.joined(separator: ", "))\(guess ?? "")", line: line)
    return nil
  }

  mutating func list<Value: RawRepresentable & CaseIterable>(
    _ name: String, of element: Element, as type: Value.Type = Value.self
  ) -> [Value] where Value.RawValue == String {
    var result: [Value] = []
    for word in element.attribute(name)?.split(separator: " ") ?? [] {
      if let value: Value = value(of: String(word), name: name, line: element.line) { result.append(value) }
    }
    return result
  }

  mutating func integer(_ name: String, of element: Element, in range: ClosedRange<Int>) -> Int? {
    element.attribute(name).flatMap { integer($0, name: name, in: range, line: element.line) }
  }

  mutating func integer(_ text: String, name: String, in range: ClosedRange<Int>, line: Int) -> Int? {
    guard let value = Int(text), range.contains(value) else {
      fail(
        .valueInvalid,
        "\(name) is '\(text)', expected a whole number from \(range.lowerBound) to \(range.upperBound)", line: line)
      return nil
    }
    return value
  }

  mutating func number(_ name: String, of element: Element) -> Double? {
    guard let text = element.attribute(name) else { return nil }
    guard let value = decimal(text), value.isFinite else {
      fail(.valueInvalid, "\(name) is '\(text)', expected a number", at: element)
      return nil
    }
    return value
  }

  /// A number without the hexadecimal notation that Swift reads as well.
  func decimal(_ text: String) -> Double? {
    text.utf8.contains { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") } ? nil : Double(text)
  }

  mutating func date(_ name: String, of element: Element) -> Date? {
    element.attribute(name).flatMap { date($0, name: name, line: element.line) }
  }

  mutating func date(_ text: String, name: String, line: Int) -> Date? {
    guard let date = Timestamp.date(text) else {
      fail(.dateInvalid, "\(name) is '\(text)', expected a date and time such as 2026-11-23T12:00:00Z", line: line)
      return nil
    }
    return date
  }

  mutating func texts(_ name: String, of element: Element) -> LocalizedText {
    var entries: [LocalizedText.Entry] = []
    for child in element.children(name) {
      let language = child.attribute("lang").flatMap { $0.isEmpty ? nil : $0 }
      let text = content(of: child)
      if !text.isEmpty { entries.append(.init(language: language, text: text)) }
    }
    return LocalizedText(entries)
  }

  mutating func names(of element: Element) -> LocalizedText {
    let names = texts("name", of: element)
    if names.isEmpty { fail(.valueMissing, "<\(element.name)> has no <name>", at: element) }
    return names
  }

  mutating func basis(of element: Element) -> Basis { choice("basis", of: element) ?? .published }

  mutating func window(of element: Element) -> WeeklyWindow {
    WeeklyWindow(
      days: list("days", of: element), from: clockTime("from", of: element), to: clockTime("to", of: element))
  }

  private mutating func clockTime(_ name: String, of element: Element) -> ClockTime? {
    guard let text = element.attribute(name) else { return nil }
    guard let time = ClockTime(text) else {
      fail(.valueInvalid, "\(name) is '\(text)', expected a time such as 18:00", at: element)
      return nil
    }
    return time
  }

  mutating func turnout(of element: Element) -> TurnoutTime? {
    let window = window(of: element)
    guard let seconds = integer("seconds", of: element, in: 0...86_400) else {
      if element.attribute("seconds") == nil { fail(.valueMissing, "<\(element.name)> has no seconds", at: element) }
      return nil
    }
    return TurnoutTime(seconds: seconds, window: window, basis: basis(of: element))
  }

  mutating func turnouts(of element: Element) -> [TurnoutTime] {
    var result: [TurnoutTime] = []
    for child in element.children("turnout") {
      if let turnout = turnout(of: child) { result.append(turnout) }
    }
    return result
  }

  mutating func capabilities(of element: Element) -> [Capability] {
    var result: [Capability] = []
    for child in element.children("capability") {
      result.append(Capability(code: required("code", of: child), level: text("level", of: child)))
    }
    return result
  }

  mutating func crew(of element: Element) -> ResponseUnit.Crew? {
    guard let child = element.child("crew") else { return nil }
    guard let size = integer("size", of: child, in: 1...500) else {
      if child.attribute("size") == nil { fail(.valueMissing, "<crew> has no size", at: child) }
      return nil
    }
    return ResponseUnit.Crew(size: size, basis: basis(of: child))
  }

  mutating func phones(of element: Element) -> [Phone] {
    var result: [Phone] = []
    for child in element.children("phone") {
      guard let kind: Phone.Kind = choice("kind", of: child) else {
        if child.attribute("kind") == nil { fail(.valueMissing, "<phone> has no kind", at: child) }
        continue
      }
      result.append(
        Phone(
          number: content(of: child), kind: kind, basis: basis(of: child), source: text("source", of: child)))
    }
    return result
  }
}
