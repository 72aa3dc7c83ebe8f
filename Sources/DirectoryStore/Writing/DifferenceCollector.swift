internal import DirectoryModel
internal import GRDB
internal import Geodesy

/// Looks at records before and after they change.
final class DifferenceCollector {
  private(set) var difference = Difference()

  /// A record at one moment.
  enum Snapshot {
    case organisation(Organisation)
    case controlRoom(ControlRoom)
    case station(Station)
    /// A unit, and where it stands.
    case unit(ResponseUnit, Coordinate?)
  }

  /// The record of a row; `nil` when there is no room to list it.
  func snapshot(_ kind: RecordKind, key: Int64, in database: Database) throws -> Snapshot? {
    guard difference.isOpen else { return nil }
    return try database.cachedQuery("SELECT * FROM \(kind.rawValue) WHERE key = ?").first([key]) { row in
      switch kind {
      case .organisation: .organisation(try row.json("body"))
      case .controlRoom: .controlRoom(try row.json("body"))
      case .station: .station(try Station(row: row))
      case .unit:
        .unit(
          try ResponseUnit(row: row),
          Coordinate.valid(latitude: try row["latitude"], longitude: try row["longitude"]))
      }
    }
  }

  func add(_ note: (inout Difference) -> Void) { note(&difference) }

  func added(_ new: Snapshot?) { difference.add(new?.entry) }

  func removed(_ old: Snapshot?) { difference.remove(old?.entry) }

  func changed(_ old: Snapshot?, _ new: Snapshot?) {
    difference.change(new.flatMap { new in old.flatMap { new.entry(since: $0) } })
  }
}

extension DifferenceCollector.Snapshot {
  var entry: Difference.Entry {
    switch self {
    case .organisation(let record): Difference.Entry(kind: "organisation", id: record.id.rawValue, name: record.label)
    case .controlRoom(let record): Difference.Entry(kind: "control room", id: record.id.rawValue, name: record.label)
    case .station(let record): Difference.Entry(kind: "station", id: record.id.rawValue, name: record.label)
    case .unit(let record, _): Difference.Entry(kind: "unit", id: record.id.rawValue, name: record.label)
    }
  }

  /// What changed since an earlier version; `nil` when that is of another kind.
  func entry(since old: Self) -> Difference.Entry? {
    var entry = entry
    switch (old, self) {
    case (.organisation(let old), .organisation(let new)): entry.fields = new.changes(since: old)
    case (.controlRoom(let old), .controlRoom(let new)): entry.fields = new.changes(since: old)
    case (.station(let old), .station(let new)):
      entry.fields = new.changes(since: old)
      entry.moved = moved(from: old.position.coordinate, to: new.position.coordinate)
    case (.unit(let old, let from), .unit(let new, let to)):
      entry.fields = new.changes(since: old)
      if let from, let to { entry.moved = moved(from: from, to: to) }
    default: return nil
    }
    return entry
  }

  private func moved(from: Coordinate, to: Coordinate) -> Double? {
    from == to ? nil : Geodesic.distance(from: from, to: to)
  }
}
