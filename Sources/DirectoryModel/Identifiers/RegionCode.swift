/// A region by its code, which begins with the code of the region that it is a part of: of NUTS, such as `NL42`, or of a
/// country's own, such as `NL-VR24` for a safety region.
public struct RegionCode: OpaqueIdentifier {
  /// The code as documents write it, for example `NL42` or `NL-VR24`.
  public let rawValue: String

  /// Takes a code as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }

  /// What a code looks like, in words.
  package static let form = "two capital letters, then up to ten of A–Z, 0–9 and -"

  /// Whether a text has the form of a code: a NUTS code, or one like NL-VR06.
  package static func isCode(_ code: String) -> Bool {
    code.utf8.count <= 12 && CountryCode.isCode(code.prefix(2))
      && code.utf8.dropFirst(2).allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  /// The country, which two capital letters at the beginning name; `nil` where the code begins with anything else.
  public var country: CountryCode? { CountryCode(String(rawValue.prefix(2))) }

  /// Whether this is the region given, or a part of it, by the beginning of the codes.
  @inlinable
  public func hasPrefix(_ region: RegionCode) -> Bool { rawValue.utf8.starts(with: region.rawValue.utf8) }
}
