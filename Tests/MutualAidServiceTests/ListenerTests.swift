import Foundation
import Journal
import Testing

@testable import MutualAidService

/// What waits for one listener.
struct ListenerTests {
  private static let journal = JournalIdentity.random()

  private static func place(_ number: Int64) -> EventID {
    EventID(
      position: JournalPosition(journal: journal, numbers: [.local: number]), told: Date(timeIntervalSince1970: 1))
  }

  private static func event(_ number: Int64, _ name: String = "status") -> LiveEvent {
    LiveEvent(name: name, id: place(number), data: Array("{}".utf8), unit: nil)
  }

  @Test func eventsComeTogetherInTheirOrder() async {
    let listener = Listener(filter: EventFilter(), caller: .anonymous, most: 10, place: Self.place(1))
    for number in 2...4 { listener.take(Self.event(Int64(number))) }
    guard case .events(let events) = await listener.next() else {
      Issue.record("no events")
      return
    }
    #expect(events.map(\.id.position[.local]) == [2, 3, 4])
  }

  @Test func aSlowReaderIsResetOnceAndGoesOn() async {
    let listener = Listener(filter: EventFilter(), caller: .anonymous, most: 3, place: Self.place(1))
    for number in 2...9 { listener.take(Self.event(Int64(number))) }
    guard case .reset(let place, "too-slow") = await listener.next() else {
      Issue.record("no reset")
      return
    }
    #expect(place == Self.place(9))
    listener.take(Self.event(10))
    guard case .events(let events) = await listener.next() else {
      Issue.record("no events")
      return
    }
    #expect(events.count == 1)
  }

  @Test func whatTheFilterLeavesOutStillMovesThePlace() async {
    var filter = EventFilter()
    filter.kinds = ["expiry"]
    let listener = Listener(filter: filter, caller: .anonymous, most: 3, place: Self.place(1))
    listener.take(Self.event(2))
    listener.beat(after: .zero)
    guard case .beat(let place) = await listener.next() else {
      Issue.record("no beat")
      return
    }
    #expect(place == Self.place(2))
    listener.take(Self.event(3, "expiry"))
    listener.end("stopping")
    guard case .events = await listener.next(), case .end("stopping") = await listener.next() else {
      Issue.record("what waits comes before the end")
      return
    }
  }

  @Test func idsAreReadAsTheyWereWritten() throws {
    let id = EventID(
      position: JournalPosition(journal: Self.journal, numbers: [.local: 7]), told: Date(timeIntervalSince1970: 1.5))
    #expect(try EventID(text: id.text, now: Date()) == id)
    #expect(throws: JournalPositionError.malformed) { try EventID(text: id.text + "x", now: Date()) }
    #expect(throws: JournalPositionError.malformed) { try EventID(text: "~", now: Date()) }
  }
}
