internal import DirectoryModel

/// The records of one unit, made once and shared by all answers in which it stands.
final class UnitRecords: Sendable {
  /// The unit as its registries list it.
  let unit: ResponseUnit
  /// The station at which it stands.
  let station: Station
  /// The registry that lists it; for a new unit of a scenario that of its neighbour.
  let registry: RegistryID?
  /// The station's organisation; `nil` where not known.
  let organisation: Organisation?
  /// The room through which it is asked for; `nil` where not known.
  let controlRoom: ControlRoom?
  /// The name of its type.
  let typeName: LocalizedText

  init(
    unit: ResponseUnit, station: Station, registry: RegistryID?, organisation: Organisation?, controlRoom: ControlRoom?,
    typeName: LocalizedText
  ) {
    self.unit = unit
    self.station = station
    self.registry = registry
    self.organisation = organisation
    self.controlRoom = controlRoom
    self.typeName = typeName
  }
}
