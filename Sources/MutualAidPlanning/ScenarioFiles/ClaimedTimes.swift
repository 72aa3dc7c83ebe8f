internal import Coverage
internal import DirectoryModel

/// The parts of the week for which edits have claimed something, none of which overlap.
///
/// A week is looked at day by day, each after every day that may come before it, since a window may go on from there.
struct ClaimedTimes {
  private struct Claim {
    var minutes: Range<Int>
    var edit: Int
  }

  private static let days: [(day: WindowDay, before: WindowDay)] = WindowDay.week.indices.flatMap { index in
    let (day, before) = (WindowDay.week[index], WindowDay.week[(index + 6) % 7])
    return [(day, before), (.holiday, before), (day, .holiday), (.holiday, .holiday)]
  }

  /// By day: claims in the order of their minutes.
  private var claims: [[Claim]] = days.map { _ in [] }

  /// The first edit, by its number, that has claimed a part of what a window claims; `nil` for none.
  ///
  /// - Complexity: O(log n) beside the claims that overlap.
  func firstEdit(overlapping window: WeeklyWindow?) -> Int? {
    var first: Int?
    for (known, minutes) in zip(claims, ClaimedTimes.minutes(of: window)) {
      for range in minutes {
        // Of those before, only the last can reach into the range.
        var place = ClaimedTimes.place(of: range.lowerBound, in: known)
        if place > 0, known[place - 1].minutes.upperBound > range.lowerBound { place -= 1 }
        while place < known.count, known[place].minutes.lowerBound < range.upperBound {
          first = min(known[place].edit, first ?? .max)
          place += 1
        }
      }
    }
    return first
  }

  /// Claims the times of a window, which overlap with no claim so far.
  mutating func claim(_ window: WeeklyWindow?, for edit: Int) {
    for (day, minutes) in ClaimedTimes.minutes(of: window).enumerated() {
      for range in minutes {
        claims[day].insert(
          Claim(minutes: range, edit: edit), at: ClaimedTimes.place(of: range.lowerBound, in: claims[day]))
      }
    }
  }

  /// Where the first claim stands that begins at a minute or later.
  private static func place(of minute: Int, in claims: [Claim]) -> Int {
    var (low, high) = (0, claims.count)
    while low < high {
      let middle = (low + high) / 2
      if claims[middle].minutes.lowerBound < minute { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// By day the minutes at which a window is open; all of them without one.
  private static func minutes(of window: WeeklyWindow?) -> [[Range<Int>]] {
    guard let window else { return days.map { _ in [0..<1440] } }
    // A window opens and closes at its own times only.
    let ends = Set([0, window.from?.minutes ?? 0, window.to?.minutes ?? 1440, 1440]).sorted()
    return days.map { day, before in
      zip(ends, ends.dropFirst()).map { $0..<$1 }.filter {
        window.contains(LocalMoment(day: day, dayBefore: before, minute: $0.lowerBound))
      }
    }
  }
}
