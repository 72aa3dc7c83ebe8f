public import FoundationEssentials

/// Reads and writes moments as ISO 8601, the only form that files, the command line and answers use.
public enum Timestamp {
  /// Reads a date and time with a zone (`2026-11-23T12:00:00Z`, `…+01:00`, with or without fractions), or a day, which
  /// means its start in UTC.
  public static func date(_ text: String) -> Date? {
    for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)] {
      if let date = try? style.parse(text) { return date }
    }
    return text.utf8.count == 10 ? try? Date.ISO8601FormatStyle().parse(text + "T00:00:00Z") : nil
  }

  /// Writes a moment in UTC, with fractions of a second only where there are any.
  public static func text(_ date: Date) -> String {
    let seconds = date.timeIntervalSince1970
    let whole = seconds == seconds.rounded()
    return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: !whole))
  }
}
