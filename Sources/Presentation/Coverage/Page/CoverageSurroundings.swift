package import Coverage
package import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import LocalTime
package import MutualAid

extension CoverageDocument {
  /// What a report's figures are shown with: the drawing's lines and names, the question, and what was found beside it.
  package struct Surroundings: Sendable {
    /// A unit by what people call it.
    package struct UnitName: Hashable, Sendable {
      /// The name of its type.
      package var type: LocalizedText
      /// The name of its station.
      package var station: String
    }

    /// The question that the report answers; `nil` where it is not known.
    package var query: CoverageQuery?
    /// Outlines of countries, coasts included.
    package var countries: [AreaLines] = []
    /// Outlines of regions.
    package var regions: [AreaLines] = []
    /// Towns by which the reader finds the way, the more important first.
    package var towns: [Towns.Town] = []
    /// All places with a name, by which others are told.
    package var places = Towns()
    /// Names of units in scenarios and actions, by id.
    package var units: [UnitID: UnitName] = [:]
    /// Titles of agreements, by id.
    package var agreements: [String: String] = [:]
    /// Names of countries and regions beside those in which people live, by code.
    package var areaNames: [String: String] = [:]
    /// Sources of the data, with their licences.
    package var sources: [Fact] = []
    /// The command that writes the report again.
    package var command: String?

    /// Makes surroundings, of nothing at first.
    package init() {}

    /// What a country or region is called; its code where nobody says.
    func name(ofArea code: String, in report: CoverageReport) -> String {
      report.areaNames[code] ?? areaNames[code] ?? code
    }

    /// What a unit is called: its type and its station.
    func name(ofUnit id: UnitID, in language: Language, _ report: CoverageReport) -> String {
      guard let unit = units[id] else { return id.rawValue }
      let type = unit.type.text(in: (language.base ?? language).rawValue)
      return type.isEmpty ? unit.station : "\(type), \(unit.station)"
    }
  }
}

extension Directory {
  /// What a report's figures are shown with on a page: borders, names, the outlines of hazards, sources.
  ///
  /// - Parameters:
  ///   - report: the figures.
  ///   - query: the question that the report answers.
  ///   - command: the command that writes it again; `nil` where there is none.
  /// - Returns: what the page shows beside the report's figures.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func surroundings(
    of report: CoverageReport, to query: CoverageQuery, command: String?
  ) throws -> CoverageDocument.Surroundings {
    var found = CoverageDocument.Surroundings()
    found.query = query
    found.countries = try outlines(of: .country)
    found.regions = try outlines(of: .region)
    let localities = try localities()
    found.places = Towns(localities)
    // Quarters and villages are known to their neighbours; municipalities are on maps.
    let municipalities = try municipalityNames()
    found.towns = Towns(localities.filter { municipalities.contains($0.name) }).labels(for: report.cells)
    found.areaNames = try areaNames(of: found.countries.map(\.code))
    for id in Set(query.scenarios.flatMap(\.edits).flatMap(\.namedUnits) + report.actedUnits) {
      // A unit that a scenario brings in is in no directory.
      guard let unit = try? unit(id, at: query.time) else { continue }
      found.units[id] = .init(type: unit.typeName, station: unit.station.names.main)
    }
    found.sources = try summary().registries.map { entry in
      let sources = entry.registry.sources.map { source in
        [source.title, source.licence, source.date].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
      }
      return CoverageDocument.Fact(
        name: entry.registry.titles.main,
        value: ([Timestamp.text(entry.registry.issued).prefix(10).description] + sources).joined(separator: "; "))
    }
    found.command = command
    return found
  }
}

extension ScenarioEdit {
  /// The units that it names.
  fileprivate var namedUnits: [UnitID] {
    switch change {
    case .removeUnit(let id), .moveUnit(let id, _): [id]
    case .busy(_, let selection): selection.units
    default: []
    }
  }
}

extension CoverageReport {
  /// The units that its actions move.
  fileprivate var actedUnits: [UnitID] {
    (actions?.points ?? []).compactMap { point in
      if case .moveUp(let unit, _, _) = point.kind { unit } else { nil }
    }
  }
}

/// The outline of what lies within a distance of a line, for a drawing.
enum HazardOutline {
  /// Both sides of a line, one after the other, so that they close to a ring.
  static func around(_ line: [Coordinate], metres: Double) -> [Coordinate] {
    guard line.count > 1 else { return line }
    var left: [Coordinate] = []
    var right: [Coordinate] = []
    for index in line.indices {
      let before = line[max(0, index - 1)]
      let after = line[min(line.count - 1, index + 1)]
      let azimuth = Geodesic.azimuth(from: before, to: after)
      left.append(Geodesic.destination(from: line[index], azimuth: azimuth - 90, distance: metres))
      right.append(Geodesic.destination(from: line[index], azimuth: azimuth + 90, distance: metres))
    }
    return left + right.reversed()
  }
}
