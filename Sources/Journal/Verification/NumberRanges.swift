/// A set of numbers of entries, as ranges in rising order: `1-500,502`.
public struct NumberRanges: Hashable, Sendable {
  /// The ranges; none touches the next.
  public private(set) var ranges: [ClosedRange<Int64>] = []

  /// No numbers.
  public init() {}

  /// Reads the text of ranges.
  ///
  /// - Returns: `nil` for any other text.
  public init?(_ text: some StringProtocol) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) where !text.isEmpty {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last, first > 0,
        ranges.last.map({ $0.upperBound < first }) ?? true
      else { return nil }
      add(first...last)
    }
  }

  /// The ranges as text.
  public var text: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }

  /// How many numbers there are.
  public var count: Int64 { ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound + 1) } }

  /// Adds numbers; at once where they lie behind all others, as they do when entries are read in order.
  public mutating func add(_ range: ClosedRange<Int64>) {
    if let last = ranges.last, range.lowerBound <= last.upperBound &+ 1 {
      guard range.lowerBound < last.lowerBound else {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        return
      }
      var joined = range
      var rest: [ClosedRange<Int64>] = []
      for other in ranges {
        if other.upperBound &+ 1 < joined.lowerBound || joined.upperBound &+ 1 < other.lowerBound {
          rest.append(other)
        } else {
          joined = min(other.lowerBound, joined.lowerBound)...max(other.upperBound, joined.upperBound)
        }
      }
      let place = rest.firstIndex { $0.lowerBound > joined.upperBound } ?? rest.endIndex
      rest.insert(joined, at: place)
      ranges = rest
    } else {
      ranges.append(range)
    }
  }

  /// Adds a number.
  public mutating func add(_ number: Int64) { add(number...number) }

  /// Adds all numbers of others.
  public mutating func add(_ others: NumberRanges) { for range in others.ranges { add(range) } }

  /// Whether a number is among them.
  ///
  /// - Complexity: O(log *n*) in the number of ranges.
  public func contains(_ number: Int64) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(number)
  }

  /// The numbers that others do not have.
  public func subtracting(_ others: NumberRanges) -> NumberRanges {
    var left = NumberRanges()
    for range in ranges {
      var start = range.lowerBound
      for other in others.ranges where other.upperBound >= start && other.lowerBound <= range.upperBound {
        if other.lowerBound > start { left.add(start...other.lowerBound - 1) }
        start = other.upperBound &+ 1
      }
      if start <= range.upperBound { left.add(start...range.upperBound) }
    }
    return left
  }
}
