internal import DirectoryModel
package import FoundationEssentials
package import MutualAid
internal import RegistryXML
package import TextFormats

/// What an export is written as.
package enum ExportFormat: String, CaseIterable, Sendable {
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
  ///   - id: one registry's id; `nil` for all, in the native form with reference documents and reports.
  ///   - moment: whose availability is written.
  ///   - formulas: what becomes of values of CSV that a spreadsheet would run.
  ///   - sink: given the text in pieces.
  /// - Throws: `MutualAidError` for an unknown registry, and for trouble with the store; what `sink` throws.
  package func export(
    _ format: ExportFormat, registry id: RegistryID? = nil, at moment: Date = Date(),
    formulas: CSV.Formulas = .defuse, to sink: @escaping (String) throws -> Void
  ) throws {
    let registries = try exported(id)
    switch format {
    case .native: try export(registry: id, to: sink)
    case .geojson: try exportGeoJSON(id, at: moment, to: sink)
    case .csv: try exportCSV(id, at: moment, formulas: formulas, to: sink)
    case .kml: try exportKML(id, name: registries.map(\.id.rawValue).joined(separator: ", "), at: moment, to: sink)
    }
  }

  private func exportGeoJSON(_ registry: RegistryID?, at moment: Date, to sink: (String) throws -> Void) throws {
    try sink("{\"type\": \"FeatureCollection\", \"features\": [")
    var separator = "\n"
    try forEachExportedUnit(of: registry, at: moment) { unit in
      try sink(separator + UnitFeature(unit).geoJSON)
      separator = ",\n"
    }
    try sink("\n]}\n")
  }

  private func exportCSV(
    _ registry: RegistryID?, at moment: Date, formulas: CSV.Formulas, to sink: (String) throws -> Void
  ) throws {
    try sink(CSV.line(UnitFeature.csvHeader()))
    try forEachExportedUnit(of: registry, at: moment) {
      try sink(CSV.line(UnitFeature($0).csvFields, formulas: formulas))
    }
  }

  private func exportKML(
    _ registry: RegistryID?, name: String, at moment: Date, to sink: @escaping (String) throws -> Void
  ) throws {
    let writer = try KMLWriter(name: name, sink: sink)
    try forEachExportedUnit(of: registry, at: moment) { unit in
      let feature = UnitFeature(unit)
      try writer.placemark(name: feature.name, data: feature.fields, at: feature.coordinate)
    }
    try writer.end()
  }
}

extension UnitFeature {
  /// A unit as an export lists it.
  init(_ exported: Directory.ExportedUnit) {
    self.init(
      unit: exported.unit, station: exported.station, registry: exported.registry,
      capabilities: exported.capabilities, status: exported.status)
  }
}
