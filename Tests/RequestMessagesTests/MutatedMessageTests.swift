import DirectoryModel
import Foundation
import RequestMessages
import Requests
import TestSupport
import Testing

@Suite struct MutatedMessageTests {
  private static let documents: [[UInt8]] = {
    OutgoingMessages.forms.flatMap { form in
      StoryMessages.stories().flatMap { action, request in
        ((try? OutgoingMessages(request, form: form, action: action))?.documents ?? []).map { Array($0.utf8) }
      }
    }
  }()

  @Test(arguments: SampleSize.seeds(8, long: 250))
  func aMutatedMessageIsReadOrRefusedWithAWord(seed: UInt64) throws {
    #expect(Self.documents.count > 30)
    var random = SplitMix64(seed: seed)
    for _ in 0..<40 {
      var bytes = try #require(Self.documents.randomElement(using: &random))
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, &random) }
      do {
        let message = try IncomingMessage(bytes)
        #expect(message.lines.allSatisfy { (1...99).contains($0.count) && !$0.reference.isEmpty })
        #expect(!message.id.isEmpty)
      } catch let error as MutualAidError {
        #expect(!error.message.isEmpty)
      }
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    guard bytes.count > 8 else { return }
    let start = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 1...60, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
    case 3: bytes.replaceSubrange(start..<end, with: Array("9999999999999999999".utf8))
    default: bytes.removeSubrange(start...)
    }
  }
}
