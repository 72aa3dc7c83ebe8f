/// How much of a stranger's document is taken before it is refused.
public struct XMLLimits: Hashable, Sendable {
  /// Elements within elements.
  public var depth = 64
  /// Attributes of one element.
  public var attributes = 64
  /// Bytes of one tag with all its attributes.
  public var tagBytes = 128_000
  /// Bytes of one text or comment.
  public var textBytes = 8_000_000
  /// Bytes that one record may take in memory.
  ///
  /// A boundary document is one record.
  public var recordBytes = 128_000_000
  /// Records of one document that are kept in memory because others refer to them.
  public var waitingRecords = 1_000_000
  /// Records of one document.
  public var records = 50_000_000
  /// How many bytes one compressed byte may become, once 32 MB have come out.
  public var compressionRatio = 200

  /// The limits that hold unless told otherwise.
  public init() {}
}
