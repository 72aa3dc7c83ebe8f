package import DirectoryModel
internal import Geodesy
package import RegistryXML

/// People read from a file that is no native document: a table, GeoJSON, or GML of the European census grid.
///
/// ```swift
/// let file = try PopulationFile(path: "grid.csv", country: "DE")
/// for problem in file.problems { print(problem.line, problem.message) }
/// print(file.cells.map(\.people).reduce(0, +))
/// ```
package struct PopulationFile: Sendable {
  /// Forms of files.
  package enum Form: String, CaseIterable, Sendable {
    /// Separated values with a header.
    case csv = "population-csv"
    /// A GeoJSON feature collection.
    case geojson = "population-geojson"
    /// GML features with the code of a census grid cell.
    case gml = "population-gml"
  }

  /// The form.
  package let form: Form
  /// The cells, in the order of the file.
  package let cells: [DemandCell]
  /// What is wrong with rows that are left out.
  package let problems: [Problem]
  /// Bytes read, unpacked.
  package let bytes: Int

  /// The most bytes of a file that is read whole.
  private static let longest = 512_000_000

  /// The form of a document, by its first bytes; `nil` when it is none of these.
  package static func form(of document: DocumentFile) -> Form? {
    let bytes = document.beginning.prefix(65_536)
    let beginning = String(decoding: bytes, as: UTF8.self)
    switch beginning.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) {
    case "{": return PopulationFeatures.recognises(beginning) && names(beginning) ? .geojson : nil
    case "<": return beginning.contains("GRD_ID>") || beginning.contains("grd_id>") ? .gml : nil
    default:
      let header = bytes.drop { $0 == 0x0A || $0 == 0x0D }.prefix { $0 != 0x0A && $0 != 0x0D }
      return PopulationTable.recognises(header: header) ? .csv : nil
    }
  }

  /// Whether the first features speak of people.
  private static func names(_ beginning: String) -> Bool {
    let text = beginning.lowercased()
    return ["\"population\"", "\"people\"", "\"obs_value\"", "\"tot_p", "\"t\""].contains { text.contains($0) }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip.
  ///   - country: the country of rows that name none; `nil` for what the boundaries say.
  /// - Throws: `MutualAidError` when it cannot be read at all, or is in none of the forms.
  package init(path: String, country: CountryCode? = nil) throws {
    try self.init(DocumentFile(path: path), country: country)
  }

  /// Reads a document that has been opened.
  ///
  /// - Parameters:
  ///   - document: the document, of which nothing has been read.
  ///   - country: the country of rows that name none; `nil` for what the boundaries say.
  /// - Throws: `MutualAidError` when it cannot be read at all, or is in none of the forms.
  package init(_ document: DocumentFile, country: CountryCode? = nil) throws {
    guard let form = PopulationFile.form(of: document) else {
      throw MutualAidError(
        .unknownFormat, "'\(document.path)' holds no people",
        hint: "Expected a table with population, and lat and lon or GRD_ID, in its header; GeoJSON; or GML with GRD_ID."
      )
    }
    self.form = form
    var collector = CellCollector(country: country)
    switch form {
    case .csv:
      let bytes = try document.bytes(limit: PopulationFile.longest)
      self.bytes = bytes.count
      PopulationTable.read(bytes, into: &collector)
    case .geojson:
      let bytes = try document.bytes(limit: PopulationFile.longest)
      self.bytes = bytes.count
      PopulationFeatures.read(bytes, into: &collector)
    case .gml:
      bytes = try FeatureReader.read(document) { line, properties in
        let names = properties.keys.sorted()
        let fields = PopulationColumns.positions(in: names)
        guard fields[.grid] != nil else { return }
        collector.take(line: line) { field in
          fields[field].flatMap { properties[names[$0]] }.flatMap { $0.isEmpty ? nil : $0 }
        }
      }
    }
    cells = collector.cells
    problems = collector.problems
  }
}
