internal import DirectoryModel
internal import FoundationEssentials
internal import LocalTime

/// Days and times as the readers of a language write them.
struct DateText: Sendable {
  private let pattern: String

  init(_ language: Language) { pattern = WordFile.of(language).section("dates")["day"] ?? "{0}-{1}-{2}" }

  /// A day, or a day and what follows it, that is written `YYYY-MM-DD`; any other text stays as it is.
  func written(_ text: String) -> String {
    let bytes = Array(text.utf8.prefix(10))
    let isDay =
      bytes.count == 10
      && bytes.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
      }
    guard isDay else { return text }
    let parts = text.prefix(10).split(separator: "-").map { String($0) }
    return Template.filled(pattern, with: parts) + text.dropFirst(10)
  }

  /// The local day of a moment.
  func day(_ date: Date) -> String { String(written(LocalClock.text(date)).prefix(10)) }

  /// The local day and time of a moment; the four countries share them.
  func moment(_ date: Date) -> String { written(LocalClock.text(date)) }

  /// The same in UTC, with the zone behind it.
  func universal(_ date: Date) -> String {
    let text = Timestamp.text(date)
    return "\(written(String(text.prefix(10)))) \(text.dropFirst(11).prefix(5)) UTC"
  }
}
