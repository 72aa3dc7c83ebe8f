/// A set of small numbers, one bit each: positions of cells or of units.
struct SlotSet: Sendable {
  private(set) var words: [UInt64]

  /// - Parameter count: numbers below this one can be in the set.
  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  /// Whether a number is in the set; those it has no room for are not.
  func contains(_ number: Int) -> Bool {
    let word = number / 64
    return word < words.count && words[word] >> UInt64(number % 64) & 1 == 1
  }

  /// Puts a number into the set, which grows where it must.
  mutating func insert(_ number: Int) {
    let word = number / 64
    if word >= words.count { words += Array(repeating: 0, count: word + 1 - words.count) }
    words[word] |= 1 << UInt64(number % 64)
  }

  /// Whether none of some numbers is in the set.
  ///
  /// - Parameter range: it begins at a multiple of 64, and numbers up to the next one behind its end count too.
  /// - Returns: whether the set holds no number of the range.
  func isEmpty(in range: Range<Int>) -> Bool {
    self.range(of: range).allSatisfy { words[$0] == 0 }
  }

  /// Gives the numbers of the set in ascending order.
  ///
  /// - Parameters:
  ///   - range: as in `isEmpty(in:)`.
  ///   - body: called with each number.
  func forEach(in range: Range<Int>, _ body: (Int) -> Void) {
    for word in self.range(of: range) {
      var bits = words[word]
      while bits != 0 {
        body(word * 64 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }

  /// The words that hold a range of numbers.
  private func range(of numbers: Range<Int>) -> Range<Int> {
    let end = min(words.count, (numbers.upperBound + 63) / 64)
    return min(end, numbers.lowerBound / 64)..<end
  }

  /// Gives all numbers of the set in ascending order.
  func forEach(_ body: (Int) -> Void) { forEach(in: 0..<words.count * 64, body) }
}
