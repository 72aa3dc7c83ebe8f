/// A key of an `OpenTable`: a few plain words.
public protocol OpenTableKey: BitwiseCopyable, Equatable {
  /// A hash whose highest bits differ where keys differ.
  ///
  /// - Parameter seed: the table's, mixed into the key.
  /// - Returns: the hash, of which a table takes as many of the highest bits as it needs.
  func hash(seed: UInt64) -> UInt64
}

extension UInt64: OpenTableKey {
  /// Knuth's multiplicative hash (The Art of Computer Programming, volume 3, section 6.4): fast, and collisions can be
  /// chosen.
  @inlinable public func hash(seed: UInt64) -> UInt64 { (self ^ seed) &* 0x9E37_79B9_7F4A_7C15 }
}

/// A hash table by open addressing, from plain words to plain values, for questions that are asked for every element of a
/// document, every station of a registry or every unit of an index.
///
/// The standard library's `Dictionary` hashes with SipHash, for which collisions cannot be chosen. That is what most of
/// its time goes to where keys are one or two words, so that this table is used in three places (names of XML elements,
/// sets of capabilities, cells of stations) and `Dictionary` in all others. A question for a known word takes 3.5 ns, of a
/// `Dictionary` 14 ns, with 60 keys; 14 and 55 ns with 300,000.
///
/// It is public, in a module that the library does not export, because generic functions with access `package` are not
/// specialised in other modules, `@inlinable` or not (Swift 6.3): five million look-ups of names took 600 ms instead of 20.
public struct OpenTable<Key: OpenTableKey, Value: BitwiseCopyable> {
  @usableFromInline struct Slot: BitwiseCopyable {
    @usableFromInline var key: Key
    @usableFromInline var value: Value

    @inlinable init(key: Key, value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// A power of two of them; at least half are empty.
  @usableFromInline var slots: [Slot?]
  @usableFromInline var bits: UInt64
  @usableFromInline let seed: UInt64
  /// How many keys there are.
  public var count = 0

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - bits: there is room for half of two to that power before it grows.
  ///   - seed: given to the hash of every key; a secret where keys come from strangers.
  @inlinable public init(bits: Int = 8, seed: UInt64 = 0) {
    self.bits = UInt64(bits)
    self.seed = seed
    slots = Array(repeating: nil, count: 1 << bits)
  }

  /// The value of a key; `nil` where there is none.
  @inlinable public subscript(key: Key) -> Value? { slots[position(of: key)]?.value }

  /// Sets the value of a key.
  @inlinable public mutating func set(_ value: Value, for key: Key) {
    if count * 2 >= slots.count { grow() }
    let position = position(of: key)
    if slots[position] == nil { count += 1 }
    slots[position] = Slot(key: key, value: value)
  }

  /// Where a key is, or would go.
  @inlinable @inline(__always) func position(of key: Key) -> Int {
    let mask = slots.count &- 1
    var position = Int(truncatingIfNeeded: key.hash(seed: seed) &>> (64 &- bits))
    while let slot = slots[position], slot.key != key { position = (position &+ 1) & mask }
    return position
  }

  @inlinable mutating func grow() {
    let old = slots
    bits += 1
    slots = Array(repeating: nil, count: old.count * 2)
    for case let slot? in old { slots[position(of: slot.key)] = slot }
  }
}
