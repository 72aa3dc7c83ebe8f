/// Keys seen lately, each in the one place that its hash gives it: a registry asks millions of times for the same few.
///
/// A dictionary's hash, which nobody can choose collisions for, takes most of the time of such a question. Here a collision
/// only makes the question be asked again.
struct DirectMappedCache<Key: Equatable> {
  private var slots: [Key?] = Array(repeating: nil, count: 512)

  func contains(_ key: Key, hash: UInt64) -> Bool { slots[DirectMappedCache.slot(hash)] == key }

  mutating func insert(_ key: Key, hash: UInt64) { slots[DirectMappedCache.slot(hash)] = key }

  mutating func removeAll() { self = DirectMappedCache() }

  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 55) }

  /// A quick hash of a text, to which that of another can be added.
  static func hash(of text: String, _ hash: UInt64 = 0) -> UInt64 {
    var hash = hash
    for byte in text.utf8 { hash = hash &* 31 &+ UInt64(byte) }
    return hash
  }
}
