import Foundation
import Synchronization
import TestSupport

/// One listener: what it hears, in which order, and how late.
final class Listening {
  let unit: String?
  private(set) var heard: [Int] = []
  private(set) var late: [Double] = []
  private(set) var cutCount = 0
  private(set) var resets = 0
  private let port: Int
  private let cuts: Int
  private let story: Story
  private var last: String
  private var random: SplitMix64
  private var isTold = false

  init(port: Int, unit: String?, from position: String, cuts: Int, seed: UInt64, story: Story) {
    (self.port, self.unit, self.cuts, self.story) = (port, unit, cuts, story)
    last = position
    random = SplitMix64(seed: seed)
  }

  /// Listens until it has heard of the last change.
  func run() {
    let mean = Double(story.seconds) / Double(cuts + 1)
    while !isOver {
      let isLast = cutCount >= cuts
      let end =
        isLast ? Double.infinity : .random(in: 0.2...(2 * mean - 0.2 > 0.2 ? 2 * mean - 0.2 : 0.3), using: &random)
      do { try listen(until: end) } catch {}
      if !isOver { cutCount += 1 }
    }
  }

  private var isOver: Bool {
    let total = story.total.load(ordering: .acquiring)
    guard total >= 0 else { return false }
    // What is to be heard is known when all is written.
    let wanted = story.written.withLock { $0.last { unit == nil || unit == $0.unit } }
    return wanted == nil || heard.last == wanted?.number
  }

  private func listen(until end: Double) throws {
    let connection = try Connection(port: port, patience: 2)
    let filter = unit.map { "?unit=" + $0 } ?? ""
    try connection.send(
      "GET /v1/events\(filter) HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nLast-Event-ID: \(last)\r\n\r\n")
    guard try connection.head().status == 200 else { throw Connection.Gone() }
    if !isTold {
      isTold = true
      story.listening.add(1, ordering: .releasing)
    }
    let begun = microseconds()
    while !isOver, Double(microseconds() - begun) / 1e6 < end {
      guard let piece = try? connection.piece() else {
        // Nothing for a while, or the end of the stream: connect again, which is a cut that nobody planned.
        return
      }
      take(piece, isLive: microseconds() - begun > 500_000)
    }
  }

  private func take(_ piece: [UInt8], isLive: Bool) {
    let now = microseconds()
    let text = String(decoding: piece, as: UTF8.self)
    for event in text.components(separatedBy: "\n\n") where !event.isEmpty {
      for line in event.split(separator: "\n") where line.hasPrefix("id: ") { last = String(line.dropFirst(4)) }
      if event.hasPrefix("event: reset") { resets += 1 }
      // Notes are `load-NUMBER-MICROSECONDS`.
      guard let start = event.range(of: "\"load-") else { continue }
      let parts = event[start.upperBound...].prefix { $0 != "\"" }.split(separator: "-")
      guard parts.count == 2, let number = Int(parts[0]), let sent = Int(parts[1]) else { continue }
      heard.append(number)
      if isLive { late.append(Double(now - sent) / 1000) }
    }
  }
}
