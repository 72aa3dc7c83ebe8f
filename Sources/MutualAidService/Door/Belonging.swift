internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import MutualAid

/// Whose a record of the directory is.
struct Belonging: Sendable {
  var unit: UnitID?
  /// The control rooms through which it is asked for.
  var rooms: Set<ControlRoomID>
  var organisation: OrganisationID?
  var country: CountryCode?

  /// Whose a unit is; `nil` where there is no such unit.
  init?(_ unit: UnitID, in directory: Directory) throws {
    let found: UnitOnBoard
    do { found = try directory.unit(unit, at: Date()) } catch let error as MutualAidError
      where error.code == .unknownUnit
    {
      return nil
    }
    self.unit = unit
    rooms = Set([found.controlRoom?.id].compactMap { $0 })
    organisation = found.station.organisation
    country = found.station.country
  }

  /// Whose a station is; `nil` where there is no such station.
  init?(_ station: StationID, in directory: Directory) throws {
    guard let found = try directory.home(ofStation: station) else { return nil }
    rooms = found.rooms
    organisation = found.station.organisation
    country = found.station.country
  }

  /// Whether it is somebody's own.
  func isOf(_ remit: Remit) -> Bool {
    remit.isAll || rooms.contains { remit.has(.room, $0.rawValue) }
      || remit.has(.organisation, organisation?.rawValue) || remit.has(.country, country?.rawValue)
      || remit.has(.unit, unit?.rawValue)
  }

  /// The id of the registry into which a room writes what it knows better.
  static func ownRegistry(of room: String) -> String { Correction.registry(of: ControlRoomID(room)).rawValue }
}

extension Ask {
  /// Checks that a registry or document is the caller's own.
  ///
  /// - Throws: ``Problem``.
  func checkOwn(registry id: String) throws(Problem) {
    // A document may be named with its kind before its id.
    let name = id.firstIndex(of: ":").map { String(id[id.index(after: $0)...]) } ?? id
    guard caller.remit.hasRegistry(name) else { throw .notOwn("registry", id) }
  }

  /// Checks that a unit is the caller's own; of one that there is not, others tell.
  ///
  /// - Throws: ``Problem``.
  func checkOwn(unit id: UnitID) async throws {
    let remit = caller.remit
    if remit.isAll { return }
    let isOwn = try await work { try Belonging(id, in: $0.view())?.isOf(remit) ?? true }
    guard isOwn else { throw Problem.notOwn("unit", id.rawValue) }
  }

  /// The ids of units among these that are not the caller's own.
  func foreign(_ units: Set<String>) async throws -> Set<String> {
    let remit = caller.remit
    if remit.isAll { return [] }
    return try await work { directory in
      let view = directory.view()
      return try units.filter { id in try Belonging(UnitID(id), in: view).map { !$0.isOf(remit) } ?? false }
    }
  }
}

extension Problem {
  /// Something that is another's.
  static func notOwn(_ kind: String, _ id: String) -> Problem {
    Problem(
      .forbidden, "not-own", "'\(id)' is not the bearer's own \(kind)",
      hint: "Ask whoever runs the service whose it is, and for a token of theirs.", endsConnection: true)
  }
}
