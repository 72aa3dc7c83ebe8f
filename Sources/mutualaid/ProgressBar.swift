import Foundation
import RegistryXML

/// Shows how far a file has been read: a bar on a terminal, else, where it is asked to say more, a line now and then.
final class ProgressBar {
  private enum Form { case bar, lines, nothing }

  private static let barInterval = Duration.milliseconds(100)
  private static let lineInterval = Duration.seconds(3)
  private static let width = 30

  private let name: String
  /// Bytes of the file; `nil` for standard input.
  private let total: Int?
  private let form: Form
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var hasWritten = false

  init(path: String, global: GlobalOptions) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    form = global.quiet ? .nothing : Console.isErrorTerminal ? .bar : global.verbose ? .lines : .nothing
    total = path == "-" ? nil : try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    start = clock.now
    next = start + (form == .bar ? ProgressBar.barInterval : ProgressBar.lineInterval)
  }

  func show(_ progress: ReadingProgress) {
    guard form != .nothing, clock.now >= next else { return }
    next = clock.now + (form == .bar ? ProgressBar.barInterval : ProgressBar.lineInterval)
    let text = ProgressText(progress, total: total, seconds: (clock.now - start) / .seconds(1))
    if form == .lines {
      write("\(name): \(text.line)\n")
    } else {
      write("\r\u{1B}[K\(name) \(text.bar(width: ProgressBar.width))\(text.line)")
      hasWritten = true
    }
  }

  /// Takes the bar away.
  func clear() {
    if hasWritten { write("\r\u{1B}[K") }
    hasWritten = false
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// A line on the terminal that tells how far a stream has come; nothing where nobody looks.
struct ProgressLine {
  private let isShown: Bool

  init(isQuiet: Bool) { isShown = Console.isErrorTerminal && !isQuiet }

  func show(_ text: String) { write("\r\u{1B}[K" + text) }

  func clear() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    if isShown { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
  }
}

/// How far the reading is, in words.
struct ProgressText {
  private let progress: ReadingProgress
  private let total: Int?
  private let seconds: Double

  init(_ progress: ReadingProgress, total: Int?, seconds: Double) {
    self.progress = progress
    self.total = total
    self.seconds = max(seconds, 0.001)
  }

  private var share: Double? {
    total.flatMap { $0 > 0 ? min(1, Double(progress.fileBytes) / Double($0)) : nil }
  }

  /// A bar of so many characters and a space; empty where the whole is not known.
  func bar(width: Int) -> String {
    guard let share else { return "" }
    let filled = Int(share * Double(width))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + " "
  }

  /// For example `29 %, 120 of 417 MB, 90 MB/s, 290000 records, 3 s left`.
  var line: String {
    var parts: [String] = []
    let read = ProgressText.megabytes(progress.fileBytes)
    if let share, let total {
      parts = ["\(Int(share * 100)) %", "\(read) of \(ProgressText.megabytes(total)) MB"]
    } else {
      parts = ["\(read) MB"]
    }
    parts.append("\(Int(Double(progress.fileBytes) / seconds / 1e6)) MB/s")
    parts.append("\(progress.records) records")
    if let share, share > 0 {
      let left = seconds / share - seconds
      parts.append(left < 90 ? "\(Int(left.rounded(.up))) s left" : "\(Int((left / 60).rounded(.up))) min left")
    }
    return parts.joined(separator: ", ")
  }

  private static func megabytes(_ bytes: Int) -> Int { Int((Double(bytes) / 1e6).rounded()) }
}
