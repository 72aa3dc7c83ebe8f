import Foundation
import Primitives
import TestSupport
import Testing
import TextFormats

/// What is written is what Foundation's encoder writes, to the byte, but that hidden characters are escaped.
struct JSONWriterTests {
  private func foundation(_ value: some Encodable, isPretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self).unicodeScalars.map { scalar in
      guard scalar.value >= 0x7F, HiddenCharacters.isHidden(scalar) else { return String(scalar) }
      return String(scalar).utf16.map { String(format: "\\u%04x", Int($0)) }.joined()
    }.joined()
  }

  /// A value that Foundation encodes.
  private enum Sample: Encodable {
    case object([String: Sample])
    case array([Sample])
    case string(String)
    case number(Double)
    case integer(Int)
    case bool(Bool)
    case null

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .object(let members): try container.encode(members)
      case .array(let elements): try container.encode(elements)
      case .string(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .integer(let number): try container.encode(number)
      case .bool(let flag): try container.encode(flag)
      case .null: try container.encodeNil()
      }
    }

    static func random(using generator: inout SplitMix64, depth: Int = 0) -> Sample {
      switch Int.random(in: 0..<(depth < 4 ? 8 : 5), using: &generator) {
      case 0: return .string(generator.text())
      case 1:
        let bits = Double(bitPattern: generator.next())
        return .number(bits.isFinite ? bits : 0)
      case 2: return .integer(Int(truncatingIfNeeded: generator.next()))
      case 3: return .bool(generator.oneIn(2))
      case 4: return .null
      case 5:
        return .array(
          (0..<Int.random(in: 0..<4, using: &generator)).map { _ in random(using: &generator, depth: depth + 1) })
      default:
        let keys = ["id", "id_2", "name", "a", "B", "zone", "eta_s", "x-y", "x_y", "x"]
        var members: [String: Sample] = [:]
        for _ in 0..<Int.random(in: 0..<6, using: &generator) {
          members[keys.randomElement(using: &generator) ?? ""] = random(using: &generator, depth: depth + 1)
        }
        return .object(members)
      }
    }

    /// Writes the value, members in the order of a dictionary: any.
    func write(to writer: inout JSONWriter) {
      switch self {
      case .object(let members):
        writer.object { writer in
          for (key, value) in members { writer.member(key) { value.write(to: &$0) } }
        }
      case .array(let elements):
        writer.array { writer in
          for element in elements { writer.element { element.write(to: &$0) } }
        }
      case .string(let text): writer.write(text)
      case .number(let number): writer.write(number)
      case .integer(let number): writer.write(number)
      case .bool(let flag): writer.write(flag)
      case .null: writer.writeNull()
      }
    }
  }

  @Test(arguments: [true, false])
  func anyValueIsWrittenAsFoundationDoes(isPretty: Bool) throws {
    var generator = SplitMix64(seed: 41)
    for _ in 0..<3_000 {
      let sample = Sample.random(using: &generator)
      var writer = JSONWriter(isPretty: isPretty)
      sample.write(to: &writer)
      #expect(writer.text == (try foundation(sample, isPretty: isPretty)))
    }
  }

  @Test func everyCharacterIsEscapedAsFoundationDoes() throws {
    for value in Array(UInt32(0)..<0x300) + [0x2028, 0x2029, 0xFFFD, 0x1F692] {
      let text = "a" + String(try #require(Unicode.Scalar(value))) + "b"
      var writer = JSONWriter()
      writer.write(text)
      #expect(writer.text == (try foundation(text, isPretty: true)))
    }
  }

  @Test(arguments: 0...6)
  func roundedNumbersAreWrittenAsFoundationWritesThem(decimals: Int) throws {
    var generator = SplitMix64(seed: UInt64(decimals))
    let scale = pow(10, Double(decimals))
    var numbers = [
      0, -0.0, 0.5, -0.5, 0.05, 0.15, 0.25, 1e-9, -1e-9, 1e15, 1e16, 123_456_789.123_45, 1e300, 0.00004, 0.00005,
    ]
    for _ in 0..<20_000 {
      let magnitude = pow(10, Double.random(in: -6...17, using: &generator))
      numbers.append(Double.random(in: -magnitude...magnitude, using: &generator))
      numbers.append((Double(Int.random(in: 0..<1_000_000, using: &generator)) + 0.5) / scale)
    }
    for number in numbers {
      var writer = JSONWriter()
      writer.write(number, decimals: decimals)
      let rounded = (number * scale).rounded() / scale
      guard rounded.isFinite else { continue }
      #expect(writer.text == (try foundation(rounded, isPretty: false)), "\(number)")
    }
  }

  @Test func whatJSONDoesNotKnowIsNull() {
    var writer = JSONWriter(isPretty: false)
    writer.object {
      $0.member("a", Double.infinity)
      $0.member("b", Double.nan, decimals: 1)
      $0.member("c", nil as String?)
      $0.member("d", nil as Int?)
    }
    #expect(writer.text == #"{"a":null,"b":null,"c":null,"d":null}"#)
  }

  @Test func ofEqualKeysTheLastStays() {
    var writer = JSONWriter(isPretty: false)
    writer.object {
      $0.member("b", 1)
      $0.member("a", "x")
      $0.member("b", 2)
    }
    #expect(writer.text == #"{"a":"x","b":2}"#)
  }

  @Test func whatAScreenDoesNotDrawIsEscapedAndReadBack() throws {
    let text = "é \u{9B}\u{202E}\u{200B}\u{FEFF}\u{E0041}\u{7F}\u{1B}\"\n🚒"
    let written = JSONValue.string(text).text()
    #expect(written == #""é \u009b\u202e\u200b\ufeff\udb40\udc41\u007f\u001b\"\n🚒""#)
    #expect(try JSONDecoder().decode(String.self, from: Data(written.utf8)) == text)
  }
}
