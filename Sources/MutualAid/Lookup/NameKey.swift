internal import Foundation

/// A name as it is compared: without case, accents, spaces and punctuation.
///
/// German umlauts are written with and without an e, so that a name has up to two forms: `Münster` is `munster` and
/// `muenster`.
struct NameKey: Hashable, Sendable {
  /// The forms, without repetition.
  let forms: [String]

  init(_ name: String) {
    if let folded = NameKey.foldedASCII(name) {
      forms = [folded]
      return
    }
    let plain = NameKey.folded(name)
    let long = NameKey.folded(
      name.map { letter in
        switch letter {
        case "ä", "Ä": "ae"
        case "ö", "Ö": "oe"
        case "ü", "Ü": "ue"
        default: String(letter)
        }
      }.joined())
    forms = plain == long ? [plain] : [plain, long]
  }

  /// Whether nothing is left to compare.
  var isEmpty: Bool { forms.first?.isEmpty ?? true }

  /// Whether the two are one name.
  func isSame(as other: NameKey) -> Bool { forms.contains { other.forms.contains($0) } }

  /// Whether another name is in this one.
  func contains(_ other: NameKey) -> Bool {
    forms.contains { form in other.forms.contains { form.contains($0) } }
  }

  /// Whether the two differ by no more than a slip or two; short names must be the same.
  func isNear(_ other: NameKey) -> Bool {
    forms.contains { form in
      other.forms.contains { wanted in
        let limit = wanted.count < 4 ? 0 : wanted.count < 8 ? 1 : 2
        return NameKey.distance(Array(form.utf8), Array(wanted.utf8), limit: limit) <= limit
      }
    }
  }

  /// The form of a name in ASCII, as most are; `nil` for others.
  private static func foldedASCII(_ name: String) -> String? {
    var key: [UInt8] = []
    key.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: key.append(byte)
      case 0x41...0x5A: key.append(byte | 0x20)
      case 0x80...: return nil
      default: continue
      }
    }
    return String(decoding: key, as: UTF8.self)
  }

  private static func folded(_ name: String) -> String {
    var key = ""
    for scalar in name.lowercased().replacing("ß", with: "ss").decomposedStringWithCanonicalMapping.unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      key.unicodeScalars.append(scalar)
    }
    return key
  }

  /// The number of letters to change, add, leave out or exchange with their neighbour, as far as it is at most the limit
  /// (optimal string alignment, after Damerau, 1964).
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var before = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in right.indices {
        let change = left[row] == right[column] ? 0 : 1
        var least = min(last[column] + change, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, before[column - 1] + 1)
        }
        current[column + 1] = least
      }
      guard current.contains(where: { $0 <= limit }) else { return limit + 1 }
      (before, last) = (last, current)
    }
    return last[right.count]
  }
}
