import DirectoryModel
import TestSupport
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("pumpng", "pumping"), ("PUMPING", "pumping"), ("punping", "pumping"), ("lader", "ladder"), ("addler", "ladder"),
    ("tecnical-rescu", "technical-rescue"),
  ])
  func aSlipFindsItsWord(word: String, expected: String) {
    #expect(EditDistance.nearest(to: word, among: ["ladder", "pumping", "technical-rescue"]) == expected)
  }

  @Test(arguments: ["", "xyz", "p", "pump", "helicopter", "technical"])
  func whatIsTooFarFindsNothing(word: String) {
    #expect(EditDistance.nearest(to: word, among: ["ladder", "pumping", "technical-rescue"]) == nil)
  }

  @Test func ofEquallyNearWordsTheFirstByAlphabetIsTaken() {
    #expect(EditDistance.nearest(to: "abcd", among: ["abcx", "abca"]) == "abca")
    #expect(EditDistance.nearest(to: "abcd", among: []) == nil)
  }

  @Test func theNearestWordIsTheOneByEditDistance() {
    var random = SplitMix64(seed: 21)
    let letters = Array("abc")
    let word = { (random: inout SplitMix64) in
      String((0..<Int.random(in: 0...9, using: &random)).map { _ in letters[Int.random(in: 0..<3, using: &random)] })
    }
    for _ in 0..<1500 {
      let asked = word(&random)
      let candidates = (0..<4).map { _ in word(&random) }
      let limit = min(4, max(1, asked.count / 3))
      let expected = candidates.map { (edits(Array(asked), Array($0)), $0) }.filter { $0.0 <= limit }.min { $0 < $1 }
      #expect(EditDistance.nearest(to: asked, among: candidates) == expected?.1, "\(asked) among \(candidates)")
    }
  }

  @Test func otherAlphabetsAndCasesAreComparedByCharacters() {
    #expect(EditDistance.nearest(to: "ZÜRICH", among: ["zürich", "zurich"]) == "zürich")
    #expect(EditDistance.nearest(to: "Zurich", among: ["Zürich", "Munich"]) == "Zürich")
    #expect(EditDistance.nearest(to: "лестница", among: ["лестницы", "ladder"]) == "лестницы")
    #expect(EditDistance.nearest(to: "e\u{301}tage", among: ["\u{E9}tages"]) == "\u{E9}tages")
  }

  @Test(.timeLimit(.minutes(10)))
  func aMillionIdsAreLookedThrough() {
    let ids = (0..<1_000_000).lazy.map { "nl-fire-station-\($0)-vehicle" }
    #expect(EditDistance.nearest(to: "nl-fire-statoin-999999-vehicle", among: ids) == "nl-fire-station-999999-vehicle")
  }

  /// The definition, without any cleverness but a memory.
  private func edits(_ left: [Character], _ right: [Character]) -> Int {
    var known: [[Int]] = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
    for i in 0...left.count {
      for j in 0...right.count {
        if i == 0 || j == 0 {
          known[i][j] = max(i, j)
        } else {
          known[i][j] = min(
            known[i - 1][j] + 1, known[i][j - 1] + 1, known[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
        }
      }
    }
    return known[left.count][right.count]
  }
}
