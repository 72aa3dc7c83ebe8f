internal import Coverage
internal import DirectoryModel
internal import Geodesy
package import MutualAid

extension Directory {
  /// What a report's figures are shown with on a page: borders, names, the outlines of hazards, sources.
  ///
  /// - Parameters:
  ///   - query: the question that the report answers.
  ///   - command: the command that writes it again; `nil` where there is none.
  /// - Returns: what the page shows beside the report's figures.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func surroundings(of query: CoverageQuery, command: String?) throws -> CoverageDocument.Surroundings {
    var found = CoverageDocument.Surroundings()
    found.borders = try countryBorders()
    found.towns = Towns.all
    for scenario in query.scenarios {
      found.hazards[scenario.name] = scenario.edits.flatMap { edit -> [[Coordinate]] in
        guard case .hazard(let hazard) = edit.change else { return [] }
        return hazard.rings + (hazard.line.isEmpty ? [] : [HazardOutline.around(hazard.line, metres: hazard.buffer)])
      }
    }
    found.sources = try summary().registries.map { entry in
      let sources = entry.registry.sources.map { source in
        [source.title, source.licence, source.date].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
      }
      return CoverageDocument.Fact(
        name: entry.registry.id.rawValue,
        value: ([entry.registry.titles.main + ", " + Timestamp.text(entry.registry.issued).prefix(10)] + sources)
          .joined(separator: "; "))
    }
    found.command = command
    return found
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
