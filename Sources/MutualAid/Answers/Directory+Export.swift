package import DirectoryModel
internal import DirectoryStore
package import FoundationEssentials
internal import RegistryXML

extension Directory {
  /// Writes the directory, or one registry of it, in our own XML: imported again, it gives the same directory.
  ///
  /// - Parameters:
  ///   - id: one registry's id; `nil` for all, with vocabularies, boundaries, agreements, norms, packages and
  ///     availability reports.
  ///   - sink: given the text in pieces.
  /// - Throws: `MutualAidError` for an unknown registry, and for trouble with the store; what `sink` throws.
  public func export(registry id: RegistryID? = nil, to sink: @escaping (String) throws -> Void) throws {
    let registries = try exported(id)
    let writer = try NativeWriter(sink: sink)
    if id == nil {
      try writer.startDirectory()
      for document in try store.documents() { try writer.write(document) }
    }
    for registry in registries {
      try writer.start(registry.completed, isRoot: id != nil)
      try store.forEachOrganisation(of: registry.id) { try writer.write($0, in: registry) }
      try store.forEachControlRoom(of: registry.id) { try writer.write($0, in: registry) }
      try store.forEachStation(of: registry.id) { try writer.write($0, units: $1, in: registry) }
      for entry in try store.corrections(of: registry.id) { try writer.write(entry.record) }
      try writer.end()
    }
    if id == nil {
      let reports = try store.availabilityReports()
      if !reports.isEmpty { try writer.write(reports) }
      try writer.end()
    }
    try writer.endDocument()
  }

  /// The registries that an export holds: all, or the one of an id.
  ///
  /// - Throws: `MutualAidError` for an unknown registry, and for trouble with the store.
  package func exported(_ id: RegistryID?) throws -> [Registry] {
    let all = try store.registries().map(\.registry)
    guard let id else { return all }
    let chosen = all.filter { $0.id == id }
    guard chosen.isEmpty else { return chosen }
    let guess = EditDistance.nearest(to: id, among: all.map(\.id))
    throw MutualAidError(
      .unknownRegistry, "there is no registry '\(id)' in the directory",
      hint: guess.map { .didYouMean($0) } ?? .list(.registries))
  }

  /// A unit as an export lists it.
  package struct ExportedUnit {
    /// The unit.
    package var unit: ResponseUnit
    /// Its station.
    package var station: Station
    /// The id of its registry.
    package var registry: RegistryID
    /// What it can do, by its type and itself.
    package var capabilities: [Capability]
    /// Its status at the moment of the export.
    package var status: AvailabilityStatus
  }

  /// Gives the units of one registry as it lists them, or those of the whole directory, each once.
  ///
  /// - Throws: `MutualAidError`; what `body` throws.
  package func forEachExportedUnit(
    of registry: RegistryID?, at moment: Date, _ body: (ExportedUnit) throws -> Void
  ) throws {
    // All reports at once: asking the store for each unit while it reads stations would nest reads.
    let reports = Dictionary(grouping: try store.availabilityReports(), by: \.unit)
    func give(_ unit: ResponseUnit, _ station: Station, _ registry: RegistryID) throws {
      let latest = reports[unit.id]?.last { $0.since <= moment }
      let summary = UnitSummary(
        id: unit.id, station: station.id, service: unit.service, type: unit.type,
        country: station.country ?? .unassigned,
        coordinate: (unit.position ?? station.position).coordinate, capabilities: unit.capabilities)
      try body(
        ExportedUnit(
          unit: unit, station: station, registry: registry, capabilities: vocabulary.capabilities(of: summary),
          status: Availability(latest: latest, at: moment).status))
    }
    guard let registry else { return try store.forEachUnit(give) }
    try store.forEachStation(of: registry) { station, units in
      for unit in units { try give(unit, station, registry) }
    }
  }
}
