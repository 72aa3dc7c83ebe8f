internal import CEmbeddedFiles
internal import Primitives

extension CountryCode {
  /// The countries that there are, by `countries.txt`; read when they are first asked for.
  private static let known = Set(
    String(decoding: [UInt8](embedded_countries_txt()), as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .flatMap { $0.split(separator: " ").map { CountryCode(unchecked: String($0)) } })

  /// Whether there is a country of this code (ISO 3166-1).
  package var isKnown: Bool { CountryCode.known.contains(self) }
}
