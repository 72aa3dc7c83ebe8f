internal import Primitives
internal import TestSupport
internal import Testing

@testable internal import Journal

@Suite struct PositionTests {
  private let journal = JournalIdentity.random()

  @Test func aPositionIsReadBackFromItsText() throws {
    let owner = try #require(JournalOwner("nl.room-1"))
    for numbers in [[:], [JournalOwner.local: 1], [.local: 120, owner: 9_007_199_254_740_993]]
      as [[JournalOwner: Int64]]
    {
      let position = JournalPosition(journal: journal, numbers: numbers)
      #expect(try JournalPosition(position.text) == position)
    }
    #expect(JournalPosition(journal: journal, numbers: [.local: 0]) == JournalPosition(journal: journal))
  }

  @Test(arguments: [
    "", "x", ":", "3f:local.1", "{}:", "{}:local", "{}:local.", "{}:local.0", "{}:local.-1", "{}:local.01",
    "{}:local.1,", "{}:local.1,local.2", "{}:LOCAL.1", "{}:local.9223372036854775808", "{}:local.1:", "{}:é.1",
  ])
  func whatIsNoPositionIsRefused(text: String) {
    let text = text.replacing("{}", with: journal.description)
    // The first entry of nobody is the beginning of the journal.
    guard text != journal.description + ":" else { return }
    #expect(throws: JournalPositionError.malformed) { try JournalPosition(text) }
  }

  @Test func aPositionIncludesThoseThatLieBeforeItInTheSameJournal() throws {
    let owner = try #require(JournalOwner("b"))
    let position = JournalPosition(journal: journal, numbers: [.local: 5, owner: 2])
    #expect(position.includes(position))
    #expect(position.includes(JournalPosition(journal: journal, numbers: [.local: 4])))
    #expect(!position.includes(JournalPosition(journal: journal, numbers: [.local: 6])))
    #expect(!position.includes(JournalPosition(journal: .random())))
  }

  @Test func rangesAreWhatSetsOfNumbersAre() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      var (ranges, set) = (NumberRanges(), Set<Int64>())
      for _ in 0..<12 {
        let first = Int64.random(in: 1...40, using: &random)
        let last = first + Int64.random(in: 0...5, using: &random)
        ranges.add(first...last)
        set.formUnion(first...last)
      }
      var (others, otherSet) = (NumberRanges(), Set<Int64>())
      for number in Int64(1)...50 where random.oneIn(3) {
        others.add(number)
        otherSet.insert(number)
      }
      #expect((Int64(1)...60).allSatisfy { ranges.contains($0) == set.contains($0) })
      #expect(ranges.count == Int64(set.count))
      #expect(NumberRanges(ranges.text) == ranges)
      let rest = ranges.subtracting(others)
      #expect((Int64(1)...60).allSatisfy { rest.contains($0) == set.subtracting(otherSet).contains($0) })
    }
    for text in ["1-", "2-1", "0", "3,2", "1,,2", "a", "1-2-3"] { #expect(NumberRanges(text) == nil) }
  }

  @Test func aKeyIsReadBackFromAFileOfItsOwnerAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("key")
    let key = try SigningKey.loadOrMake(at: path)
    #expect(try SigningKey.loadOrMake(at: path).publicKey == key.publicKey)
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    #expect(throws: KeyFileError.self) { try SigningKey.make(at: path) }
    chmod(path, 0o640)
    #expect(throws: KeyFileError(path: path, reason: .exposed)) { try SigningKey.load(at: path) }
    let other = try folder.write("no key", to: "other")
    chmod(other, 0o600)
    #expect(throws: KeyFileError(path: other, reason: .noKey)) { try SigningKey.load(at: other) }
  }
}
