/// One captured element with all that is in it, flat: elements in document order, their attributes, and all texts in
/// one run of bytes.
///
/// The same storage serves record after record, so that reading a large registry hardly allocates.
final class ElementBuffer {
  struct Attribute {
    var name: Int32
    var text: Range<Int>
  }

  struct Node {
    var name: Int32
    var line: Int
    var attributes: Range<Int>
    /// The element's own text; empty where it has child elements.
    var text: Range<Int>
    /// The index behind the last node inside this one.
    var end: Int
    var hasChildren = false
  }

  private(set) var names: [String] = []
  private var nameIDs: [String: Int32] = [:]
  var nodes: [Node] = []
  var attributes: [Attribute] = []
  var bytes: [UInt8] = []

  func nameID(_ name: String) -> Int32 {
    if let id = nameIDs[name] { return id }
    let id = Int32(names.count)
    names.append(name)
    nameIDs[name] = id
    return id
  }

  func clear() {
    nodes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Bytes in use, roughly.
  var size: Int { bytes.count + nodes.count * 80 + attributes.count * 24 }

  var root: Element? { nodes.isEmpty ? nil : Element(buffer: self, index: 0) }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// An element of an `ElementBuffer`, valid until the buffer is cleared.
struct Element {
  let buffer: ElementBuffer
  let index: Int

  var node: ElementBuffer.Node { buffer.nodes[index] }
  var name: String { buffer.names[Int(node.name)] }
  var line: Int { node.line }
  /// The text without white space at its ends and with any run of it inside as one space, as `xs:token` asks.
  var text: String { Element.collapsed(buffer.bytes[node.text]) }
  /// The text as it stands.
  var rawText: ArraySlice<UInt8> { buffer.bytes[node.text] }

  /// The value of an attribute, white space collapsed; `nil` when it is not there.
  func attribute(_ name: String) -> String? {
    for attribute in buffer.attributes[node.attributes] where buffer.names[Int(attribute.name)] == name {
      return Element.collapsed(buffer.bytes[attribute.text])
    }
    return nil
  }

  var children: some Sequence<Element> {
    sequence(state: index + 1) { next -> Element? in
      guard next < node.end else { return nil }
      defer { next = buffer.nodes[next].end }
      return Element(buffer: buffer, index: next)
    }
  }

  func children(_ name: String) -> [Element] { children.filter { $0.name == name } }

  func child(_ name: String) -> Element? { children.first { $0.name == name } }

  static func collapsed(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
    var previous: UInt8 = 0x20
    var clean = true
    for byte in bytes {
      if isSpace(byte), byte != 0x20 || previous == 0x20 {
        clean = false
        break
      }
      previous = byte
    }
    if clean, bytes.isEmpty || previous != 0x20 { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: Array(bytes.split(whereSeparator: isSpace).joined(separator: [0x20])), as: UTF8.self)
  }
}
