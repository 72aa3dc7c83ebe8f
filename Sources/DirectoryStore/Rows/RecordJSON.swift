internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import TextFormats

/// JSON in table columns of kinds of records of which there are few: keys sorted, so that the same value is the same text.
enum ColumnJSON {
  static func text(_ value: some Encodable) throws -> String { try JSONCoding.text(value) }
}

// Stations and units, of which there may be a million: the keys stand in alphabetical order and are those that `Codable`
// looks for; what is empty is left out.

/// A value that writes itself as JSON, always in the same way.
///
/// It is not beside `JSONObject`, because generic code is specialised within its module alone, and unspecialised it takes
/// three times as long.
protocol JSONWritable {
  func writeJSON(to bytes: inout [UInt8])
}

extension JSONObject {
  /// Writes a member, or nothing where there is no value.
  mutating func member(_ name: StaticString, _ value: (some JSONWritable)?, to bytes: inout [UInt8]) {
    guard let value else { return }
    key(name, to: &bytes)
    value.writeJSON(to: &bytes)
  }
}

extension String: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { bytes.appendJSON(self) }
}

extension Int: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { bytes.appendJSON(self) }
}

extension Double: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { bytes.appendJSON(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      element.writeJSON(to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

extension Basis: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { rawValue.writeJSON(to: &bytes) }
}

extension WindowDay: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { rawValue.writeJSON(to: &bytes) }
}

extension LocalizedText: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    if entries.count == 1, entries[0].language == nil {
      entries[0].text.writeJSON(to: &bytes)
    } else {
      entries.writeJSON(to: &bytes)
    }
  }
}

extension LocalizedText.Entry: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("language", language, to: &bytes)
    object.member("text", text, to: &bytes)
    object.end(to: &bytes)
  }
}

extension Capability: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("code", code, to: &bytes)
    object.member("level", level, to: &bytes)
    object.end(to: &bytes)
  }
}

extension ClockTime: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("minutes", minutes, to: &bytes)
    object.end(to: &bytes)
  }
}

extension WeeklyWindow: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("days", days, to: &bytes)
    object.member("from", from, to: &bytes)
    object.member("to", to, to: &bytes)
    object.end(to: &bytes)
  }
}

extension TurnoutTime: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("basis", basis, to: &bytes)
    object.member("seconds", seconds, to: &bytes)
    object.member("window", window, to: &bytes)
    object.end(to: &bytes)
  }
}

extension Position: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("basis", basis, to: &bytes)
    object.member("latitude", coordinate.latitude, to: &bytes)
    object.member("longitude", coordinate.longitude, to: &bytes)
    object.member("note", note, to: &bytes)
    object.member("quality", quality.rawValue, to: &bytes)
    object.member("source", source, to: &bytes)
    object.end(to: &bytes)
  }
}

extension Station.Address: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("municipality", municipality, to: &bytes)
    object.member("postcode", postcode, to: &bytes)
    object.member("street", street, to: &bytes)
    object.end(to: &bytes)
  }
}

extension Station.Staffing: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("basis", basis, to: &bytes)
    object.member("hours", hours, to: &bytes)
    object.member("kind", kind?.rawValue, to: &bytes)
    object.end(to: &bytes)
  }
}

extension Phone: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("basis", basis, to: &bytes)
    object.member("kind", kind.rawValue, to: &bytes)
    object.member("number", number, to: &bytes)
    object.member("source", source, to: &bytes)
    object.end(to: &bytes)
  }
}

extension ResponseUnit.Crew: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("basis", basis, to: &bytes)
    object.member("size", size, to: &bytes)
    object.end(to: &bytes)
  }
}

extension ResponseUnit.Member: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("count", count, to: &bytes)
    object.member("type", type, to: &bytes)
    object.end(to: &bytes)
  }
}

extension KeptMark: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("reason", reason, to: &bytes)
    object.member("since", since.timeIntervalSinceReferenceDate, to: &bytes)
    object.end(to: &bytes)
  }
}

extension Correction: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    var object = JSONObject()
    object.member("at", at.timeIntervalSinceReferenceDate, to: &bytes)
    object.member("by", by, to: &bytes)
    object.member("field", field, to: &bytes)
    object.member("note", note, to: &bytes)
    object.member("published", published, to: &bytes)
    object.member("registry", registry?.rawValue, to: &bytes)
    object.member("value", value, to: &bytes)
    object.end(to: &bytes)
  }
}
