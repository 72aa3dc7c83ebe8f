/// A text that equals only the same bytes: an id.
///
/// Swift takes canonically equivalent texts for equal ("é" as one character and as "e" with an accent); registries' ids
/// that differ so are two ids, as they are to the store.
package struct ByteText: Hashable, Sendable {
  /// The text.
  package let text: String

  /// Takes a text.
  package init(_ text: String) { self.text = text }

  /// Whether both have the same bytes.
  package static func == (left: ByteText, right: ByteText) -> Bool { left.text.isExactly(right.text) }

  /// Hashes the bytes.
  package func hash(into hasher: inout Hasher) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    guard isDone == nil else { return }
    var native = text
    native.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether another text has the same bytes.
  package func isExactly(_ other: String) -> Bool {
    let isSame = utf8.withContiguousStorageIfAvailable { bytes in
      other.utf8.withContiguousStorageIfAvailable { bytes.count == $0.count && bytes.elementsEqual($0) }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}
