/// A text that names one thing in a directory, such as a unit or a country.
///
/// Two are equal only when their bytes are: Swift takes canonically equivalent texts for equal ("é" as one character and
/// as "e" with an accent), but ids of registries that differ so are two ids, as they are to the store. The order is that
/// of the bytes in UTF-8, too.
public protocol DirectoryIdentifier:
  Codable, Comparable, ExpressibleByStringLiteral, Hashable, LosslessStringConvertible, Sendable
{
  /// The text of the identifier, as documents write it.
  var rawValue: String { get }
}

extension DirectoryIdentifier {
  /// The bare text of the identifier, as documents write it.
  @inlinable public var description: String { rawValue }

  /// Whether both texts have the same bytes in UTF-8.
  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    // Texts that Swift takes for different have different bytes, and it finds that out in the least time.
    guard left.rawValue == right.rawValue else { return false }
    let isSame = left.rawValue.utf8.withContiguousStorageIfAvailable { bytes in
      right.rawValue.utf8.withContiguousStorageIfAvailable { ByteComparison.areEqual(bytes, $0) }
    }
    return (isSame ?? nil) ?? left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
  }

  /// Whether the first comes before the second in the order of their bytes in UTF-8.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    let precedes = left.rawValue.utf8.withContiguousStorageIfAvailable { bytes in
      right.rawValue.utf8.withContiguousStorageIfAvailable { ByteComparison.precedes(bytes, $0) }
    }
    return (precedes ?? nil) ?? left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }

  /// Hashes the bytes of the text, as equality compares them.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    let isDone: Void? = rawValue.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    guard isDone == nil else { return }
    var native = rawValue
    native.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Decodes the bare text.
  ///
  /// - Throws: `DecodingError` where there is no text, or not one of the identifier's form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no \(Self.self)")
    }
    self = value
  }

  /// Encodes the bare text.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// Compares bytes, eight at a time.
@usableFromInline
enum ByteComparison {
  @inlinable
  static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return firstDifference(left, right) == left.count
  }

  @inlinable
  static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let place = firstDifference(left, right)
    guard place < left.count else { return place < right.count }
    return place < right.count && left[place] < right[place]
  }

  /// The place of the first byte that differs; where there is none, that behind the end of the shorter.
  @inlinable
  static func firstDifference(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    let (left, right) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    let count = min(left.count, right.count)
    var place = 0
    // Safe: each load reads 8 bytes at an offset of at most count - 8.
    while place + 8 <= count {
      let difference =
        UInt64(littleEndian: left.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        ^ UInt64(littleEndian: right.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      if difference != 0 { return place + difference.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, left[place] == right[place] { place += 1 }
    return place
  }
}

/// An identifier that may be any text.
public protocol OpaqueIdentifier: DirectoryIdentifier, ExpressibleByStringInterpolation {
  /// Takes a text as it is; no record has an empty one.
  init(_ rawValue: String)
}

extension OpaqueIdentifier {
  /// Takes a literal as it is.
  @inlinable public init(stringLiteral text: String) { self.init(text) }
}
