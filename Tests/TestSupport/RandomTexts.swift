extension RandomNumberGenerator {
  /// A short text of letters and of what formats find hard: quotes, backslashes, line ends, emoji, separators.
  public mutating func text(atLeast least: Int = 0) -> String {
    let parts = [
      "a", "Z", " ", "\"", "\\", "/", "{", "}", "[", ",", ":", "'", "<", "&", "\n", "\r\n", "\t", "é", "ß", "Ĳ",
      "\u{301}",
      "\u{2028}", "\u{FFFD}", "👩‍🚒", "𝄞", "0", "=", "␟",
    ]
    let count = Int.random(in: least...(least + 8), using: &self)
    return (0..<count).map { _ in parts.randomElement(using: &self) ?? "" }.joined()
  }

  /// A value, or as often nothing.
  public mutating func maybe<Value>(_ value: (inout Self) throws -> Value) rethrows -> Value? {
    oneIn(2) ? try value(&self) : nil
  }

  /// Up to a few values.
  public mutating func some<Value>(_ value: (inout Self) throws -> Value) rethrows -> [Value] {
    try (0..<Int.random(in: 0...3, using: &self)).map { _ in try value(&self) }
  }

  /// One of all cases.
  public mutating func any<Value: CaseIterable>(_: Value.Type = Value.self) -> Value {
    let cases = Array(Value.allCases)
    return cases[Int.random(in: 0..<cases.count, using: &self)]
  }
}
