/// A region by its code, which begins with the code of the region that it is a part of: of NUTS, such as `NL42`, or of a
/// country's own, such as `NL-VR24` for a safety region.
public struct RegionCode: OpaqueIdentifier {
  /// The code as documents write it, for example `NL42` or `NL-VR24`.
  public let rawValue: String

  /// Takes a code as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }

  /// The country, which two capital letters at the beginning name; `nil` where the code begins with anything else.
  public var country: CountryCode? { CountryCode(String(rawValue.prefix(2))) }

  /// Whether this is the region given, or a part of it, by the beginning of the codes.
  @inlinable
  public func hasPrefix(_ region: RegionCode) -> Bool { rawValue.utf8.starts(with: region.rawValue.utf8) }
}
