internal import DirectoryModel
internal import FoundationEssentials

/// What one record's fields say.
struct RecordValues {
  var fields: ProfileRecords.Fields
  var element: Element
  var reader: ValueReader
  var decoder: RecordDecoder

  mutating func text(_ field: RecordField) -> String? {
    guard let rules = fields[field], let found = reader.first(rules, in: element) else { return nil }
    var text = decoder.checked(found.text, in: field.rawValue, line: found.line)
    if let form = field.form { text = decoder.formed(text, as: form, line: found.line) }
    return text.isEmpty ? nil : text
  }

  /// Reads a field that the record can do without: a wrong value is told and left out, and the record taken.
  mutating func optional<Value>(_ read: (inout RecordValues) -> Value) -> Value {
    let before = decoder.problems.count
    let value = read(&self)
    decoder.leaveOutField(problemsFrom: before)
    return value
  }

  /// What is added to the record's id where another has the same; `nil` where nothing is.
  var repeatedID: ProfileValue.Repeated? {
    mutating get { fields[.id].flatMap { reader.first($0, in: element)?.repeated } }
  }

  /// The country; `nil` where there is none, or no code of one.
  var country: CountryCode? {
    mutating get { text(.country).flatMap { CountryCode($0) } }
  }

  /// The id of another record; one that cannot be an id is reported and left out.
  mutating func reference(_ field: RecordField) -> String? {
    guard let id = text(field) else { return nil }
    if AttributeForm.id.admits(id) { return id }
    decoder.fail(
      .valueInvalid, "\(field.rawValue) is '\(id.prefix(100))', expected \(AttributeForm.id.expectation): left out",
      line: element.line, severity: .warning)
    return nil
  }

  /// A word of a controlled vocabulary, in its form.
  mutating func code(_ field: RecordField) -> String? {
    guard let word = text(field) else { return nil }
    let code = RecordDecoder.code(word)
    return code.isEmpty ? nil : code
  }

  mutating func texts(_ field: RecordField) -> [FoundText] {
    guard let rules = fields[field] else { return [] }
    var found = reader.all(rules, in: element)
    for index in found.indices {
      found[index].text = decoder.checked(found[index].text, in: field.rawValue, line: found[index].line)
    }
    return found.filter { !$0.text.isEmpty }
  }

  mutating func localized(_ field: RecordField) -> LocalizedText {
    LocalizedText(
      texts(field).map { .init(language: $0.language.flatMap { LanguageCode.formed($0) }, text: $0.text) })
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(_ field: RecordField) -> Value?
  where Value.RawValue == String {
    guard let rules = fields[field], let found = reader.first(rules, in: element) else { return nil }
    return decoder.value(of: found.text, name: field.rawValue, line: found.line)
  }

  mutating func choices<Value: RawRepresentable & CaseIterable & Equatable>(_ field: RecordField) -> [Value]
  where Value.RawValue == String {
    var values: [Value] = []
    for found in fields[field].map({ reader.all($0, in: element) }) ?? [] {
      if let value: Value = decoder.value(of: found.text, name: field.rawValue, line: found.line),
        !values.contains(value)
      {
        values.append(value)
      }
    }
    return values
  }

  /// A whole number, written plainly or with spaces, a unit or a range behind it; of a range the lower end.
  mutating func integer(_ field: RecordField, in range: ClosedRange<Int>) -> Int? {
    guard let rules = fields[field], let found = reader.first(rules, in: element) else { return nil }
    let text = MeasureText.wholeNumber(found.text).map { "\($0)" } ?? found.text
    return decoder.integer(text, name: field.rawValue, in: range, line: found.line)
  }

  /// A duration in seconds: a bare number of them, one with a unit, `mm:ss`, or ISO 8601 such as PT90S.
  mutating func seconds(_ field: RecordField, in range: ClosedRange<Int>) -> Int? {
    guard let rules = fields[field], let found = reader.first(rules, in: element) else { return nil }
    let text = MeasureText.seconds(found.text).map { "\($0)" } ?? found.text
    return decoder.integer(text, name: field.rawValue, in: range, line: found.line)
  }

  /// A moment at which something happened: local time where it names no zone.
  mutating func date(_ field: RecordField) -> Date? {
    guard let rules = fields[field], let found = reader.first(rules, in: element) else { return nil }
    return decoder.date(
      MeasureText.isoDate(found.text) ?? found.text, name: field.rawValue, line: found.line, zone: Timestamp.localZone)
  }

  mutating func missing(_ field: RecordField) {
    // A wrong value has been reported.
    guard !decoder.hasErrors else { return }
    decoder.fail(.valueMissing, "<\(element.name)> has no \(field.rawValue)", line: element.line)
  }

  /// Reports values that no map knows; they are errors only where the record cannot do without.
  mutating func tellFailures() {
    for failure in reader.failures { decoder.fail(.valueInvalid, failure.message, line: failure.line) }
    reader.failures = []
  }
}
