/// A sentence in English with its values apart, so that it can be worded in another language.
///
/// `"there is no unit '\(id)'"` is the template `there is no unit '{0}'` with one value; a translation is found by the
/// template and filled with the same values.
package struct TranslatableText: Hashable, Sendable {
  /// What fills a place of the template.
  package enum Argument: Hashable, Sendable {
    /// A value that is the same in every language: an id, a number, a path.
    case value(String)
    /// A part that is translated by itself.
    case text(TranslatableText)
  }

  /// The sentence, with `{0}`, `{1}` … where values go.
  package private(set) var template: String
  /// The values, in the order of the template.
  package private(set) var arguments: [Argument]

  /// Text that is the same in every language.
  package init(verbatim text: String) {
    template = "{0}"
    arguments = [.value(text)]
  }

  /// The sentence in the words of a language.
  ///
  /// - Parameter translation: gives the template in that language; `nil` where there is none, which leaves it in
  ///   English.
  /// - Returns: the sentence with its values filled in.
  package func filled(by translation: (String) -> String?) -> String {
    let values = arguments.map { argument in
      switch argument {
      case .value(let text): text
      case .text(let text): text.filled(by: translation)
      }
    }
    return Template.filled(translation(template) ?? template, with: values)
  }
}

extension TranslatableText: CustomStringConvertible {
  /// The sentence in English.
  package var description: String { filled { _ in nil } }
}

extension TranslatableText: ExpressibleByStringInterpolation {
  /// Gathers the template and its values.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var template = ""
    fileprivate var arguments: [Argument] = []

    /// Makes an empty one.
    package init(literalCapacity: Int, interpolationCount: Int) { template.reserveCapacity(literalCapacity) }

    /// Adds words.
    package mutating func appendLiteral(_ literal: String) { template += literal }

    /// Adds a value.
    package mutating func appendInterpolation(_ value: some Any) { append(.value(String(describing: value))) }

    /// Adds a part that is translated by itself.
    package mutating func appendInterpolation(_ text: TranslatableText) { append(.text(text)) }

    private mutating func append(_ argument: Argument) {
      template += "{\(arguments.count)}"
      arguments.append(argument)
    }
  }

  /// Takes words without values.
  package init(stringLiteral value: String) {
    template = value
    arguments = []
  }

  /// Takes words with values between them.
  package init(stringInterpolation: StringInterpolation) {
    template = stringInterpolation.template
    arguments = stringInterpolation.arguments
  }
}

/// Texts with places `{0}`, `{1}` … for values.
package enum Template {
  /// Fills each place with the value of its number; braces around anything else stay.
  package static func filled(_ template: String, with values: [String]) -> String {
    guard !values.isEmpty else { return template }
    var result: [UInt8] = []
    let bytes = Array(template.utf8)
    result.reserveCapacity(bytes.count + 32)
    var position = 0
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "{"), let (number, end) = place(in: bytes, at: position),
        number < values.count
      else {
        result.append(bytes[position])
        position += 1
        continue
      }
      result.append(contentsOf: values[number].utf8)
      position = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The numbers of the places of a template.
  package static func places(of template: String) -> Set<Int> {
    let bytes = Array(template.utf8)
    return Set(bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") }.compactMap { place(in: bytes, at: $0)?.number })
  }

  /// The number between braces, of one or two digits, and where what follows begins.
  private static func place(in bytes: [UInt8], at start: Int) -> (number: Int, end: Int)? {
    var number = 0
    var position = start + 1
    while position < bytes.count, position - start <= 3 {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number * 10 + Int(bytes[position] - UInt8(ascii: "0"))
      case UInt8(ascii: "}"): return position > start + 1 ? (number, position + 1) : nil
      default: return nil
      }
      position += 1
    }
    return nil
  }
}
