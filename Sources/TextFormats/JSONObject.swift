/// A compact JSON object whose members are written in the order in which they are to stand.
///
/// The writer for records by the million, where `JSONWriter` would look for the order of keys that is known: rows of the
/// store are written with it in the alphabetical order of their keys, so that the same value is the same text. Foundation's
/// encoder took a third of an import's time.
///
/// ```swift
/// var object = JSONObject()
/// object.key("code", to: &bytes)
/// bytes.appendJSON(capability.code)
/// object.end(to: &bytes)
/// ```
package struct JSONObject {
  private var isEmpty = true

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

  /// Ends the object.
  ///
  /// - Parameters:
  ///   - isOptional: whether an object without members is left out altogether.
  ///   - bytes: the text, to which the closing brace is appended.
  package func end(isOptional: Bool = false, to bytes: inout [UInt8]) {
    if isEmpty, isOptional { return }
    if isEmpty { bytes.append(UInt8(ascii: "{")) }
    bytes.append(UInt8(ascii: "}"))
  }
}
