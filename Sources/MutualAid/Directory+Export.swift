internal import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
internal import Geodesy
internal import Matching
internal import Presentation
internal import RegistryXML

/// What an export is written as.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// Our own XML: imported again, it gives the same directory.
  case native
  /// One GeoJSON feature per unit.
  case geojson
  /// One row per unit.
  case csv
  /// One KML placemark per unit.
  case kml
}

extension Directory {
  /// Writes the directory, or one registry of it.
  ///
  /// - Parameters:
  ///   - format: the form.
  ///   - registry: one registry's id; `nil` for all, in the native form with vocabularies, boundaries, agreements,
  ///     norms, packages and availability reports.
  ///   - sink: given the text in pieces.
  /// - Throws: `QuestionError` for an unknown registry; `StoreError`; what `sink` throws.
  public func export(
    _ format: ExportFormat, registry id: String? = nil, at moment: Date = Date(),
    to sink: @escaping (String) throws -> Void
  ) throws {
    let all = try store.registries().map(\.registry)
    let chosen = id == nil ? all : all.filter { $0.id.isExactly(id ?? "") }
    if let id, chosen.isEmpty {
      let guess = Spelling.nearest(to: id, among: all.map(\.id))
      throw QuestionError(
        .unknownRegistry, "there is no registry '\(id)' in the directory",
        hint: guess.map { "Did you mean '\($0)'?" } ?? "mutualaid info lists them.")
    }
    switch format {
    case .native: try exportNative(chosen, isWhole: id == nil, to: sink)
    case .geojson: try exportGeoJSON(id, at: moment, to: sink)
    case .csv: try exportCSV(id, at: moment, to: sink)
    case .kml: try exportKML(id, name: chosen.map(\.id).joined(separator: ", "), at: moment, to: sink)
    }
  }

  private func exportNative(_ registries: [Registry], isWhole: Bool, to sink: @escaping (String) throws -> Void) throws
  {
    let writer = try NativeWriter(sink: sink)
    if isWhole {
      try writer.startDirectory()
      for document in try store.documents() { try writer.write(document) }
    }
    for registry in registries {
      try writer.start(registry.completed, isRoot: !isWhole)
      try store.forEachOrganisation(of: registry.id) { try writer.write($0, in: registry) }
      try store.forEachControlRoom(of: registry.id) { try writer.write($0, in: registry) }
      try store.forEachStation(of: registry.id) { try writer.write($0, units: $1, in: registry) }
      try writer.end()
    }
    if isWhole {
      let reports = try store.availabilityReports()
      if !reports.isEmpty { try writer.write(reports) }
      try writer.end()
    }
    try writer.endDocument()
  }

  private func exportGeoJSON(_ registry: String?, at moment: Date, to sink: (String) throws -> Void) throws {
    try sink("{\"type\": \"FeatureCollection\", \"features\": [")
    var separator = "\n"
    try forEachFeature(of: registry, at: moment) { feature in
      try sink(separator + feature.geoJSON)
      separator = ",\n"
    }
    try sink("\n]}\n")
  }

  private func exportCSV(_ registry: String?, at moment: Date, to sink: (String) throws -> Void) throws {
    try sink(CSV.line(UnitFeature.csvHeader()))
    try forEachFeature(of: registry, at: moment) { try sink(CSV.line($0.csvFields)) }
  }

  private func exportKML(
    _ registry: String?, name: String, at moment: Date, to sink: @escaping (String) throws -> Void
  ) throws {
    let writer = try KMLWriter(name: name, sink: sink)
    try forEachFeature(of: registry, at: moment) { feature in
      try writer.placemark(name: feature.name, data: feature.fields, at: feature.coordinate)
    }
    try writer.end()
  }

  /// Gives the units of one registry as it lists them, or those of the whole directory, each once.
  private func forEachFeature(
    of registry: String?, at moment: Date, _ body: (UnitFeature) throws -> Void
  ) throws {
    // All reports at once: asking the store for each unit while it reads stations would nest reads.
    let reports = Dictionary(grouping: try store.availabilityReports(), by: { ExactText($0.unit) })
    func tell(_ unit: ResponseUnit, _ station: Station, _ registry: String) throws {
      let latest = reports[ExactText(unit.id)]?.last { $0.since <= moment }
      let summary = UnitSummary(
        id: unit.id, station: station.id, service: unit.service, type: unit.type, country: station.country,
        coordinate: (unit.position ?? station.position).coordinate, capabilities: unit.capabilities)
      try body(
        UnitFeature(
          unit: unit, station: station, registry: registry, capabilities: vocabulary.capabilities(of: summary),
          status: Availability(latest: latest, at: moment).status))
    }
    guard let registry else { return try store.forEachUnit(tell) }
    try store.forEachStation(of: registry) { station, units in
      for unit in units { try tell(unit, station, registry) }
    }
  }
}
