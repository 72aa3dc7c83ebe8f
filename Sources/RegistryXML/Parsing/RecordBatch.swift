/// What the parser found in a stretch of a document: elements with all that is in them, flat, in document order.
///
/// Elements, attributes and bytes lie in three runs that are filled once and then only read, so that a large registry is
/// read with a few allocations per thousand records.
///
/// Safety: `@unchecked Sendable` because nothing changes after `init`; the memory is freed when the last reader lets go.
/// All indices in it were made by the parser together with the runs.
final class RecordBatch: @unchecked Sendable {
  /// What happened, in document order; indices are those of the element's node.
  enum Event {
    case entered(node: Int)
    case captured(node: Int)
    case ended(depth: Int, line: Int)
    /// An element is left out; only the first of its name makes an event.
    case skipped(name: UInt32, line: Int)
    /// A name has a prefix that nothing declares; only the first one makes an event.
    case undeclaredPrefix(String, line: Int)
  }

  struct Attribute: BitwiseCopyable {
    var name: UInt32
    var start: UInt32
    var end: UInt32
  }

  struct Node: BitwiseCopyable {
    var name: UInt32
    var line: Int32
    var firstAttribute: UInt32
    var endAttribute: UInt32
    /// The element's own text; empty where it has child elements.
    var textStart: UInt32
    var textEnd: UInt32
    /// The index behind the last node inside this one.
    var end: UInt32
    var hasChildren: Bool
  }

  struct Name: Sendable {
    var local: String
    var namespace: String
    /// Without namespace, or in that of `xml:`: what a format that knows only its own attributes looks at.
    var isPlain: Bool
  }

  /// The three runs while they grow.
  struct Tape {
    var nodes = UnmanagedArray<Node>(capacity: 4096)
    var attributes = UnmanagedArray<Attribute>(capacity: 4096)
    var bytes = UnmanagedArray<UInt8>(capacity: 1 << 17)
    var events: [Event] = []

    /// Bytes in use.
    var size: Int { bytes.count + nodes.count * 32 + attributes.count * 12 }

    func deallocate() {
      nodes.deallocate()
      attributes.deallocate()
      bytes.deallocate()
    }
  }

  let names: [Name]
  let events: [Event]
  /// How many bytes of the document have been read so far.
  let bytesRead: Int
  private let tape: Tape
  let nodes: UnsafePointer<Node>
  let attributes: UnsafePointer<Attribute>
  let bytes: UnsafePointer<UInt8>

  /// Takes over a tape, which must not be changed afterwards.
  init(_ tape: consuming Tape, names: [Name], bytesRead: Int) {
    self.tape = tape
    self.names = names
    self.bytesRead = bytesRead
    events = tape.events
    nodes = UnsafePointer(tape.nodes.items)
    attributes = UnsafePointer(tape.attributes.items)
    bytes = UnsafePointer(tape.bytes.items)
  }

  var nodeCount: Int { tape.nodes.count }

  deinit { tape.deallocate() }

  /// Delivers all events to a target.
  func deliver(to target: some XMLEventTarget) throws {
    try target.began(self)
    for event in events {
      switch event {
      case .entered(let node): try target.entered(Element(batch: self, index: node))
      case .captured(let node): try target.captured(Element(batch: self, index: node))
      case .ended(let depth, let line): try target.ended(depth: depth, line: line)
      case .skipped(let name, let line): try target.skipped(names[Int(name)], line: line)
      case .undeclaredPrefix(let prefix, let line): try target.metUndeclaredPrefix(prefix, line: line)
      }
    }
  }
}
