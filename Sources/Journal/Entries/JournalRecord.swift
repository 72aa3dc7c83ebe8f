/// An entry with what it says.
public struct JournalRecord: Hashable, Sendable {
  /// The entry.
  public var entry: JournalEntry
  /// What it says, as JSON; `nil` where that has been erased.
  public var payload: [UInt8]?
  /// The position of somebody who has read everything up to here.
  public var position: JournalPosition

  /// Makes a record.
  public init(entry: JournalEntry, payload: [UInt8]?, position: JournalPosition) {
    self.entry = entry
    self.payload = payload
    self.position = position
  }
}

/// What became of erasing payloads.
public struct PurgeReport: Hashable, Sendable {
  /// The entries whose payloads were erased.
  public var numbers: NumberRanges
  /// The number of the entry that says so; `nil` where there was nothing to erase.
  public var entry: Int64?
  /// Whether nothing is left of them in the file and its log either: another process that is reading keeps parts of the
  /// log alive until it has finished.
  public var isComplete: Bool

  /// Makes a report.
  public init(numbers: NumberRanges, entry: Int64?, isComplete: Bool) {
    self.numbers = numbers
    self.entry = entry
    self.isComplete = isComplete
  }
}
