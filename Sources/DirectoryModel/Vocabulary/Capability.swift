/// What a unit can do, by a code of the vocabulary, with its level.
public struct Capability: Codable, Hashable, Sendable {
  /// The vocabulary's code, for example `pumping`.
  public var code: String
  /// A number in the capability's measure (`2000`), or the code of an ordered level (`doctor`); `nil` where unknown.
  public var level: String?

  /// The code of the people on board, a quantity that every unit may have.
  package static let crew = "crew"

  /// The code of what carriers of containers can do.
  package static let containerTransport = "container-transport"
  /// To pump water.
  package static let pumping = "pumping"

  /// Makes a capability from a code of the vocabulary and a level; `nil` for an unknown level.
  public init(code: String, level: String? = nil) {
    self.code = code
    self.level = level
  }
}

extension Capability: CustomStringConvertible {
  /// `pumping`, or `pumping=2000` with a level.
  public var description: String { level.map { "\(code)=\($0)" } ?? code }
}

/// What an incident needs: a capability, at some level or at any.
public struct Need: Hashable, Sendable {
  /// The vocabulary's code of the capability, for example `pumping`.
  public var capability: String
  /// The least level that will do; `nil` for any.
  public var minimum: String?

  /// Makes a need of a capability, by its code, at a least level; `nil` for any level.
  public init(capability: String, minimum: String? = nil) {
    self.capability = capability
    self.minimum = minimum
  }

  /// Reads `CODE` or `CODE>=LEVEL`, for example `ladder>=23`, `medical-level >= als` or `ladder > 23 m`.
  ///
  /// `>` and `≥` mean `>=`, and a measure behind a number is left out: it is the capability's.
  ///
  /// - Returns: `nil` when the code or the level is empty.
  public init?(_ text: String) {
    // Scalar by scalar: a mark that combines with a sign or a space makes another character of it.
    let scalars = text.unicodeScalars
    let sign = scalars.firstIndex { $0 == ">" || $0 == "≥" }
    let code = Need.words(scalars[..<(sign ?? scalars.endIndex)])
    guard !code.isEmpty else { return nil }
    guard let sign else {
      self.init(capability: code)
      return
    }
    var level = Need.words(scalars[sign...].dropFirst().drop { $0 == "=" || $0.properties.isWhitespace })
    let number = level.unicodeScalars.prefix { ("0"..."9").contains($0) || $0 == "." }
    let measure = level.unicodeScalars.dropFirst(number.count).drop { $0 == " " }
    if !number.isEmpty, measure.allSatisfy({ $0.properties.isAlphabetic || $0 == "/" }) { level = String(number) }
    guard !level.isEmpty else { return nil }
    self.init(capability: code, minimum: level)
  }

  /// Words with one space between.
  private static func words(_ text: Substring.UnicodeScalarView) -> String {
    text.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
  }
}

extension Need: CustomStringConvertible {
  /// The form that is read: `CODE`, or `CODE>=LEVEL` where a least level is set.
  public var description: String { minimum.map { "\(capability)>=\($0)" } ?? capability }
}

extension Capability {
  /// Reads `CODE` or `CODE=LEVEL`, the form of `description`.
  public init(_ text: String) {
    guard let sign = text.firstIndex(of: "=") else {
      self.init(code: text)
      return
    }
    self.init(code: String(text[..<sign]), level: String(text[text.index(after: sign)...]))
  }
}
