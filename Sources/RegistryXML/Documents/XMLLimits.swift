/// How much of a document is taken before it is refused with `MutualAidError.Code.limitExceeded`.
///
/// Documents come from outside: the limits keep one that was made to do harm from taking all memory or time. The defaults
/// are far above what registries of countries need.
package struct XMLLimits: Hashable, Sendable {
  /// Elements within elements, at least 1; 64 by default.
  package var depth = 64
  /// Attributes of one element.
  package var attributes = 64
  /// Bytes of one tag with all its attributes.
  package var tagBytes = 128_000
  /// Bytes of one text or comment.
  package var textBytes = 8_000_000
  /// Bytes that one record may take in memory.
  ///
  /// A boundary document is one record.
  package var recordBytes = 128_000_000
  /// Records of one document that are kept in memory because others refer to them.
  package var waitingRecords = 1_000_000
  /// Records of one document; 50 million by default.
  package var records = 50_000_000
  /// How many bytes one compressed byte may become, once 32 MB have come out; 200 by default.
  package var compressionRatio = 200
  /// Seconds for which a pipe that the document comes through may be silent, from 1 to 86,400; 60 by default.
  package var silence = 60

  /// The default limits.
  package init() {}
}
