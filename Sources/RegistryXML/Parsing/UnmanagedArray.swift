/// A run of plain values that grows, in memory of its own.
///
/// Safety: the memory belongs to the last holder of the value; `deallocate` is called once, by `RecordBatch`, which the
/// runs are moved into, or by the parser that still holds them. Reads are at indices that the parser handed out itself.
struct UnmanagedArray<Item: BitwiseCopyable> {
  private(set) var items: UnsafeMutablePointer<Item>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(16, capacity)
    items = .allocate(capacity: self.capacity)
  }

  @inline(__always)
  mutating func append(_ item: Item) {
    if count == capacity { grow(to: count + 1) }
    items[count] = item
    count += 1
  }

  @inline(__always)
  mutating func append(_ from: UnsafePointer<Item>, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    (items + count).update(from: from, count: added)
    count += added
  }

  /// Drops what stands behind the first `count` items.
  mutating func truncate(to count: Int) {
    if count < self.count { self.count = count }
  }

  private mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<Item>.allocate(capacity: capacity)
    larger.update(from: items, count: count)
    items.deallocate()
    items = larger
  }

  func deallocate() { items.deallocate() }
}
