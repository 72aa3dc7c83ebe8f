import TestSupport
import Testing

@testable import Coverage

struct SlotSetTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func holdsWhatWasPutInAndGivesItInOrder(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let numbers = Set((0..<40).map { _ in Int.random(in: 0..<1000, using: &random) })
    // It grows beyond what it had room for.
    var set = SlotSet(count: 300)
    for number in numbers.shuffled(using: &random) { set.insert(number) }
    #expect((0..<1100).filter(set.contains) == numbers.sorted())
    var found: [Int] = []
    set.forEach { found.append($0) }
    #expect(found == numbers.sorted())
    for start in stride(from: 0, to: 1280, by: 256) {
      let here = numbers.filter { (start..<start + 256).contains($0) }.sorted()
      var found: [Int] = []
      set.forEach(in: start..<start + 256) { found.append($0) }
      #expect(found == here)
      #expect(set.isEmpty(in: start..<start + 256) == here.isEmpty)
    }
  }

  @Test func withoutRoomNothingIsInIt() {
    let set = SlotSet(count: 0)
    #expect(!set.contains(5))
    #expect(set.isEmpty(in: 256..<512))
  }
}
