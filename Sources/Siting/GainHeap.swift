/// Sites by what they add at most, the largest first; of equal ones, the lowest number.
struct GainHeap {
  struct Entry {
    /// What the site added at that step, and adds at most now.
    var gain: Double
    var site: Int
    /// When the gain was worked out: after that many new sites.
    var step: Int

    func comesBefore(_ other: Entry) -> Bool {
      gain != other.gain ? gain > other.gain : site < other.site
    }
  }

  private var entries: [Entry]

  /// - Complexity: O(n)
  init(_ entries: [Entry]) {
    self.entries = entries
    for place in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(from: place) }
  }

  /// - Complexity: O(log n)
  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var place = entries.count - 1
    while place > 0, entries[place].comesBefore(entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// - Complexity: O(log n)
  mutating func popLargest() -> Entry? {
    guard let largest = entries.first, let last = entries.popLast() else { return nil }
    if !entries.isEmpty {
      entries[0] = last
      sink(from: 0)
    }
    return largest
  }

  private mutating func sink(from start: Int) {
    var place = start
    while true {
      var first = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < entries.count && entries[child].comesBefore(entries[first]) { first = child }
      if first == place { return }
      entries.swapAt(place, first)
      place = first
    }
  }
}
