/// An element of a `RecordBatch`: valid during the call that delivers it to a target.
///
/// Safety: the reference is not counted, because elements are made and dropped by the million; `RecordBatch.deliver`
/// keeps the batch alive, and no target keeps an element.
struct Element {
  unowned(unsafe) let batch: RecordBatch
  let index: Int

  var node: RecordBatch.Node { batch.nodes[index] }
  /// The local name.
  var name: String { batch.names[Int(batch.nodes[index].name)].local }
  var namespace: String { batch.names[Int(batch.nodes[index].name)].namespace }
  var line: Int { Int(batch.nodes[index].line) }
  /// The text without white space at its ends and with any run of it inside as one space, as `xs:token` asks.
  var text: String { Element.collapsed(rawText) }

  /// The text as it stands.
  var rawText: UnsafeBufferPointer<UInt8> {
    let node = batch.nodes[index]
    return batch.slice(node.textStart, node.textEnd)
  }

  /// The value of an attribute without namespace, or of `xml:`, white space collapsed; `nil` when it is not there.
  func attribute(_ name: String) -> String? {
    let node = batch.nodes[index]
    for position in Int(node.firstAttribute)..<Int(node.endAttribute) {
      let attribute = batch.attributes[position]
      let known = batch.names[Int(attribute.name)]
      if known.isPlain, known.local == name { return Element.collapsed(batch.slice(attribute.start, attribute.end)) }
    }
    return nil
  }

  /// The value of an attribute of the native format, white space collapsed; `nil` when it is not there.
  @inline(__always)
  func attribute(_ name: NativeName) -> String? { rawAttribute(name).map { Element.collapsed($0) } }

  /// The bytes of an attribute of the native format.
  @inline(__always)
  func rawAttribute(_ name: NativeName) -> UnsafeBufferPointer<UInt8>? {
    let node = batch.nodes + index
    for position in Int(node.pointee.firstAttribute)..<Int(node.pointee.endAttribute) {
      let attribute = batch.attributes + position
      if attribute.pointee.name == name.rawValue { return batch.slice(attribute.pointee.start, attribute.pointee.end) }
    }
    return nil
  }

  func has(_ name: NativeName) -> Bool { rawAttribute(name) != nil }

  /// How many child elements satisfy a condition.
  @inline(__always)
  func count(where condition: (Element) -> Bool) -> Int {
    var count = 0
    for child in children where condition(child) { count += 1 }
    return count
  }

  /// Whether it is this element of the native format.
  @inline(__always)
  func isA(_ name: NativeName) -> Bool { batch.nodes[index].name == name.rawValue }

  /// Which element of the native format it is; `nil` for none.
  var nativeName: NativeName? { NativeName(rawValue: batch.nodes[index].name) }

  @inline(__always)
  func child(_ name: NativeName) -> Element? {
    for child in children where child.isA(name) { return child }
    return nil
  }

  @inline(__always)
  func children(_ name: NativeName) -> [Element] {
    // Most elements have no child of most names: nothing is allocated for those.
    var found: [Element] = []
    for child in children where child.isA(name) { found.append(child) }
    return found
  }

  /// The value of an attribute by its local name, whatever its namespace; one without namespace goes first.
  func anyAttribute(_ name: String) -> String? {
    attribute(name) ?? attributes.first { $0.name.local == name }?.value
  }

  /// All attributes with their values, white space collapsed.
  var attributes: [(name: RecordBatch.Name, value: String)] {
    let node = batch.nodes[index]
    return (Int(node.firstAttribute)..<Int(node.endAttribute)).map { position in
      let attribute = batch.attributes[position]
      return (
        batch.names[Int(attribute.name)], Element.collapsed(batch.slice(attribute.start, attribute.end))
      )
    }
  }

  var hasChildren: Bool { batch.nodes[index].hasChildren }
  var children: ElementChildren { ElementChildren(of: self) }

  func children(_ name: String) -> [Element] {
    // Most elements have no child of most names: nothing is allocated for those.
    var found: [Element] = []
    for child in children where child.name == name { found.append(child) }
    return found
  }

  func child(_ name: String) -> Element? {
    for child in children where child.name == name { return child }
    return nil
  }

  static func collapsed(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    if PlainText.isPlain(bytes) { return String(decoding: bytes, as: UTF8.self) }
    var previous: UInt8 = 0x20
    var isClean = true
    for byte in bytes {
      // Below a space are only tab, line feed and carriage return: XML knows no others.
      isClean = isClean && byte >= 0x20 && (byte != 0x20 || previous != 0x20)
      previous = byte
    }
    if isClean, bytes.isEmpty || previous != 0x20 { return String(decoding: bytes, as: UTF8.self) }
    let words = bytes.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
  }
}

/// The child elements of an element, in document order.
struct ElementChildren: Sequence, IteratorProtocol {
  private let parent: Element
  private var index: Int
  private let end: Int

  init(of parent: Element) {
    self.parent = parent
    index = parent.index + 1
    end = Int(parent.batch.nodes[parent.index].end)
  }

  mutating func next() -> Element? {
    guard index < end else { return nil }
    let child = Element(batch: parent.batch, index: index)
    index = Int(parent.batch.nodes[index].end)
    return child
  }
}

/// Which of the format's first 64 names the child elements of an element have.
struct ChildNames {
  private var names: UInt64 = 0

  init(of element: Element) {
    for child in element.children { names |= 1 << UInt64(child.node.name) }
  }

  /// Whether a child has the name; always true of names that are not among the first.
  @inline(__always)
  func have(_ name: NativeName) -> Bool { name.rawValue >= 64 || names & 1 << UInt64(name.rawValue) != 0 }
}

extension RecordBatch {
  func slice(_ start: UInt32, _ end: UInt32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(start), count: Int(end) - Int(start))
  }
}
