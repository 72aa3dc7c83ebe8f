/// Needs of norms that a unit meets, or the one that a norm has.
///
/// They are numbered by the norms that hold (`NormSelection`), so that thousands of units and cells are compared by a bit.
package struct NeedSet: Hashable, Sendable {
  private let bits: UInt64

  /// The needs with some numbers; those beyond 62 are taken for one, so that of very many some are not told apart.
  package init(_ numbers: some Sequence<Int>) {
    bits = numbers.reduce(0) { $0 | 1 << UInt64(min(max(0, $1), 63)) }
  }

  private init(bits: UInt64) { self.bits = bits }

  /// All needs: a unit of which nothing else is known, or a norm that any unit meets.
  package static let any = NeedSet(bits: .max)

  /// Whether it has none.
  package var isEmpty: Bool { bits == 0 }

  /// These and others.
  package func union(_ other: NeedSet) -> NeedSet { NeedSet(bits: bits | other.bits) }

  /// Whether a unit that meets these counts for a norm with a need.
  package func holds(_ need: NeedSet) -> Bool { bits & need.bits != 0 }
}
