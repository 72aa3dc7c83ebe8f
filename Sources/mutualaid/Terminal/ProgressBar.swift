import Foundation
import Presentation
import RegistryXML

/// Shows how far a file has been read: a bar on a terminal, else, where it is asked to say more, a line now and then.
final class ProgressBar {
  private enum Form { case bar, lines, nothing }

  private static let barInterval = Duration.milliseconds(100)
  private static let lineInterval = Duration.seconds(3)

  /// The file.
  let path: String
  private let name: String
  /// Bytes of the file; `nil` for standard input.
  private let total: Int?
  private let form: Form
  private let language: Language
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var hasWritten = false

  init(path: String, global: GlobalOptions) {
    self.path = path
    name = path.split(separator: "/").last.map(String.init) ?? path
    language = global.lang
    form = global.quiet ? .nothing : Console.canOverwriteErrors ? .bar : global.verbose ? .lines : .nothing
    total = path == "-" ? nil : try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    start = clock.now
    next = start + (form == .bar ? ProgressBar.barInterval : ProgressBar.lineInterval)
  }

  func show(_ progress: ReadingProgress) {
    guard form != .nothing, clock.now >= next else { return }
    next = clock.now + (form == .bar ? ProgressBar.barInterval : ProgressBar.lineInterval)
    let text = ProgressText(
      bytes: progress.fileBytes, total: total, records: progress.records, seconds: (clock.now - start) / .seconds(1),
      in: language)
    if form == .lines {
      write("\(TerminalLine.fitted(name, columns: .max)): \(text.line)\n")
    } else {
      write("\r\(text.terminalLine(name: name, columns: Console.errorColumns))\u{1B}[K")
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

/// A line on the terminal that shows how far a stream has come; nothing where standard error is no terminal.
struct ProgressLine {
  private let isShown: Bool

  init(isQuiet: Bool) { isShown = Console.canOverwriteErrors && !isQuiet }

  func show(_ text: String) { write("\r\(TerminalLine.fitted(text, columns: Console.errorColumns))\u{1B}[K") }

  func clear() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    if isShown { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
  }
}
