internal import DirectoryModel
internal import Geodesy
internal import MutualAid

/// Which events a listener wants: those that fit all that is given.
///
/// What is about no unit fits every place.
struct EventFilter: Sendable {
  var kinds: Set<String> = []
  var box: BoundingBox?
  var countries: Set<CountryCode> = []
  var services: Set<Service> = []
  var units: Set<UnitID> = []
  var rooms: Set<ControlRoomID> = []
  /// Whether the listener may hear of what is confidential.
  var hearsConfidential = false

  /// In whose name the listener listens; `nil` for nobody.
  var owner: String?
  /// Whether the listener may hear of what is between other rooms.
  var hearsOfAllRooms = false

  /// Whether an event is wanted.
  func wants(_ event: LiveEvent) -> Bool {
    if event.isConfidential, !hearsConfidential { return false }
    if let parties = event.rooms, !hearsOfAllRooms, owner.map(parties.contains) != true { return false }
    guard kinds.isEmpty || kinds.contains(event.name) else { return false }
    guard let unit = event.unit else { return true }
    return (countries.isEmpty || unit.country.map(countries.contains) == true)
      && (services.isEmpty || services.contains(unit.service)) && (units.isEmpty || units.contains(unit.id))
      && (rooms.isEmpty || unit.room.map(rooms.contains) == true) && (box.map { $0.contains(unit.place) } ?? true)
  }
}
