extension WeeklyWindow {
  /// Reads a part of the week as scenarios and corrections write it: days, ranges of days, and hours at the end; all but one may be left
  /// out, as in `mo-fr 22:00-06:00`, `sa su holiday`, `08:00-18:00`.
  package init?(scenario text: String) {
    self.init()
    let words = text.split { $0 == " " || $0 == "," }
    guard !words.isEmpty else { return nil }
    for (index, word) in words.enumerated() {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false)
      if word.contains(":") {
        guard index == words.count - 1, ends.count == 2, let from = ClockTime(String(ends[0])),
          let to = ClockTime(String(ends[1]))
        else { return nil }
        (self.from, self.to) = (from, to)
      } else if ends.count == 2 {
        guard let first = WindowDay.week.firstIndex(where: { $0.rawValue == ends[0] }),
          let last = WindowDay.week.firstIndex(where: { $0.rawValue == ends[1] })
        else { return nil }
        // From Saturday to Monday goes over the end of the week.
        for step in 0...(last - first + 7) % 7 { add(WindowDay.week[(first + step) % 7]) }
      } else {
        guard let day = WindowDay(rawValue: String(word)) else { return nil }
        add(day)
      }
    }
  }

  private mutating func add(_ day: WindowDay) {
    if !days.contains(day) { days.append(day) }
  }

  /// The window as scenarios write it.
  package var scenarioText: String {
    let hours =
      from == nil && to == nil
      ? [] : ["\(from?.description ?? "00:00")-\(to?.description ?? "24:00")"]
    return (days.map(\.rawValue) + hours).joined(separator: " ")
  }
}
