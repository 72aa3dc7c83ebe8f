/// How far a document has been read.
public struct ReadingProgress: Hashable, Sendable {
  /// Bytes of the document.
  public var bytes = 0
  /// Bytes of the file: fewer, where it is packed.
  public var fileBytes = 0
  /// Units; stations and other records that have none count as one.
  public var records = 0

  /// The beginning.
  package init() {}
}

extension DirectoryRecord {
  /// How many records it is to those who count them.
  var unitCount: Int {
    switch self {
    case .station(let record): max(1, record.unitCount)
    case .organisation, .controlRoom, .availability, .reference, .strayUnit: 1
    case .registryStart, .registryEnd, .unreadableReference, .problem: 0
    }
  }
}
