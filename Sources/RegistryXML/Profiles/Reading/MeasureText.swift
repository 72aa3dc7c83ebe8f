/// Reads numbers, durations and dates as publishers write them.
enum MeasureText {
  private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "\t"]

  /// A whole number with spaces in it, a range ("2-4": its lower end) or a word behind it ("6 Personen").
  static func wholeNumber(_ text: String) -> Int? {
    var digits = ""
    var rest = text.drop { spaces.contains($0) }[...]
    while let next = rest.first, ("0"..."9").contains(next) || (spaces.contains(next) && isGroup(rest.dropFirst())) {
      if !spaces.contains(next) { digits.append(next) }
      rest = rest.dropFirst()
    }
    guard !digits.isEmpty, let number = Int(digits) else { return nil }
    rest = rest.drop { spaces.contains($0) }
    if rest.isEmpty { return number }
    if let first = rest.first, "-–/".contains(first) {
      let end = rest.dropFirst().drop { spaces.contains($0) }.filter { !spaces.contains($0) }
      return Int(end).flatMap { $0 >= number ? number : nil }
    }
    return rest.allSatisfy { $0.isLetter || $0 == "." || spaces.contains($0) } ? number : nil
  }

  /// Whether a text begins with the three digits of a group of thousands.
  private static func isGroup(_ text: Substring) -> Bool {
    let group = text.prefix(3)
    return group.count == 3 && group.allSatisfy { ("0"..."9").contains($0) }
      && !(text.dropFirst(3).first.map { ("0"..."9").contains($0) } ?? false)
  }

  /// The level of a capability: the number of a text that begins with one ("30 m", "2.000 l/min", "1 600", "5,5 t"; of a
  /// range its lower end), any other text as it is.
  ///
  /// A point or comma before exactly three digits parts thousands, before others it is the decimal mark.
  static func level(_ text: String) -> String {
    let isDigit = { (character: Character?) in character.map { ("0"..."9").contains($0) } ?? false }
    guard isDigit(text.first) else { return text }
    var (whole, fraction) = ("", "")
    var rest = text[...]
    while let next = rest.first {
      if isDigit(next) {
        whole.append(next)
      } else {
        let behind = rest.dropFirst().prefix { isDigit($0) }
        guard spaces.contains(next) || ".,".contains(next) else { break }
        if behind.count == 3, whole != "0" {
          whole += behind
        } else {
          if ".,".contains(next) { fraction = String(behind) }
          break
        }
        rest = rest.dropFirst(behind.count)
      }
      rest = rest.dropFirst()
    }
    let decimals = fraction.allSatisfy { $0 == "0" } ? "" : ".\(fraction)"
    return whole + decimals
  }

  /// Units of time by their usual words, in seconds.
  private static let units: [String: Int] = {
    var units: [String: Int] = [:]
    for word in [
      "s", "sec", "secs", "sek", "second", "seconds", "seconde", "seconden", "secondes", "sekunde", "sekunden",
    ] {
      units[word] = 1
    }
    for word in ["m", "min", "mins", "mn", "minute", "minutes", "minuut", "minuten"] { units[word] = 60 }
    for word in ["h", "hr", "hour", "hours", "u", "uur", "heure", "heures", "std", "stunde", "stunden"] {
      units[word] = 3600
    }
    return units
  }()

  /// Whole seconds of a duration; `nil` for a text that is none.
  static func seconds(_ text: String) -> Int? {
    let plain = text.lowercased().filter { !spaces.contains($0) }
    if let seconds = Int(plain) { return seconds }
    if plain.hasPrefix("p") { return isoDuration(plain.dropFirst()) }
    let parts = plain.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.map { (0...59).contains($0) } ?? false }) {
      return parts.compactMap(\.self).reduce(0) { $0 * 60 + $1 }
    }
    return sum(of: plain[...], units: units)
  }

  private static func isoDuration(_ text: Substring) -> Int? {
    let halves = text.split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
    guard let days = halves.first, let ofDays = days.isEmpty ? 0 : sum(of: days, units: ["d": 86_400]) else {
      return nil
    }
    guard halves.count == 2 else { return days.isEmpty ? nil : ofDays }
    guard let ofTime = sum(of: halves[1], units: ["h": 3600, "m": 60, "s": 1]) else { return nil }
    return ofDays + ofTime
  }

  /// The sum of numbers with units, such as `1h30min`.
  private static func sum(of text: Substring, units: [String: Int]) -> Int? {
    var total = 0.0
    var rest = text
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
      rest = rest.dropFirst(digits.count)
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count)
      if rest.first == "." { rest = rest.dropFirst() }
      guard !digits.isEmpty, let number = Double(digits.replacing(",", with: ".")), let unit = units[String(word)]
      else {
        return nil
      }
      total += number * Double(unit)
    }
    return total.isFinite && total >= 0 && total < 1e9 ? Int(total.rounded()) : nil
  }

  /// A date with the day first ("23.11.2026", "23-11-2026 12:00", "23/11/2026") as ISO 8601; `nil` for any other.
  static func isoDate(_ text: String) -> String? {
    let day = text.prefix { $0 != " " && $0 != "T" }
    let parts = day.split { ".-/".contains($0) }
    guard parts.count == 3, parts[2].count == 4, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    let two = { (part: Substring) in part.count == 1 ? "0" + part : String(part) }
    let time = text.dropFirst(day.count).dropFirst()
    return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))" + (time.isEmpty ? "" : "T" + time)
  }

  /// Words for hemispheres with their signs: the longer ones first, in which shorter ones may stand.
  private static let hemispheres: [(String, Double)] = [
    ("OUEST", -1), ("OESTE", -1), ("NOORD", 1), ("NORTH", 1), ("NORTE", 1), ("SOUTH", -1), ("NORD", 1), ("OOST", 1),
    ("EAST", 1), ("ESTE", 1), ("WEST", -1), ("ZUID", -1), ("OST", 1), ("EST", 1), ("SÜD", -1), ("SUD", -1), ("SUR", -1),
    ("N", 1), ("E", 1), ("S", -1), ("W", -1), ("Z", -1),
  ]

  /// Countries in whose languages west begins with an O and east does not; what they share with others is left to those.
  private static let countriesWithWestAsO: Set<String> = ["AD", "ES", "FR", "IT", "MC", "PT", "SM"]

  /// Whether an O stands for west in a country, by its code.
  static func westIsO(in country: String?) -> Bool { country.map(countriesWithWestAsO.contains) ?? false }

  /// Degrees of a latitude or longitude: decimal, or with minutes and seconds, with a letter for the hemisphere before or
  /// behind ("50°46'28.2\"N", "6 5 2 E", "Ost"); `nil` for any other text.
  ///
  /// An O is Ost or Oost, and in countries that write Romance languages Ouest or Oeste: `westIsO`.
  static func degrees(_ text: String, westIsO: Bool = false) -> Double? {
    var plain = text.uppercased()
    var sign = 1.0
    let words = hemispheres + [("O", westIsO ? -1.0 : 1.0)]
    if let (word, factor) = words.first(where: { plain.hasPrefix($0.0) || plain.hasSuffix($0.0) }) {
      plain = plain.hasPrefix(word) ? String(plain.dropFirst(word.count)) : String(plain.dropLast(word.count))
      sign = factor
    }
    plain = plain.replacing(",", with: ".")
    let parts = plain.split { !("0"..."9").contains($0) && $0 != "." && $0 != "-" && $0 != "+" }
    let marks: Set<Character> = ["°", "º", "'", "’", "′", "\"", "”", "″", " ", "\u{A0}", ":", "D", "M"]
    guard (1...3).contains(parts.count),
      plain.allSatisfy({ ("0"..."9").contains($0) || ".-+".contains($0) || marks.contains($0) })
    else { return nil }
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, numbers.dropFirst().allSatisfy({ (0..<60).contains($0) }) else { return nil }
    let isNegative = numbers[0] < 0 || parts[0].hasPrefix("-")
    let size = abs(numbers[0]) + (numbers.count > 1 ? numbers[1] / 60 : 0) + (numbers.count > 2 ? numbers[2] / 3600 : 0)
    return sign * (isNegative ? -size : size)
  }
}
