/// What a change adds, alters and removes, record by record.
public struct Difference: Hashable, Sendable {
  /// A field with its value before and after, as text.
  public struct Field: Hashable, Sendable {
    /// The name of the field, for example `name`.
    public var field: String
    /// The value before; `nil` where there was none.
    public var old: String?
    /// The value after; `nil` where there is none.
    public var new: String?

    /// Makes a field.
    package init(field: String, old: String?, new: String?) {
      self.field = field
      self.old = old
      self.new = new
    }
  }

  /// One record that is new, different or gone.
  public struct Entry: Hashable, Sendable {
    /// The kind of record, such as `station`, `unit` or `rule`.
    public var kind: String
    /// The id of the record, as its document gives it.
    public var id: String
    /// The record's main name, or the call sign of a unit without a name; `nil` where it has neither.
    public var name: String?
    /// The fields that changed.
    ///
    /// A unit without any changed with its station.
    public var fields: [Field]
    /// How far it moved, in metres; `nil` where it stands where it stood.
    package var moved: Double?

    /// Makes an entry.
    package init(kind: String, id: String, name: String? = nil, fields: [Field] = [], moved: Double? = nil) {
      self.kind = kind
      self.id = id
      self.name = name
      self.fields = fields
      self.moved = moved
    }
  }

  /// More entries than this are counted but not listed.
  package static let limit = 10_000

  /// Records that are new; with those changed and removed, the first 10,000 are listed.
  public private(set) var added: [Entry] = []
  /// Records that were there before and are different now; the list's limit is that of `added`.
  public private(set) var changed: [Entry] = []
  /// Records that were there before and are gone now; the list's limit is that of `added`.
  public private(set) var removed: [Entry] = []
  /// How many records are new, different or gone, listed or not.
  public private(set) var total = 0

  /// Makes an empty difference.
  package init() {}

  /// How many are listed.
  package var listed: Int { added.count + changed.count + removed.count }
  /// Whether there is room for another entry.
  package var isOpen: Bool { listed < Difference.limit }

  /// Counts a record, and lists it where there is room.
  package mutating func add(_ entry: @autoclosure () throws -> Entry?) rethrows { try note(entry(), in: \.added) }

  /// Counts a record, and lists it where there is room.
  package mutating func change(_ entry: @autoclosure () throws -> Entry?) rethrows { try note(entry(), in: \.changed) }

  /// Counts a record, and lists it where there is room.
  package mutating func remove(_ entry: @autoclosure () throws -> Entry?) rethrows { try note(entry(), in: \.removed) }

  private mutating func note(
    _ entry: @autoclosure () throws -> Entry?, in list: WritableKeyPath<Difference, [Entry]>
  ) rethrows {
    total += 1
    if isOpen, let entry = try entry() { self[keyPath: list].append(entry) }
  }
}
