internal import Primitives

/// How far the reading of a file is, for people.
package struct ProgressText: Sendable {
  private let bytes: Int
  private let total: Int?
  private let records: Int
  private let seconds: Double
  private let language: Language

  /// Makes a text.
  ///
  /// - Parameters:
  ///   - bytes: bytes of the file read so far.
  ///   - total: bytes of the file; `nil` where it is not known.
  ///   - records: how many records have come out.
  ///   - seconds: how long it has taken, in seconds.
  ///   - language: the language of the text.
  package init(bytes: Int, total: Int?, records: Int, seconds: Double, in language: Language = .english) {
    self.bytes = bytes
    self.total = total
    self.records = records
    self.seconds = max(seconds, 0.001)
    self.language = language
  }

  private var share: Double? { total.flatMap { $0 > 0 ? min(1, Double(bytes) / Double($0)) : nil } }

  /// A bar of so many characters; empty where the whole is not known.
  package func bar(width: Int) -> String {
    guard let share, width > 0 else { return "" }
    let filled = Int(bounded: share * Double(width), rounding: .towardZero, in: 0...width)
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }

  /// For example `29 %, 120 of 417 MB, 90 MB/s, 290000 records, 3 s left`.
  package var line: String {
    let words = Words<ProgressPhrase>(language)
    var parts: [String] = []
    let read = ProgressText.megabytes(bytes)
    if let share, let total {
      parts = [
        "\(Int(bounded: share * 100, rounding: .towardZero)) %",
        words(.share, "\(read)", "\(ProgressText.megabytes(total))"),
      ]
    } else {
      parts = [words(.megabytes, read)]
    }
    parts.append(words(.megabytesPerSecond, Int(bounded: Double(bytes) / seconds / 1e6, rounding: .towardZero)))
    parts.append(words(.records, "\(records)"))
    if let share, share > 0 {
      let left = seconds / share - seconds
      parts.append(
        left < 90
          ? words(.secondsLeft, "\(Int(bounded: left, rounding: .up))")
          : words(.minutesLeft, "\(Int(bounded: left / 60, rounding: .up))"))
    }
    return parts.joined(separator: ", ")
  }

  /// A file's name, a bar and the figures, in so many columns of a terminal: first the bar gives way, then the name.
  package func terminalLine(name: String, columns: Int) -> String {
    let figures = line
    let room = columns - TerminalLine.width(of: figures)
    let bar = bar(width: min(30, room / 2))
    // A bar too short shows nothing.
    let drawn = bar.count < 8 ? "" : bar + " "
    let nameRoom = room - drawn.count - 1
    let shown = nameRoom < 4 ? "" : TerminalLine.fitted(name, columns: nameRoom) + " "
    return TerminalLine.fitted(shown + drawn + figures, columns: columns)
  }

  private static func megabytes(_ bytes: Int) -> Int { Int(bounded: Double(bytes) / 1e6) }
}
