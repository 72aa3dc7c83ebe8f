internal import TextFormats

/// The fields of a report by the names that a line may give them.
enum FeedField: String, CaseIterable {
  case unit, status, system, since, until
  case maximalAge = "max_age_s"
  case source, note, mode
  case latitude = "lat"
  case longitude = "lon"
  case located = "position_time"

  /// Other names that feeds use.
  private static let others: [String: FeedField] = [
    "latitude": .latitude, "longitude": .longitude, "lng": .longitude, "long": .longitude,
  ]

  /// The field of a column or key, whatever its case; `nil` for any other name.
  init?(name: String) {
    if let field = FeedField(rawValue: name) {
      self = field
      return
    }
    let small = name.lowercased()
    guard let field = FeedField(rawValue: small) ?? FeedField.others[small] else { return nil }
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
    case .latitude: 512
    case .longitude: 1024
    case .located: 2048
    }
  }
}

/// Why a line is no report.
struct LineDefect: Error {
  enum Kind { case form, value, control }

  var kind: Kind
  var message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

// MARK: Forms of lines

/// The columns of a table of reports.
struct FeedTable {
  private let columns: [FeedField?]
  /// The names of columns that have no meaning here.
  let unknownNames: [String]
  /// Makes a reader for each line.
  private let reader: CSVReader

  /// Takes the header; `nil` where it has no columns `unit` and `status`, or one of a name twice.
  init?(header: ArraySlice<UInt8>) {
    let columns = { (names: [String]) in names.map { FeedField(name: $0.filter { $0 != " " }) } }
    let table = CSVReader.table(header) { names in
      let known = columns(names).compactMap { $0 }
      return known.contains(.unit) && known.contains(.status) && Set(known).count == known.count
    }
    guard let table else { return nil }
    self.columns = columns(table.header)
    unknownNames = zip(table.header, self.columns).compactMap { $1 == nil ? $0 : nil }.filter { !$0.isEmpty }
    reader = table.reader
  }

  /// The message of a line.
  func message(_ line: ArraySlice<UInt8>) throws(LineDefect) -> StatusMessage {
    var reader = reader.row(line)
    let fields: [String]
    do throws(CSVDefect) {
      fields = try reader.next()?.fields ?? []
    } catch {
      throw LineDefect(.form, error.message)
    }
    // Lines end with LF here.
    guard reader.isAtEnd else { throw LineDefect(.form, "a carriage return stands within the line") }
    var message = StatusMessage()
    for (column, text) in zip(columns, fields) {
      if let column { try message.set(column, text: text) }
    }
    return message
  }
}

extension StatusMessage {
  /// Reads a line that is a JSON object; fields without a meaning are checked for their form and left out.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - unknown: called with the name of each field that has no meaning here.
  /// - Throws: what is wrong with the line.
  init(json line: ArraySlice<UInt8>, unknown: (String) -> Void) throws(LineDefect) {
    self.init()
    var reader = JSONReader(line)
    do {
      try read(&reader, unknown)
    } catch let defect as LineDefect {
      throw defect
    } catch let defect as JSONDefect {
      guard defect.kind == .syntax else { throw LineDefect(.control, defect.message) }
      throw LineDefect(.form, "the line is no JSON object: \(defect.message)")
    } catch {
      throw LineDefect(.form, "the line is no JSON object")
    }
  }

  private mutating func read(_ reader: inout JSONReader, _ unknown: (String) -> Void) throws {
    var seen: UInt16 = 0
    try reader.beginObject()
    while let name = try reader.nextKey() {
      guard let field = FeedField(name: name) else {
        unknown(name)
        try reader.skipValue()
        continue
      }
      guard seen & field.bit == 0 else { throw LineDefect(.form, "'\(name)' is given twice") }
      seen |= field.bit
      switch reader.kind() {
      case .string: try set(field, text: try reader.string())
      case .null: try reader.null()
      case .number:
        let (number, text) = try reader.number()
        try set(field, number: number, text: text)
      default: throw LineDefect(.value, "'\(field.rawValue)' is neither a text nor a number")
      }
    }
    try reader.end()
  }
}

// MARK: Values

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
    case .latitude: latitude = text
    case .longitude: longitude = text
    case .located: located = StatusMessage.moment(text)
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
    case .located: located = .seconds(number)
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
