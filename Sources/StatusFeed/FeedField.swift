/// The fields of a report by the names that a line may give them.
enum FeedField: String, CaseIterable {
  case unit, status, system, since, until
  case maximalAge = "max_age_s"
  case source, note, mode

  /// The field of a column or key, whatever its case; `nil` for one that we have no use for.
  init?(name: String) {
    guard let field = FeedField(rawValue: name) ?? FeedField(rawValue: name.lowercased()) else { return nil }
    self = field
  }

  /// A bit of its own.
  var bit: UInt16 {
    switch self {
    case .unit: 1
    case .status: 2
    case .system: 4
    case .since: 8
    case .until: 16
    case .maximalAge: 32
    case .source: 64
    case .note: 128
    case .mode: 256
    }
  }
}

/// Why a line is no report.
struct LineDefect: Error {
  var code: FaultCode
  var message: String

  init(_ code: FaultCode, _ message: String) {
    self.code = code
    self.message = message
  }

  enum FaultCode { case form, value, control }
}

extension StatusMessage {
  /// Takes a field as text; an empty one counts as missing.
  mutating func set(_ field: FeedField, text: String) throws(LineDefect) {
    guard !text.isEmpty else { return }
    switch field {
    case .unit: unit = text
    case .status: status = text
    case .system: system = text
    case .since: since = StatusMessage.moment(text)
    case .until: until = StatusMessage.moment(text)
    case .maximalAge:
      guard let seconds = Double(text) else {
        throw LineDefect(.value, "max_age_s is '\(text)': expected a number of seconds")
      }
      maximalAge = seconds
    case .source: source = text
    case .note: note = text
    case .mode: mode = text
    }
  }

  /// Takes a field as a number.
  mutating func set(_ field: FeedField, number: Double, text: String) throws(LineDefect) {
    switch field {
    case .since: since = .seconds(number)
    case .until: until = .seconds(number)
    case .maximalAge: maximalAge = number
    default: try set(field, text: text)
    }
  }

  /// A moment written as text: a number is taken for seconds since 1970, as CSV has no other way to say it.
  private static func moment(_ text: String) -> Moment {
    if text.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true, !text.utf8.contains(UInt8(ascii: "-")),
      let seconds = Double(text)
    {
      return .seconds(seconds)
    }
    return .text(text)
  }
}
