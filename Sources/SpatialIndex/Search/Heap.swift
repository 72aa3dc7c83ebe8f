/// A binary heap with the smallest key at the top, in memory that it keeps when emptied.
///
/// All other heaps are swift-collections' `Heap`. This one is the inside of every search: three entries and one removal take
/// 10 ns in it and 22 ns in `Heap`, which has two ends, and a search makes some forty of those.
struct Heap<Element: HeapElement> {
  private(set) var elements: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    elements = .allocate(capacity: capacity)
  }

  func deallocate() { elements.deallocate() }

  @inline(__always) mutating func removeAll() { count = 0 }

  @inline(__always) mutating func push(_ element: Element) {
    if count == capacity { grow() }
    var place = count
    count &+= 1
    while place > 0 {
      let parent = (place &- 1) >> 1
      guard element.isBefore(elements[parent]) else { break }
      (elements + place).initialize(to: elements[parent])
      place = parent
    }
    (elements + place).initialize(to: element)
  }

  /// The smallest; there must be one.
  @inline(__always) var top: Element { elements.pointee }

  /// The second smallest, if there is one.
  @inline(__always) var second: Element? {
    if count < 2 { return nil }
    return count > 2 && elements[2].isBefore(elements[1]) ? elements[2] : elements[1]
  }

  /// Takes the smallest away; there must be one.
  @inline(__always) mutating func removeTop() {
    count &-= 1
    let last = elements[count]
    var place = 0
    while true {
      var child = 2 &* place &+ 1
      if child >= count { break }
      if child &+ 1 < count, elements[child &+ 1].isBefore(elements[child]) { child &+= 1 }
      guard elements[child].isBefore(last) else { break }
      elements[place] = elements[child]
      place = child
    }
    if count > 0 { elements[place] = last }
  }

  @inline(never) private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: elements, count: count)
    elements.deallocate()
    elements = larger
    capacity *= 2
  }
}

/// What a heap can hold: plain values with an order.
protocol HeapElement: BitwiseCopyable {
  func isBefore(_ other: Self) -> Bool
}

/// A node to look into: its bound in the high half (as the bits of a Float that is not negative, which order like it),
/// and in the low half the way of travelling (3 bits) and the reference.
struct PendingNode: HeapElement {
  var word: UInt64

  @inline(__always) init(bound: Float, travel: Int, reference: UInt32) {
    word = UInt64(bound.bitPattern) << 32 | UInt64(travel) << 29 | UInt64(reference)
  }

  @inline(__always) var bound: Float { Float(bitPattern: UInt32(truncatingIfNeeded: word >> 32)) }
  @inline(__always) var travel: Int { Int(word >> 29 & 7) }
  @inline(__always) var reference: UInt32 { UInt32(truncatingIfNeeded: word) & 0x1FFF_FFFF }
  @inline(__always) func isBefore(_ other: Self) -> Bool { word < other.word }
}

/// A unit that has been seen, with bounds of its value.
struct PendingUnit: HeapElement {
  var low: Double
  var high: Double
  /// The distance as far as it is known.
  var distance: Double
  var state: UnitState
  var leaf: UnsafeMutableRawPointer
  var slot: Int32
  var number: UInt32
  var travel: Int32 = 0
  /// Whether `distance` is as right as what a search reports.
  var isMeasured = true

  @inline(__always) func isBefore(_ other: Self) -> Bool {
    low < other.low || (low == other.low && number < other.number)
  }
}
