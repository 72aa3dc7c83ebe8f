extension JSONWriter {
  /// Writes null.
  package mutating func writeNull() { append("null".utf8) }

  /// Writes a text, or null.
  package mutating func write(_ text: String?) {
    if let text { bytes.appendVisibleJSON(text) } else { writeNull() }
  }

  /// Writes a truth, or null.
  package mutating func write(_ flag: Bool?) {
    if let flag { append((flag ? "true" : "false").utf8) } else { writeNull() }
  }

  /// Writes a whole number, or null.
  package mutating func write(_ number: Int?) {
    if let number { bytes.appendJSON(number) } else { writeNull() }
  }

  /// Writes a number with as many digits as distinguish it from all others, or null.
  ///
  /// Infinity, which JSON does not know, is null too.
  package mutating func write(_ number: Double?) {
    guard let number, number.isFinite else { return writeNull() }
    let text = number.description
    append(text.hasSuffix(".0") ? text.utf8.dropLast(2) : text.utf8[...])
  }

  /// Writes a number rounded to some decimals, halves away from zero and without zeros at the end, or null.
  package mutating func write(_ number: Double?, decimals: Int) {
    guard let number, number.isFinite else { return writeNull() }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (number * scale).rounded()
    // Up to fifteen digits every decimal has a double of its own, so that these digits are the shortest for it. With
    // more than four decimals a small number takes an exponent, and zero may have a sign: they go the long way.
    guard decimals <= 4, scaled != 0, abs(scaled) < 1e15 else { return write(scaled / scale) }
    write(Int(scaled.magnitude), scale: Int(scale), isNegative: scaled < 0)
  }

  private mutating func write(_ digits: Int, scale: Int, isNegative: Bool) {
    if isNegative { put("-") }
    write(digits / scale)
    var rest = digits % scale
    guard rest != 0 else { return }
    put(".")
    var place = scale
    while rest != 0 {
      place /= 10
      put(UInt8(truncatingIfNeeded: rest / place))
      rest %= place
    }
  }

  private mutating func put(_ digit: UInt8) { append(CollectionOfOne(digit + 0x30)) }

  // MARK: Members

  /// Writes a member that is a text, or null.
  package mutating func member(_ key: String, _ text: String?) { member(key) { $0.write(text) } }

  /// Writes a member that is a truth, or null.
  package mutating func member(_ key: String, _ flag: Bool?) { member(key) { $0.write(flag) } }

  /// Writes a member that is a whole number, or null.
  package mutating func member(_ key: String, _ number: Int?) { member(key) { $0.write(number) } }

  /// Writes a member that is a number, or null.
  package mutating func member(_ key: String, _ number: Double?) { member(key) { $0.write(number) } }

  /// Writes a member that is a number rounded to some decimals, or null.
  package mutating func member(_ key: String, _ number: Double?, decimals: Int) {
    member(key) { $0.write(number, decimals: decimals) }
  }

  // MARK: Trees

  /// Writes a value.
  package mutating func write(_ value: JSONValue) {
    switch value {
    case .object(let members):
      object { writer in
        for (key, value) in members.sorted(by: { $0.key < $1.key }) { writer.member(key) { $0.write(value) } }
      }
    case .array(let elements):
      array { writer in
        for element in elements { writer.element { $0.write(element) } }
      }
    case .string(let text): write(text)
    case .number(let number): write(number)
    case .integer(let number): write(number)
    case .bool(let flag): write(flag)
    case .null: writeNull()
    }
  }
}
