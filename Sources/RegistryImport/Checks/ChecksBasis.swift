internal import DirectoryModel

/// What the checks of stations follow from, as a fingerprint: a station that was right is right again while it is the same.
struct ChecksBasis {
  /// Counts up whenever the program begins to read, check or write stations in another way.
  private static let version: UInt64 = 2

  private let fixesSwappedAxes: Bool
  private var documents: [String: UInt64] = [:]
  /// Whether an older version of a document may still have a say beside a newer one.
  private var isMixed = false

  init(_ documents: [ReferenceDocument] = [], fixesSwappedAxes: Bool = false) {
    self.fixesSwappedAxes = fixesSwappedAxes
    for document in documents { add(document) }
  }

  /// Adds a document that stations are checked against; others have no part in it.
  mutating func add(_ document: ReferenceDocument) {
    guard [.vocabulary, .boundaries, .places].contains(document.kind) else { return }
    var fingerprint = Fingerprint(0)
    fingerprint.mix(document.xml)
    let old = documents.updateValue(fingerprint.value, forKey: "\(document.kind.rawValue) \(document.id)")
    if let old, old != fingerprint.value { isMixed = true }
  }

  /// The fingerprint, the same in whatever order the documents came; `nil` where another run would have other checks.
  var value: UInt64? {
    if isMixed { return nil }
    var fingerprint = Fingerprint(ChecksBasis.version)
    fingerprint.mix(fixesSwappedAxes ? 1 : 0)
    for (document, digest) in documents.sorted(by: { $0.key < $1.key }) {
      fingerprint.mix(document)
      fingerprint.mix(digest)
    }
    return fingerprint.value
  }
}
