import Geodesy

/// Makes values of bytes, each within its range, and often at an end of it; behind the last byte come zeros.
struct FuzzBytes {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func flag() -> Bool { byte() & 1 == 1 }

  private mutating func word() -> UInt64 { (0..<4).reduce(0) { word, _ in word << 8 | UInt64(byte()) } }

  /// A whole number: in a quarter of all cases an end of the range.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    switch byte() {
    case 0..<32: return range.lowerBound
    case 32..<64: return range.upperBound
    case 64..<192: return range.lowerBound + Int(byte()) % (min(range.count, 8))
    default: return range.lowerBound + Int(word() % UInt64(range.count))
    }
  }

  /// A number: in half of all cases an end of the range, or the number next to it.
  mutating func number(in range: ClosedRange<Double>) -> Double {
    switch byte() {
    case 0..<32: range.lowerBound
    case 32..<64: range.upperBound
    case 64..<96: min(range.upperBound, range.lowerBound.nextUp)
    case 96..<128: max(range.lowerBound, range.upperBound.nextDown)
    case 128..<160: range.contains(0) ? -0.0 : range.lowerBound
    default: range.lowerBound + (range.upperBound - range.lowerBound) * Double(word()) / 4_294_967_295
    }
  }

  mutating func choice<Value>(_ first: Value, _ others: Value...) -> Value {
    let index = Int(byte()) % (others.count + 1)
    return index == 0 ? first : others[index - 1]
  }

  /// One of some values; `nil` where there are none.
  mutating func element<Value>(of values: [Value]) -> Value? {
    values.isEmpty ? nil : values[Int(byte()) % values.count]
  }

  /// Up to so many values.
  mutating func some<Value>(_ most: Int, _ value: (inout FuzzBytes) -> Value) -> [Value] {
    (0..<Int(byte()) % (most + 1)).map { _ in value(&self) }
  }

  mutating func maybe<Value>(_ value: (inout FuzzBytes) -> Value) -> Value? { flag() ? value(&self) : nil }

  /// A place: near where the countries of the world meet, or anywhere, the poles and the date line first.
  mutating func place() -> Coordinate {
    let isNear = byte() < 160
    return Coordinate(
      uncheckedLatitude: number(in: isNear ? 50.6...50.95 : -90...90),
      longitude: number(in: isNear ? 5.8...6.3 : -180...180))
  }
}
