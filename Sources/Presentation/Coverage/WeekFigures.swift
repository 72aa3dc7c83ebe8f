internal import Coverage
internal import DirectoryModel
internal import Primitives

/// One area's week in figures: who is outside the norm at each hour.
struct WeekFigures {
  /// By hour, from Monday 0:00 on: people whom a norm judges.
  let judged: [Int]
  /// By hour: of these, who is within the norm.
  let covered: [Int]

  /// Takes the area at a position among those of a service, of which the first is everything.
  init(_ week: CoverageWeek.ServiceWeek, area: Int) {
    let hours = week.hours(ofArea: area)
    judged = hours.map(\.judged)
    covered = hours.map(\.covered)
  }

  /// By hour: people outside the norm.
  var outside: [Int] { zip(judged, covered).map { $0 - $1 } }

  /// The first hour at which most, or fewest, are outside, and how many; `nil` where nobody is judged at any hour.
  func extreme(mostOutside: Bool) -> (hour: Int, people: Int)? {
    guard judged.contains(where: { $0 > 0 }) else { return nil }
    let order = outside.enumerated().map { (hour: $0.offset, people: $0.element) }
    return mostOutside
      ? order.max { ($0.people, -$0.hour) < ($1.people, -$1.hour) }
      : order.min { ($0.people, $0.hour) < ($1.people, $1.hour) }
  }

  /// People outside of so many judged that the hours can be told apart: of 100, or of 1,000 where fewer than a tenth are
  /// outside at every hour.
  var scale: Double { zip(outside, judged).contains { $0 * 10 >= $1 && $1 > 0 } ? 100 : 1000 }

  /// People outside of so many judged at an hour, in whole numbers; `nil` where nobody is judged.
  func share(at hour: Int) -> Int? {
    guard judged.indices.contains(hour), judged[hour] > 0 else { return nil }
    return Int(bounded: (Double(outside[hour]) / Double(judged[hour]) * scale).rounded())
  }

  /// By how many people the worst hour is worse than the best.
  var range: Int {
    (extreme(mostOutside: true)?.people ?? 0) - (extreme(mostOutside: false)?.people ?? 0)
  }
}

/// The words of the week.
struct WeekWords {
  let words: Words<WeekPhrase>
  let numbers: NumberText

  init(_ language: Language) {
    words = Words(language)
    numbers = NumberText(language)
  }

  /// The days, Monday first.
  var days: [String] { words[.days].split(separator: " ").map(String.init) }

  /// An hour of the week as people say it: `Sa`, `3:00`.
  func moment(_ hour: Int) -> (day: String, time: String) {
    let days = days
    return (days.indices.contains(hour / 24) ? days[hour / 24] : "", "\(hour % 24):00")
  }

  /// What the numbers of a week are.
  func note(_ figures: [WeekFigures], from monday: String) -> String {
    words(figures.contains { $0.scale == 1000 } ? .fineNote : .note, DateText(words.language).written(monday))
  }

  /// `Sa 3:00`.
  func text(of hour: Int) -> String { "\(moment(hour).day) \(moment(hour).time)" }

  /// When most and when fewest people are outside.
  func sentences(_ figures: WeekFigures) -> [String] {
    guard let most = figures.extreme(mostOutside: true), let fewest = figures.extreme(mostOutside: false) else {
      return []
    }
    let text = { (found: (hour: Int, people: Int)) in numbers.people(found.people, of: figures.judged[found.hour]) }
    guard most.people > fewest.people else { return [words(.same, text(most))] }
    return [(WeekPhrase.most, most), (.fewest, fewest)].map { phrase, found in
      words(phrase, moment(found.hour).day, moment(found.hour).time, text(found))
    }
  }
}
