/// A compact JSON object whose members are written in the order in which they are to stand.
///
/// The writer for records by the million, where `JSONWriter` would look for the order of keys that is known: rows of the
/// store are written with it in the alphabetical order of their keys, so that the same value is the same text. Foundation's
/// encoder took a third of an import's time.
///
/// ```swift
/// var object = JSONObject()
/// object.member("code", capability.code, to: &bytes)
/// object.member("level", capability.level, to: &bytes)
/// object.end(to: &bytes)
/// ```
package struct JSONObject {
  @usableFromInline var isEmpty = true

  /// Begins an object.
  package init() {}

  /// Writes a key; the value follows.
  package mutating func key(_ name: StaticString, to bytes: inout [UInt8]) {
    bytes.append(isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
    isEmpty = false
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes a member, or nothing where there is no value.
  @inlinable
  package mutating func member(_ name: StaticString, _ value: (some JSONWritable)?, to bytes: inout [UInt8]) {
    guard let value else { return }
    key(name, to: &bytes)
    value.writeJSON(to: &bytes)
  }

  /// Ends the object.
  ///
  /// - Parameter isOptional: whether an object without members is left out altogether.
  package func end(isOptional: Bool = false, to bytes: inout [UInt8]) {
    if isEmpty, isOptional { return }
    if isEmpty { bytes.append(UInt8(ascii: "{")) }
    bytes.append(UInt8(ascii: "}"))
  }
}

/// A value that writes itself as JSON, always in the same way.
package protocol JSONWritable {
  /// Appends the value.
  func writeJSON(to bytes: inout [UInt8])
}

extension String: JSONWritable {
  /// Appends the text in quotes.
  package func writeJSON(to bytes: inout [UInt8]) { bytes.appendJSON(self) }
}

extension Int: JSONWritable {
  /// Appends the digits.
  package func writeJSON(to bytes: inout [UInt8]) { bytes.appendJSON(self) }
}

extension Double: JSONWritable {
  /// Appends as many digits as the number needs, whole ones with `.0`; it must be finite.
  package func writeJSON(to bytes: inout [UInt8]) { bytes.append(contentsOf: description.utf8) }
}
