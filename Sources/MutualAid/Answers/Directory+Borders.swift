package import DirectoryModel
internal import DirectoryStore
public import Geodesy

extension Directory {
  /// The borders of the countries in the directory as lines, country by country.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func countryBorders() throws -> [[Coordinate]] {
    try store.countryOutlines().sorted { $0.key < $1.key }.flatMap(\.value).flatMap { lines in
      lines.map(\.vertices)
    }
  }

  /// The outlines of all countries or regions on file, as lines.
  ///
  /// Lines at which what is on file of a country ends, and that are no borders, are left out.
  package func outlines(of level: Area.Level) throws -> [AreaLines] {
    let cuts = try store.countryCuts()
    return try store.outlines(of: level).map { area in
      let ends = cuts[area.country] ?? []
      return AreaLines(
        code: area.code, country: area.country,
        lines: area.lines.flatMap { line in AreaLines.parts(of: line.vertices, without: ends) })
    }
  }

  /// The names of countries and regions, by code; those without one are left out.
  package func areaNames(of codes: [String]) throws -> [String: String] { try names(of: Set(codes)) }

  /// The municipalities and localities on file, each with its point.
  package func localities() throws -> [(name: String, place: Coordinate)] {
    try store.referencePlaces().lazy.filter { $0.kind == .municipality }.map { ($0.name, $0.coordinate) }
  }

  /// The names of municipalities that have an outline on file.
  package func municipalityNames() throws -> Set<String> { Set(try store.areaNames(of: .municipality)) }
}

/// The outline of a country or region, for drawing.
package struct AreaLines: Hashable, Sendable {
  /// The country's or region's code.
  package var code: String
  /// The country itself, or the country that the region is a part of.
  package var country: CountryCode
  /// The outline in pieces, coasts included.
  package var lines: [[Coordinate]]

  package init(code: String, country: CountryCode, lines: [[Coordinate]]) {
    self.code = code
    self.country = country
    self.lines = lines
  }

  /// What is left of a line without what runs along lines at which a boundary was cut off.
  fileprivate static func parts(of line: [Coordinate], without cuts: [Area.Cuts]) -> [[Coordinate]] {
    guard !cuts.isEmpty else { return [line] }
    // A cut is drawn with the digits that it is written with.
    func areNear(_ one: Double, _ other: Double, _ cut: Double?) -> Bool {
      cut.map { abs(one - $0) < 0.002 && abs(other - $0) < 0.002 } ?? false
    }
    var parts: [[Coordinate]] = []
    var part: [Coordinate] = line.first.map { [$0] } ?? []
    for (start, end) in zip(line, line.dropFirst()) {
      let isCut = cuts.contains { cut in
        areNear(start.latitude, end.latitude, cut.south) || areNear(start.latitude, end.latitude, cut.north)
          || areNear(start.longitude, end.longitude, cut.west) || areNear(start.longitude, end.longitude, cut.east)
      }
      if isCut {
        if part.count > 1 { parts.append(part) }
        part = [end]
      } else {
        part.append(end)
      }
    }
    if part.count > 1 { parts.append(part) }
    return parts
  }
}
