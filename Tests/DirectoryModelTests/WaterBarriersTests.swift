import DirectoryModel
import Foundation
import Geodesy
import TestSupport
import Testing

@Suite struct WaterBarriersTests {
  private let issued = Date(timeIntervalSince1970: 1_767_225_600)

  private func barrier(_ id: BarrierID, _ name: String) throws -> Barrier {
    Barrier(
      id: id, names: LocalizedText(name), kind: .river, line: [try place(51, 5), try place(51, 6)], accuracy: 10)
  }

  private func crossing(_ id: CrossingID, over barrier: BarrierID, _ name: String) throws -> Crossing {
    Crossing(
      id: id, barrier: barrier, names: LocalizedText(name), kind: .bridge, coordinate: try place(51, 5.5), road: .yes,
      confidence: .high)
  }

  /// The edition that counts for an id, found by comparing each with each.
  private func counting<ID: Hashable>(
    _ id: ID, among editions: [WaterBarriers.Edition], ids: (WaterBarriers) -> [ID]
  ) -> WaterBarriers.Edition? {
    editions.filter { ids($0.content).contains(id) }.first { one in
      editions.allSatisfy { other in
        if one.document == other.document || !ids(other.content).contains(id) { return true }
        if one.authority.rank != other.authority.rank { return one.authority.rank < other.authority.rank }
        if one.issued != other.issued { return one.issued > other.issued }
        return one.document < other.document
      }
    }
  }

  @Test(arguments: 0..<40)
  func ofOneIDTheHighestAuthorityCountsThenTheLatestInWhateverOrderTheyCome(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let barriers: [BarrierID] = ["a", "b", "c"]
    let crossings: [CrossingID] = ["x", "y", "z"]
    var editions: [WaterBarriers.Edition] = []
    for number in 0..<Int(1 + random.next() % 5) {
      let name = "d\(number)"
      var content = WaterBarriers()
      for id in barriers where random.oneIn(2) { content.barriers.append(try barrier(id, name)) }
      for id in crossings where random.oneIn(2) {
        content.crossings.append(try crossing(id, over: barriers.randomElement(using: &random) ?? "a", name))
      }
      editions.append(
        WaterBarriers.Edition(
          document: name, authority: random.oneIn(2) ? .national : .derived,
          issued: issued + Double(random.next() % 2), content: content))
    }
    let water = WaterBarriers(editions: editions.shuffled(using: &random))
    let wanted = barriers.compactMap { id in
      counting(id, among: editions) { $0.barriers.map(\.id) }?.content.barriers.first { $0.id == id }
    }
    #expect(water.barriers == wanted)
    #expect(
      water.crossings
        == crossings.compactMap { id in
          counting(id, among: editions) { $0.crossings.map(\.id) }?.content.crossings.first { $0.id == id }
        }.filter { crossing in wanted.contains { $0.id == crossing.barrier } })
  }
}
