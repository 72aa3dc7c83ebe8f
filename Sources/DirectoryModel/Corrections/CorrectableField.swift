package import Geodesy

/// A field that a control room may correct, with the form in which its value is written.
package struct CorrectableField<Record: Sendable>: Sendable {
  /// The name by which it is corrected.
  package let name: String
  /// The field of the record that it is, or is a part of.
  package let part: String
  /// What a value looks like, for those who got it wrong.
  package let expectation: TranslatableText
  /// The value as it stands, in the form in which it would be corrected; `nil` where there is none.
  package let value: @Sendable (Record) -> String?
  /// Puts a value in; false where it cannot be read, which leaves the record as it was.
  package let apply: @Sendable (_ value: String, _ record: inout Record) -> Bool

  init(
    _ name: String, of part: String? = nil, expectation: TranslatableText,
    value: @escaping @Sendable (Record) -> String?, apply: @escaping @Sendable (String, inout Record) -> Bool
  ) {
    self.name = name
    self.part = part ?? name
    self.expectation = expectation
    self.value = value
    self.apply = apply
  }

  /// A field that any text fills.
  init(
    _ name: String, _ path: any WritableKeyPath<Record, LocalizedText> & Sendable
  ) {
    self.init(
      name, expectation: "a text", value: { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path].main },
      apply: { text, record in
        record[keyPath: path] = LocalizedText(text)
        return true
      })
  }
}

/// A record whose fields may be corrected.
package protocol CorrectableRecord: FieldedRecord {
  /// The fields that may be corrected.
  static var correctable: [CorrectableField<Self>] { get }
}

extension CorrectableRecord {
  /// The field of a name; `nil` where that may not be corrected.
  package static func correctable(_ name: String) -> CorrectableField<Self>? { correctable.first { $0.name == name } }
}

// MARK: Values of several kinds of records

extension CorrectableField {
  static func phone(_ path: any WritableKeyPath<Record, [Phone]> & Sendable) -> Self {
    CorrectableField(
      "phone", expectation: "a telephone number such as +32 3 338 10 55",
      value: { record in record[keyPath: path].first { $0.kind == .operations }?.number },
      apply: { text, record in
        guard PhoneForm.admits(text) else { return false }
        let others = record[keyPath: path].filter { $0.kind != .operations }
        record[keyPath: path] = [Phone(number: text, kind: .operations)] + others
        return true
      })
  }

  static func words(
    _ name: String, _ path: any WritableKeyPath<Record, [String]> & Sendable, expectation: TranslatableText,
    isWord: @escaping @Sendable (String) -> Bool
  ) -> Self {
    CorrectableField(
      name, expectation: expectation,
      value: { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path].joined(separator: ", ") },
      apply: { text, record in
        let words = text.split(separator: ",").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
        guard !words.isEmpty, words.allSatisfy(isWord) else { return false }
        record[keyPath: path] = words
        return true
      })
  }

  static func position(
    value: @escaping @Sendable (Record) -> Position?, set: @escaping @Sendable (Position, inout Record) -> Void
  ) -> Self {
    CorrectableField(
      "position", expectation: "latitude and longitude in degrees such as 50.7746,6.0839",
      value: { value($0).map { "\($0.coordinate)" } },
      apply: { text, record in
        guard let place = CorrectedPlace.coordinate(text) else { return false }
        set(Position(place, quality: .building), &record)
        return true
      })
  }

  static func turnout(_ path: any WritableKeyPath<Record, [TurnoutTime]> & Sendable) -> Self {
    CorrectableField(
      "turnout", expectation: "seconds from 0 to 86400", value: { $0[keyPath: path].first.map { "\($0.seconds)" } },
      apply: { text, record in
        guard let seconds = Int(text), (0...86_400).contains(seconds) else { return false }
        record[keyPath: path] = [TurnoutTime(seconds: seconds)]
        return true
      })
  }
}

/// How telephone numbers are written.
enum PhoneForm {
  /// Whether a text is a number that another room can dial: 6 to 20 digits, with a plus before them where it is
  /// international, and spaces, points, hyphens, slashes and brackets between them.
  static func admits(_ text: String) -> Bool {
    let digits = text.utf8.count { (0x30...0x39).contains($0) }
    guard (6...20).contains(digits), let first = text.utf8.first else { return false }
    let begins = first == UInt8(ascii: "+") || first == UInt8(ascii: "(") || (0x30...0x39).contains(first)
    return begins && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || " .-/()".utf8.contains($0) }
  }
}

/// How places are written in corrections.
package enum CorrectedPlace {
  /// Reads latitude and longitude with a comma between; `nil` for anything else, and for 0,0.
  package static func coordinate(_ text: String) -> Coordinate? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0.trimmingSpaces) }
    guard parts.count == 2, let latitude = parts[0], let longitude = parts[1], latitude != 0 || longitude != 0 else {
      return nil
    }
    return Coordinate.valid(latitude: latitude, longitude: longitude)
  }
}

extension Substring {
  /// The text without spaces around it.
  fileprivate var trimmingSpaces: Substring {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
