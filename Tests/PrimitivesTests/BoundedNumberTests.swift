import Primitives
import Testing

@Suite struct BoundedNumberTests {
  @Test(
    arguments: [
      (12.5, 13), (-12.5, -13), (0.4, 0), (-0.0, 0), (.nan, 0), (.signalingNaN, 0), (.infinity, Int.max),
      (-.infinity, Int.min), (1e300, Int.max), (-1e300, Int.min), (9_223_372_036_854_775_808, Int.max),
      (-9_223_372_036_854_775_808, Int.min), (9_007_199_254_740_992, 9_007_199_254_740_992),
    ] as [(Double, Int)])
  func aNumberComesToTheNearestWholeOneThatTheTypeHolds(value: Double, whole: Int) {
    #expect(Int(bounded: value) == whole)
  }

  @Test(
    arguments: [(Double.nan, 5), (.infinity, 9), (-.infinity, 5), (7.9, 7), (1e300, 9), (-3, 5)] as [(Double, Int)])
  func aRangeHoldsTheResult(value: Double, whole: Int) {
    #expect(Int(bounded: value, rounding: .towardZero, in: 5...9) == whole)
  }

  @Test func smallerAndUnsignedTypesAreBoundedToo() {
    #expect(UInt16(bounded: -1) == 0 && UInt16(bounded: 70_000) == .max && Int32(bounded: 1e10) == .max)
    #expect(UInt64(bounded: 1e30) == .max && UInt64(bounded: .nan) == 0)
    #expect(Int(bounded: 2.1, rounding: .up) == 3 && Int(bounded: -2.1, rounding: .down) == -3)
  }
}
