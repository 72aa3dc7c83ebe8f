internal import CLibXML2

/// Numbers of names by the addresses of name and namespace; open addressing, since it is asked for every element and
/// attribute.
struct NameTable {
  private struct Slot: BitwiseCopyable {
    var name: UInt
    var uri: UInt
    var id: UInt32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 256
  private var count = 0

  init() {
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot(name: 0, uri: 0, id: 0), count: capacity)
  }

  func deallocate() { slots.deallocate() }

  @inline(__always)
  private func place(_ name: UInt, _ uri: UInt) -> Int {
    Int(truncatingIfNeeded: ((name &+ uri &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 40) & (capacity - 1)
  }

  @inline(__always)
  func find(_ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?) -> UInt32? {
    let key = (UInt(bitPattern: name), UInt(bitPattern: uri))
    var index = place(key.0, key.1)
    while slots[index].name != 0 {
      if slots[index].name == key.0, slots[index].uri == key.1 { return slots[index].id }
      index = (index + 1) & (capacity - 1)
    }
    return nil
  }

  mutating func insert(_ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?, _ id: UInt32) {
    if count * 2 >= capacity { grow() }
    place(Slot(name: UInt(bitPattern: name), uri: UInt(bitPattern: uri), id: id))
    count += 1
  }

  private func place(_ slot: Slot) {
    var index = place(slot.name, slot.uri)
    while slots[index].name != 0 { index = (index + 1) & (capacity - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let (old, size) = (slots, capacity)
    capacity *= 2
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot(name: 0, uri: 0, id: 0), count: capacity)
    for index in 0..<size where old[index].name != 0 { place(old[index]) }
    old.deallocate()
  }
}
