internal import DirectoryModel
internal import Geodesy

// Written by hand because JSONEncoder took a third of an import's time. The keys stand in alphabetical order and are those
// that JSONDecoder looks for; what is empty is left out.

/// An object in the making.
struct JSONObject {
  private var isEmpty = true

  /// Writes a key; the value follows.
  mutating func key(_ name: StaticString, to bytes: inout [UInt8]) {
    bytes.append(isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
    isEmpty = false
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes a member, or nothing where there is no value.
  mutating func member(_ name: StaticString, _ value: (some JSONWritable)?, to bytes: inout [UInt8]) {
    guard let value else { return }
    key(name, to: &bytes)
    value.writeJSON(to: &bytes)
  }

  /// Ends the object.
  ///
  /// - Parameter isOptional: whether an object without members is left out altogether.
  func end(isOptional: Bool = false, to bytes: inout [UInt8]) {
    if isEmpty, isOptional { return }
    if isEmpty { bytes.append(UInt8(ascii: "{")) }
    bytes.append(UInt8(ascii: "}"))
  }
}

/// What can be written as JSON.
protocol JSONWritable {
  func writeJSON(to bytes: inout [UInt8])
}

extension String: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: utf8)
    if bytes[start...].contains(where: String.needsEscape) {
      bytes.removeSubrange(start...)
      for byte in utf8 { String.append(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    guard needsEscape(byte) else {
      bytes.append(byte)
      return
    }
    bytes.append(UInt8(ascii: "\\"))
    guard byte < 0x20 else {
      bytes.append(byte)
      return
    }
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
    bytes.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
  }
}

extension Int: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { bytes.append(contentsOf: String(self).utf8) }
}

extension Double: JSONWritable {
  func writeJSON(to bytes: inout [UInt8]) { bytes.append(contentsOf: description.utf8) }
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
    object.member("kind", kind.rawValue, to: &bytes)
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
