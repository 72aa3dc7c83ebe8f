/// A country by its code of two capital letters (ISO 3166-1 alpha-2).
public struct CountryCode: DirectoryIdentifier {
  /// The two capital letters, for example `NL`.
  public let rawValue: String

  /// Takes a code.
  ///
  /// - Returns: `nil` when the text is not two capital letters from A to Z.
  public init?(_ text: String) {
    guard CountryCode.isCode(text) else { return nil }
    rawValue = text
  }

  /// Takes a text that has been checked before, such as one in the store, as it is.
  @inlinable package init(unchecked text: String) { rawValue = text }

  /// Takes a literal as it is.
  @inlinable public init(stringLiteral text: String) { rawValue = text }

  /// The code that stands for a country which is not known where one must be given (user-assigned in ISO 3166-1).
  package static let unassigned = CountryCode(unchecked: "XX")

  /// Whether a text has the form of a code.
  package static func isCode(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}

// Codes are ASCII, in which texts that Swift takes for equal have the same bytes: its own comparisons are the fastest.

extension CountryCode {
  /// Whether both are the same.
  @inlinable public static func == (left: CountryCode, right: CountryCode) -> Bool { left.rawValue == right.rawValue }

  /// Whether the first comes before the second in the alphabet.
  @inlinable public static func < (left: CountryCode, right: CountryCode) -> Bool { left.rawValue < right.rawValue }

  /// Hashes the code.
  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

// Rows of records hold an empty text where no country is known.

extension CountryCode {
  /// Takes the text of a row; `nil` for an empty one.
  @inlinable
  package init?(stored text: String) {
    guard !text.isEmpty else { return nil }
    self.init(unchecked: text)
  }
}

extension CountryCode? {
  /// The text for a row.
  @inlinable package var storedText: String { self?.rawValue ?? "" }
}

// The derived conformances of records to `Codable` call these.

extension KeyedDecodingContainer {
  /// Decodes a country; `nil` for an empty text.
  func decodeIfPresent(_ type: CountryCode.Type, forKey key: Key) throws -> CountryCode? {
    try decodeIfPresent(String.self, forKey: key).flatMap { CountryCode(stored: $0) }
  }
}

extension KeyedEncodingContainer {
  /// Encodes a country; an empty text for `nil`.
  mutating func encodeIfPresent(_ country: CountryCode?, forKey key: Key) throws {
    try encode(country.storedText, forKey: key)
  }
}
