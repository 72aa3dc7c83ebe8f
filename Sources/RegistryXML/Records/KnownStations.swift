internal import DirectoryModel

/// What documents said of stations before, as fingerprints: a station that has one of them says the same again.
package struct KnownStations: Sendable {
  private let digests: Set<UInt64>
  /// What else the fingerprints are made of.
  let basis: UInt64

  /// Makes a set; an empty one asks for the fingerprints of all stations.
  ///
  /// - Parameters:
  ///   - digests: the fingerprints.
  ///   - basis: stands for all that is beside the document and that knowing a station follows from; fingerprints made with
  ///     another one are others.
  package init(_ digests: some Sequence<UInt64>, basis: UInt64) {
    self.digests = Set(digests)
    self.basis = basis
  }

  func contains(_ digest: UInt64) -> Bool { digests.contains(digest) }
}

extension Element {
  /// The fingerprint of all that the element says: names, texts, attributes and how they are nested, but not where it stands.
  ///
  /// `nil` where it has names that are not the native format's: their numbers are those of one document.
  func digest(seed: UInt64) -> UInt64? {
    let known = UInt32(NativeName.texts.count)
    let first = node
    let nodes = batch.nodes
    let attributes = batch.attributes
    var fingerprint = Fingerprint(seed)
    var endOfText = first.textEnd
    for index in index..<Int(first.end) {
      let node = nodes + index
      guard node.pointee.name < known else { return nil }
      let count = node.pointee.endAttribute &- node.pointee.firstAttribute
      fingerprint.mix(UInt64(node.pointee.name) << 32 | UInt64(node.pointee.end &- UInt32(truncatingIfNeeded: index)))
      fingerprint.mix(UInt64(count) << 32 | UInt64(node.pointee.textEnd &- node.pointee.textStart))
      for position in Int(node.pointee.firstAttribute)..<Int(node.pointee.endAttribute) {
        let attribute = attributes[position]
        guard attribute.name < known else { return nil }
        fingerprint.mix(UInt64(attribute.name) << 32 | UInt64(attribute.end &- attribute.start))
      }
      endOfText = max(endOfText, node.pointee.textEnd)
    }
    // The bytes of an element and of all in it lie one behind the other, and their lengths have been taken in.
    let start =
      first.firstAttribute < first.endAttribute ? attributes[Int(first.firstAttribute)].start : first.textStart
    fingerprint.mix(UnsafeRawBufferPointer(batch.slice(start, endOfText)))
    return fingerprint.value
  }
}
