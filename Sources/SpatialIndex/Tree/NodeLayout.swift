internal import Primitives
internal import Synchronization

/// How the nodes of a tree lie in memory.
///
/// A leaf holds sixteen units, a group the boxes and summaries of its eight children. What changes is one word at a time,
/// which readers load atomically: a unit's state or a word of a summary. Everything else is written once, when the tree is
/// built, so that readers may load it in vectors.
enum NodeLayout {
  // A leaf: x, y, z of its units in the frame as Float.
  static let unitsPerLeaf = 16
  static let states = 192
  static let numbers = 320
  /// What the Floats of a place leave out, as Floats.
  static let residuals = 384
  static let latitudes = 576
  static let longitudes = 704
  static let leafStride = 832

  // A group: lowest x, y, z and highest x, y, z of its children.
  static let fanOut = 8
  static let references = 192
  static let turnouts = 224
  /// For each least readiness, for each word, the eight children.
  static let summaries = 256

  static func groupStride(words: Int) -> Int { summaries + 3 * words * 64 }

  /// Set in a reference to a leaf.
  static let leafFlag: UInt32 = 1 << 28
  static let none = UInt32.max

  @inline(__always) static func word32(_ memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<UInt32> {
    memory.assumingMemoryBound(to: UInt32.self)
  }

  @inline(__always) static func word64(_ memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Atomic<UInt64>> {
    memory.assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  @inline(__always) static func floats(_ memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Float> {
    memory.assumingMemoryBound(to: Float.self)
  }
}

/// What readers need of a tree; it stays where it is as long as the tree lives.
struct TreeView {
  var leaves: UnsafeMutableRawPointer
  var groups: UnsafeMutableRawPointer
  var groupStride: Int
  /// The reference to the root; `NodeLayout.none` without units.
  var root: UInt32
  var frame: EarthFrame
  /// No coordinate of a unit in the frame is larger than this, in absolute value.
  var extent: Float
  var rows: SummaryRows
  /// Sets of capabilities by number.
  var capabilitySets: UnsafeMutableBufferPointer<CapabilitySets.Record>

  /// A set that some unit's state names.
  @inline(__always) func capabilities(_ state: UnitState) -> CapabilitySets.Record {
    capabilitySets[state.capabilitySet]
  }

  @inline(__always) func leaf(_ reference: UInt32) -> UnsafeMutableRawPointer {
    leaves + Int(reference & (NodeLayout.leafFlag - 1)) * NodeLayout.leafStride
  }

  @inline(__always) func group(_ reference: UInt32) -> UnsafeMutableRawPointer {
    groups + Int(reference) * groupStride
  }
}

/// Memory for a big array that is read at random: in pages of 2 MiB where the system has them, which saves the processor
/// most of the searching for pages.
func allocatePages(_ bytes: Int) -> UnsafeMutableRawPointer {
  let page = 2 << 20
  let rounded = (bytes + page - 1) / page * page
  let memory = UnsafeMutableRawPointer.allocate(byteCount: rounded, alignment: page)
  #if os(Linux)
    madvise(memory, rounded, MADV_HUGEPAGE)
  #endif
  return memory
}

/// The same for values of a type.
func allocatePages<Value>(_ type: Value.Type, _ count: Int) -> UnsafeMutablePointer<Value> {
  allocatePages(max(1, count) * MemoryLayout<Value>.stride).bindMemory(to: type, capacity: max(1, count))
}
