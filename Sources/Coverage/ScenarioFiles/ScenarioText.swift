internal import DirectoryModel
internal import Geodesy

/// Writes values as scenario files have them, on one line: YAML's flow style.
enum ScenarioText {
  /// A number without needless digits.
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// Text, in quotes where YAML or JSON would read something else.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_./".unicodeScalars.contains(scalar)
      } && text.first.map { $0 != "-" && $0 != "." } == true
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let code = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// `[one, other]`.
  static func list(_ items: [String]) -> String { "[" + items.map(quoted).joined(separator: ", ") + "]" }

  /// `LAT,LON` in quotes, because commas divide in flow style.
  static func place(_ place: Coordinate) -> String { "\"\(place.description)\"" }

  /// `{key: value, …}` of what is there.
  static func mapping(_ entries: [(key: String, value: String?)]) -> String { "{" + fields(entries) + "}" }

  /// `key: value, …` of what is there.
  static func fields(_ entries: [(key: String, value: String?)]) -> String {
    entries.compactMap { entry in entry.value.map { "\(entry.key): \($0)" } }.joined(separator: ", ")
  }
}
