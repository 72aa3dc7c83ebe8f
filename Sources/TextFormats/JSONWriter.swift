/// Writes JSON (RFC 8259) straight into bytes: what is unknown stands as `null`, and keys come out sorted.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object {
///   $0.member("id", unit.id)
///   $0.member("eta_s", match.eta, decimals: 1)
///   $0.member("station") { $0.object { $0.member("name", station.names.main) } }
/// }
/// ```
///
/// Nothing here is generic: what one module writes would not be specialised for the types of another, which makes an answer
/// take a third longer. Members may be written in any order; those already in the order of their keys cost nothing to sort.
package struct JSONWriter: Sendable {
  private struct Member {
    var key: String
    var start: Int
  }

  /// What has been written.
  package internal(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  private var depth = 0
  /// Whether the next element or member is the first of its array or object.
  private var isFirst = true
  /// The members of all objects that are not yet closed.
  private var members: [Member] = []
  /// Where the members of the innermost open object begin.
  private var firstMember = 0

  /// Begins an empty text.
  ///
  /// - Parameters:
  ///   - isPretty: whether it is broken into lines.
  ///   - capacity: how many bytes to make room for.
  package init(isPretty: Bool = true, capacity: Int = 1 << 14) {
    self.isPretty = isPretty
    bytes.reserveCapacity(capacity)
  }

  /// What has been written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Containers

  /// Writes an object whose members the closure writes.
  ///
  /// Of members with the same key the last one stays.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    let outer = firstMember
    firstMember = members.count
    container("{", "}") { writer in
      body(&writer)
      writer.sortMembers()
    }
    members.removeSubrange(firstMember...)
    firstMember = outer
  }

  /// Writes an array whose elements the closure writes, each within `element`.
  package mutating func array(_ body: (inout JSONWriter) -> Void) { container("[", "]", body) }

  /// Writes an element of an array, whose value the closure writes.
  package mutating func element(_ value: (inout JSONWriter) -> Void) {
    separate()
    value(&self)
  }

  /// Writes a member whose value the closure writes.
  package mutating func member(_ key: String, _ value: (inout JSONWriter) -> Void) {
    separate()
    members.append(Member(key: key, start: bytes.count))
    bytes.appendVisibleJSON(key)
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    value(&self)
  }

  private mutating func container(
    _ begin: Unicode.Scalar, _ end: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    put(begin)
    if isPretty { put("\n") }
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    isFirst = false
    if isPretty {
      put("\n")
      indent()
    }
    put(end)
  }

  private mutating func separate() {
    if !isFirst {
      put(",")
      if isPretty { put("\n") }
    }
    isFirst = false
    if isPretty { indent() }
  }

  private mutating func indent() { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth)) }

  /// Puts the members of the innermost object in the order of their keys.
  private mutating func sortMembers() {
    let own = members[firstMember...]
    guard zip(own, own.dropFirst()).contains(where: { $0.key >= $1.key }), let first = own.first else { return }
    let separator = (isPretty ? 2 + 2 * depth : 1)
    // A copy of these alone: slices of all bytes would have all of them copied as soon as one is removed.
    let written = Array(bytes[first.start...])
    var parts: [(key: String, bytes: ArraySlice<UInt8>)] = []
    for (index, member) in own.enumerated() {
      let next = own.startIndex + index + 1
      let end = next < own.endIndex ? own[next].start - separator : bytes.count
      parts.append((member.key, written[member.start - first.start..<end - first.start]))
    }
    // Sorting is stable: of equal keys the last written stands last.
    let sorted = parts.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }.map(\.element)
    let last = sorted.indices.filter { $0 + 1 == sorted.count || sorted[$0].key != sorted[$0 + 1].key }
    bytes.removeSubrange(first.start...)
    members.removeSubrange(firstMember...)
    for (position, index) in last.enumerated() {
      isFirst = position == 0
      if !isFirst { separate() }
      bytes.append(contentsOf: sorted[index].bytes)
    }
  }

  // MARK: Bytes

  mutating func put(_ scalar: Unicode.Scalar) { bytes.append(UInt8(truncatingIfNeeded: scalar.value)) }

  mutating func append(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }
}
