internal import TextFormats

/// What an entry of the kind `purge` says: whoever holds a copy of these payloads erases them on reading it.
public struct PurgeNotice: Hashable, Sendable {
  /// The kinds of entries that were asked for, by name.
  public var kinds: [String]
  /// Entries that came in before this were asked for, in ISO 8601.
  public var before: String
  /// The entries of the same owner whose payloads are erased.
  public var numbers: NumberRanges

  /// Makes a notice.
  public init(kinds: [String], before: String, numbers: NumberRanges) {
    self.kinds = kinds
    self.before = before
    self.numbers = numbers
  }

  /// The notice as an entry's payload.
  public var payload: [UInt8] {
    var json = JSONWriter(isPretty: false)
    json.object { object in
      object.member("kinds") { json in
        json.array { array in for kind in kinds { array.element { $0.write(kind) } } }
      }
      object.member("before", before)
      object.member("numbers", numbers.text)
    }
    return json.bytes
  }

  /// Reads an entry's payload.
  ///
  /// - Returns: `nil` for a payload that says nothing of the kind.
  public init?(payload: [UInt8]) {
    var (kinds, before, numbers): ([String], String?, NumberRanges?) = ([], nil, nil)
    var reader = JSONReader(payload[...])
    do {
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "kinds":
          try reader.beginArray()
          while try reader.hasElement() { kinds.append(try reader.string()) }
        case "before": before = try reader.string()
        case "numbers": numbers = NumberRanges(try reader.string())
        default: try reader.skipValue()
        }
      }
      try reader.end()
    } catch {
      return nil
    }
    guard let before, let numbers else { return nil }
    self.init(kinds: kinds, before: before, numbers: numbers)
  }
}
