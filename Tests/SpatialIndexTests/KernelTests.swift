import CIndexKernels
import TestSupport
import Testing

/// The arithmetic on many at a time beside the plainest way to the same.
@Suite struct KernelTests {
  /// Values as squared distances are, many of them equal, in aligned memory with the room that the kernels want.
  private func withValues<Result>(
    _ count: Int, _ random: inout SplitMix64, _ body: ([Float], UnsafeMutablePointer<Float>) -> Result
  ) -> Result {
    let values = (0..<count).map { _ in
      Bool.random(using: &random) ? Float.random(in: 0...1e12, using: &random) : Float(random.next() % 4)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: (count + 8) * 4, alignment: 32)
    defer { memory.deallocate() }
    let floats = memory.bindMemory(to: Float.self, capacity: count + 8)
    floats.initialize(from: values, count: count)
    return body(values, floats)
  }

  @Test(arguments: [1, 2, 7, 8, 9, 16, 31, 64, 95, 96, 97, 128, 1_000])
  func theKthSmallestIsThatOfTheSortedValues(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    for _ in 0..<50 {
      let k = Int.random(in: 1...count, using: &random)
      withValues(count, &random) { values, memory in
        #expect(index_kth(memory, Int32(count), Int32(k)) == values.sorted()[k - 1])
      }
    }
  }

  @Test(arguments: [1, 5, 8, 13, 40, 96])
  func ranksAreThePlacesInAStableSort(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    for _ in 0..<50 {
      withValues(count, &random) { values, memory in
        var ranks = [UInt32](repeating: 0, count: count + 8)
        index_ranks(memory, Int32(count), &ranks)
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        #expect(order.map { Int(ranks[$0]) } == Array(0..<count))
      }
    }
  }
}
