import DirectoryModel
import Foundation
import Geodesy
import StatusFeed
import TextFormats

/// Feeds of status reports: JSON lines and tables.
///
/// It does not matter in which pieces the bytes come. A report that is taken is within its limits, and the same report
/// again when its values are written as JSON.
enum FuzzFeed {
  private static let arrival = Date(timeIntervalSince1970: 1_795_000_000)

  private static let vocabulary = {
    var vocabulary = Vocabulary()
    vocabulary.addStatus(.responding, system: "fms", code: "3")
    vocabulary.addStatus(.available, system: "emsi", code: "AVAILB")
    return vocabulary
  }()

  private struct Reading: Equatable {
    var lines: [Int] = []
    var messages: [StatusMessage?] = []
    var problems: [String] = []
    var isRefused = false
  }

  static func run(_ bytes: [UInt8]) throws {
    let whole = try read(bytes, piece: max(1, bytes.count))
    let piece = 1 + Int(bytes.first ?? 0) % 7
    let pieces = try read(bytes, piece: piece)
    try require(whole == pieces, "in pieces of \(piece) bytes \(pieces), in one \(whole)")
    var reader = StatusMessageReader(vocabulary: vocabulary, zone: .gmt, defaultSource: "room")
    for message in whole.messages.compactMap({ $0 }) {
      guard case .report(let report, _) = reader.read(message, at: arrival) else { continue }
      try check(report)
      // What follows from the greatest age may lie beyond the times that a line may name.
      guard report.until.map({ $0.timeIntervalSince1970 <= 4_102_444_800 }) ?? true else { continue }
      var feed = FeedReader()
      Array(line(report).utf8).withUnsafeBytes { feed.append($0) }
      guard case .success(let again)? = try feed.next(isAtEnd: true)?.message,
        case .report(let same, _) = reader.read(again, at: arrival)
      else { throw FuzzFinding(description: "\(report) is no report when written and read again") }
      try require(same == report, "\(report) is \(same) when written and read again")
    }
  }

  private static func check(_ report: AvailabilityReport) throws {
    let years = 946_684_800.0...4_102_444_800
    try require(years.contains(report.since.timeIntervalSince1970), "\(report) began in another century")
    try require(report.until.map { $0 >= report.since } ?? true, "\(report) ends before it begins")
    for text in [report.unit.rawValue, report.source ?? "", report.note ?? ""] {
      try require(!text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "control: \(text)")
    }
  }

  private static func line(_ report: AvailabilityReport) -> String {
    var writer = JSONWriter(isPretty: false)
    writer.object {
      $0.member("unit", report.unit.rawValue)
      $0.member("status", report.status.rawValue)
      $0.member("since", Timestamp.text(report.since))
      $0.member("until", report.until.map(Timestamp.text))
      $0.member("source", report.source)
      $0.member("note", report.note)
      $0.member("lat", report.position.map { String($0.coordinate.latitude) })
      $0.member("lon", report.position.map { String($0.coordinate.longitude) })
      $0.member("position_time", report.position.map { Timestamp.text($0.time) })
    }
    return writer.text + "\n"
  }

  private static func read(_ bytes: [UInt8], piece: Int) throws -> Reading {
    var reading = Reading()
    var feed = FeedReader()
    func take(isAtEnd: Bool) throws {
      while let entry = try feed.next(isAtEnd: isAtEnd) {
        reading.lines.append(entry.line)
        switch entry.message {
        case .success(let message): reading.messages.append(message)
        case .failure(let defect):
          reading.messages.append(nil)
          reading.problems.append(defect.problem.message)
        }
      }
    }
    do {
      for start in stride(from: 0, to: bytes.count, by: piece) {
        bytes[start..<min(start + piece, bytes.count)].withUnsafeBytes { feed.append($0) }
        try take(isAtEnd: false)
      }
      try take(isAtEnd: true)
    } catch is MutualAidError {
      reading.isRefused = true
    }
    return reading
  }
}
