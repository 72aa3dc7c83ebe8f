internal import DirectoryModel
internal import FoundationEssentials

/// Texts that come again and again in a document, each kept once.
final class SharedTexts {
  private var texts: Set<String> = []

  func shared(_ text: String) -> String {
    if let known = texts.firstIndex(of: text) { return texts[known] }
    if texts.count < 1000 { texts.insert(text) }
    return text
  }
}

/// Reads the attributes and children of one record and keeps what is wrong with it.
///
/// The methods return `nil` (or a default) where something is missing or cannot be read; the caller looks
/// at `hasErrors` at the end and leaves the record out.
struct RecordDecoder {
  /// Bytes of one text.
  static let longestText = 16_000

  /// What problems name as the record: mostly there are none, so that the id is not read before.
  private enum Record {
    case id(String?)
    case element(Element)
  }

  private let named: Record
  let positions: PositionPolicy
  private(set) var problems: [Problem] = []

  private let texts: SharedTexts?

  init(record: String?, texts: SharedTexts? = nil, positions: PositionPolicy = PositionPolicy()) {
    named = .id(record)
    self.positions = positions
    self.texts = texts
  }

  /// Decodes an element of the native format that has an id.
  init(_ element: Element, texts: SharedTexts? = nil, positions: PositionPolicy = PositionPolicy()) {
    named = .element(element)
    self.positions = positions
    self.texts = texts
  }

  /// The id of the record, where it has one.
  var record: String? {
    switch named {
    case .id(let id): id
    case .element(let element): element.attribute(.id)
    }
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  mutating func fail(_ code: ProblemCode, _ message: String, at element: Element, severity: Problem.Severity = .error) {
    fail(code, message, line: element.line, severity: severity)
  }

  mutating func fail(_ code: ProblemCode, _ message: String, line: Int, severity: Problem.Severity = .error) {
    problems.append(Problem(line: line, severity: severity, code: code, message: message, record: record))
  }

  /// Makes the errors of a field that the record can do without into warnings.
  ///
  /// - Parameter first: how many problems there were before the field was read.
  mutating func leaveOutField(problemsFrom first: Int) {
    for index in problems.indices.dropFirst(first) where problems[index].severity == .error {
      problems[index].severity = .warning
      problems[index].message += ": left out"
    }
  }

  mutating func required(_ name: NativeName, of element: Element) -> String {
    guard let value = text(name, of: element), !value.isEmpty else {
      // A wrong value has been reported.
      guard element.attribute(name)?.isEmpty != false else { return "" }
      fail(.valueMissing, "<\(element.name)> has no \(name.text)", at: element)
      return ""
    }
    return value
  }

  /// A text; `nil` where there is none, or an empty one, or one that cannot be taken.
  mutating func text(_ name: NativeName, of element: Element) -> String? {
    guard let bytes = element.rawAttribute(name) else { return nil }
    let text = formed(checked(bytes, in: element), as: name, line: element.line)
    return text.isEmpty ? nil : text
  }

  /// A text that has the form that its name asks for; empty when it has not, which is reported.
  mutating func formed(_ text: String, as name: NativeName, line: Int) -> String {
    guard let form = AttributeForm(name), !text.isEmpty, !form.admits(text) else { return text }
    fail(.valueInvalid, "\(name.text) is '\(text.prefix(100))', expected \(form.expectation)", line: line)
    return ""
  }

  mutating func content(of element: Element) -> String { checked(element.rawText, in: element) }

  private mutating func checked(_ bytes: UnsafeBufferPointer<UInt8>, in element: Element) -> String {
    if bytes.count <= RecordDecoder.longestText, PlainText.isPlain(bytes) {
      return String(decoding: bytes, as: UTF8.self)
    }
    return checked(Element.collapsed(bytes), in: element.name, line: element.line)
  }

  /// A text that is not too long and has no control characters; empty when it is or has, which is reported.
  mutating func checked(_ value: String, in name: @autoclosure () -> String, line: @autoclosure () -> Int) -> String {
    if value.utf8.count > RecordDecoder.longestText {
      fail(
        .textTooLong, "a text of \(value.utf8.count) bytes in <\(name())>; at most \(RecordDecoder.longestText)",
        line: line())
      return ""
    }
    // Control characters are DEL and, in UTF-8, C2 80 to C2 9F; others XML does not allow, or are white space.
    var isSuspicious = false
    for byte in value.utf8 where byte == 0x7F || byte == 0xC2 { isSuspicious = true }
    if isSuspicious,
      value.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    {
      fail(.controlCharacters, "control characters in <\(name())>", line: line())
      return ""
    }
    return value
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ name: NativeName, of element: Element, as type: Value.Type = Value.self
  ) -> Value? where Value.RawValue == String {
    guard let text = element.attribute(name) else { return nil }
    return value(of: text, name: name, in: element)
  }

  /// A word that must be there; its absence and any word that is none of its kind are reported.
  mutating func requiredChoice<Value: RawRepresentable & CaseIterable>(
    _ name: NativeName, of element: Element
  ) -> Value? where Value.RawValue == String {
    if required(name, of: element).isEmpty { return nil }
    return choice(name, of: element)
  }

  mutating func value<Value: RawRepresentable & CaseIterable>(
    of text: String, name: NativeName, in element: Element
  ) -> Value? where Value.RawValue == String {
    value(of: text, name: name.text, line: element.line)
  }

  /// The value that a word stands for; any other word is reported.
  mutating func value<Value: RawRepresentable & CaseIterable>(
    of text: String, name: @autoclosure () -> String, line: @autoclosure () -> Int
  ) -> Value? where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    let words = Value.allCases.map(\.rawValue)
    let guess = EditDistance.nearest(to: text, among: words).map { "; did you mean '\($0)'?" }
    fail(
      .valueInvalid,
      "\(name()) is '\(text.prefix(100))', expected one of \(words.joined(separator: ", "))\(guess ?? "")",
      line: line())
    return nil
  }

  mutating func list<Value: RawRepresentable & CaseIterable>(
    _ name: NativeName, of element: Element, as type: Value.Type = Value.self
  ) -> [Value] where Value.RawValue == String {
    var result: [Value] = []
    for word in element.attribute(name)?.split(separator: " ") ?? [] {
      if let value: Value = value(of: String(word), name: name, in: element) { result.append(value) }
    }
    return result
  }

  mutating func integer(
    _ name: NativeName, of element: Element, in range: ClosedRange<Int>, or code: ProblemCode = .valueInvalid
  ) -> Int? {
    guard let text = element.attribute(name) else { return nil }
    return integer(text, name: name.text, in: range, or: code, line: element.line)
  }

  /// A whole number in a range; the code is that of one outside, or of what is none.
  mutating func integer(
    _ text: String, name: @autoclosure () -> String, in range: ClosedRange<Int>, or code: ProblemCode = .valueInvalid,
    line: Int
  ) -> Int? {
    guard let value = Int(text), range.contains(value) else {
      fail(
        code,
        "\(name()) is '\(text.prefix(100))', expected a whole number from \(range.lowerBound) to \(range.upperBound)",
        line: line)
      return nil
    }
    return value
  }

  mutating func number(_ name: NativeName, of element: Element) -> Double? {
    guard let text = element.attribute(name) else { return nil }
    guard let value = decimal(text), value.isFinite else {
      fail(.valueInvalid, "\(name.text) is '\(text)', expected a number", at: element)
      return nil
    }
    return value
  }

  /// A number without the hexadecimal notation that Swift reads as well.
  func decimal(_ text: String) -> Double? {
    text.utf8.contains { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") } ? nil : Double(text)
  }

  mutating func date(_ name: NativeName, of element: Element) -> Date? {
    element.attribute(name).flatMap { date($0, name: name.text, line: element.line) }
  }

  /// A moment at which something happened: local time where it names no zone.
  mutating func localDate(_ name: NativeName, of element: Element) -> Date? {
    element.attribute(name).flatMap { date($0, name: name.text, line: element.line, zone: Timestamp.localZone) }
  }

  mutating func date(
    _ text: String, name: @autoclosure () -> String, line: Int, zone: TimeZone = .gmt
  ) -> Date? {
    guard let date = Timestamp.date(text, zone: zone) else {
      fail(
        .dateInvalid, "\(name()) is '\(text.prefix(100))', expected a date and time such as 2026-11-23T12:00:00Z",
        line: line)
      return nil
    }
    return date
  }

  mutating func texts(_ name: NativeName, of element: Element) -> LocalizedText {
    texts(of: element.children.lazy.filter { $0.isA(name) })
  }

  /// The texts of elements in their languages.
  mutating func texts(of elements: some Sequence<Element>) -> LocalizedText {
    var entries: [LocalizedText.Entry] = []
    for child in elements {
      let language = child.attribute(.lang).flatMap { LanguageCode.formed($0) }
      let text = content(of: child)
      if !text.isEmpty { entries.append(.init(language: language, text: text)) }
    }
    return LocalizedText(entries)
  }

  mutating func names(of element: Element) -> LocalizedText {
    let known = problems.count
    let names = texts(.name, of: element)
    // A wrong name has been reported.
    if names.isEmpty, problems.count == known { fail(.valueMissing, "<\(element.name)> has no <name>", at: element) }
    return names
  }

  mutating func basis(of element: Element) -> Basis { choice(.basis, of: element) ?? .published }

  mutating func window(of element: Element) -> WeeklyWindow {
    WeeklyWindow(
      days: list(.days, of: element), from: clockTime(.from, of: element), to: clockTime(.to, of: element))
  }

  private mutating func clockTime(_ name: NativeName, of element: Element) -> ClockTime? {
    guard let text = element.attribute(name) else { return nil }
    guard let time = ClockTime(text) else {
      fail(.valueInvalid, "\(name.text) is '\(text)', expected a time such as 18:00", at: element)
      return nil
    }
    return time
  }

  mutating func turnout(of element: Element) -> TurnoutTime? {
    let window = window(of: element)
    guard let seconds = integer(.seconds, of: element, in: 0...86_400, or: .turnoutOutOfRange) else {
      if element.attribute(.seconds) == nil { fail(.valueMissing, "<\(element.name)> has no seconds", at: element) }
      return nil
    }
    return TurnoutTime(seconds: seconds, window: window, basis: basis(of: element))
  }

  mutating func turnouts(of element: Element) -> [TurnoutTime] {
    var result: [TurnoutTime] = []
    for child in element.children where child.isA(.turnout) {
      if let turnout = turnout(of: child) { result.append(turnout) }
    }
    return result
  }

  mutating func capabilities(of element: Element) -> [Capability] {
    var result: [Capability] = []
    result.reserveCapacity(element.count { $0.isA(.capability) })
    for child in element.children where child.isA(.capability) {
      result.append(Capability(code: shared(required(.code, of: child)), level: text(.level, of: child)))
    }
    return result
  }

  /// One copy of a text that comes again and again; short ones are in the value itself.
  private func shared(_ text: String) -> String {
    guard text.utf8.count > 15, let texts else { return text }
    return texts.shared(text)
  }

  mutating func crew(of element: Element) -> ResponseUnit.Crew? {
    guard let child = element.child(.crew) else { return nil }
    guard let size = integer(.size, of: child, in: 1...500) else {
      if child.attribute(.size) == nil { fail(.valueMissing, "<crew> has no size", at: child) }
      return nil
    }
    return ResponseUnit.Crew(size: size, basis: basis(of: child))
  }

  mutating func emails(of element: Element) -> [String] {
    var result: [String] = []
    for child in element.children where child.isA(.email) {
      let address = content(of: child)
      if RecordDecoder.isMailAddress(address) {
        result.append(address)
      } else {
        fail(
          .valueInvalid, "<email> is '\(address.prefix(100))', expected an address with @: left out", at: child,
          severity: .warning)
      }
    }
    return result
  }

  /// Whether a text may be a mail address: something before and something behind one @, without white space.
  static func isMailAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
  }

  mutating func phones(of element: Element) -> [Phone] {
    var result: [Phone] = []
    for child in element.children where child.isA(.phone) {
      guard let kind: Phone.Kind = choice(.kind, of: child) else {
        if child.attribute(.kind) == nil { fail(.valueMissing, "<phone> has no kind", at: child) }
        continue
      }
      let number = content(of: child)
      guard !number.isEmpty else {
        fail(.valueMissing, "<phone> has no number: left out", at: child, severity: .warning)
        continue
      }
      result.append(
        Phone(number: number, kind: kind, basis: basis(of: child), source: reference(.source, of: child)))
    }
    return result
  }
}
