/// How far a document has been read.
public struct ReadingProgress: Hashable, Sendable {
  /// Bytes of the document that have been read, unpacked.
  public var bytes = 0
  /// Bytes of the file that have been read: fewer than `bytes` where it is packed; with its size, the share that is done.
  public var fileBytes = 0
  /// Units that have been read; stations and other records without units count as one.
  public var records = 0

  /// The beginning.
  package init() {}
}

extension DirectoryRecord {
  /// How many records it counts as in progress and limits.
  var unitCount: Int {
    switch self {
    case .station(let record): max(1, record.unitCount)
    case .organisation, .controlRoom, .availability, .reference, .strayUnit, .corrections: 1
    case .registryStart, .registryEnd, .page, .unreadableReference, .incomplete, .wrong, .problem: 0
    }
  }
}
