import Foundation

/// A line on the terminal that shows how far a file has been read; nothing where nobody looks.
struct ProgressBar {
  private let name: String
  private let total: Int?
  private let isShown: Bool

  init(path: String, isQuiet: Bool) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    isShown = Console.isErrorTerminal && !isQuiet
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    total = path.hasSuffix(".gz") ? nil : attributes?[.size] as? Int
  }

  func show(bytes: Int) {
    guard isShown else { return }
    let megabytes = "\(bytes / 1_000_000) MB"
    if let total, total > 0 {
      let share = min(1, Double(bytes) / Double(total))
      let filled = Int(share * 30)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      write("\r\u{1B}[K\(name) \(bar) \(Int(share * 100)) %  \(megabytes)")
    } else {
      write("\r\u{1B}[K\(name) \(megabytes)")
    }
  }

  func clear() {
    if isShown { write("\r\u{1B}[K") }
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
