import Foundation
import Synchronization

/// Reports statuses at a steady rate, in groups, and now and then looks whether an answer knows of the last one.
struct Writing {
  let port: Int
  let token: String
  let units: [String]
  let rate: Int
  let group: Int
  /// Changes a second that were reached.
  private(set) var reached = 0.0
  /// Reports that were not taken.
  private(set) var refused = 0
  /// The 99th percentile of the milliseconds from sending a change to its being in an answer.
  private(set) var answerLate = 0.0

  init(port: Int, token: String, units: [String], rate: Int, group: Int) {
    (self.port, self.token, self.units, self.rate, self.group) = (port, token, units, rate, max(1, group))
  }

  mutating func run(_ story: Story) throws {
    guard rate > 0 else {
      sleep(UInt32(story.seconds))
      story.total.store(0, ordering: .releasing)
      return
    }
    let connection = try Connection(port: port)
    let reader = try Connection(port: port)
    let statuses = ["available", "responding", "on-scene", "unavailable"]
    // Of a unit another one each time.
    let status = { (number: Int) in statuses[(number + number / units.count) % 4] }
    let groups = rate * story.seconds / group
    let begun = microseconds()
    var number = 0
    var answers: [Double] = []
    for index in 0..<groups {
      let due = begun + index * group * 1_000_000 / rate
      if case let early = due - microseconds(), early > 0 { usleep(UInt32(early)) }
      var body = ""
      let sent = microseconds()
      var changes: [Story.Change] = []
      for _ in 0..<group {
        let unit = units[number % units.count]
        body += #"{"unit":"\#(unit)","status":"\#(status(number))","note":"load-\#(number)-\#(sent)"}"# + "\n"
        changes.append(Story.Change(number: number, unit: unit))
        number += 1
      }
      story.written.withLock { $0 += changes }
      try connection.send(
        "POST /v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/x-ndjson\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      let head = try connection.head()
      let answer = String(decoding: try connection.body(head.headers), as: UTF8.self)
      if head.status != 200 || !answer.contains("\"rejected\" : 0") && !answer.contains("\"rejected\":0") {
        refused += group
      }
      if index % 20 == 7 {
        try reader.send("GET /v1/units/\(changes[0].unit)/status HTTP/1.1\r\nHost: x\r\n\r\n")
        let head = try reader.head()
        let known = String(decoding: try reader.body(head.headers), as: UTF8.self)
        answers.append(
          known.contains("\"status\" : \"\(status(changes[0].number))\"")
            ? Double(microseconds() - sent) / 1000 : .infinity)
      }
    }
    reached = Double(number) / (Double(microseconds() - begun) / 1e6)
    answers.sort()
    answerLate = answers.isEmpty ? 0 : answers[min(answers.count - 1, answers.count * 99 / 100)]
    if !answerLate.isFinite { answerLate = -1 }
    story.total.store(number, ordering: .releasing)
  }
}
