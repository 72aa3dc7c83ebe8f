internal import DirectoryModel
internal import Geodesy
internal import Primitives

/// Makes cells of values, row by row, and keeps what is wrong with those that it cannot take.
///
/// Values are held to the same rules as those of a `<cell>` in the native format, so that what is taken here can be
/// exported and imported again.
struct CellCollector {
  private(set) var cells: [DemandCell] = []
  private(set) var problems: [Problem] = []
  private let country: CountryCode?
  private lazy var grid = CensusGrid()
  private var seen: Set<String> = []

  /// Characters of a code, and bytes of any other text, at most.
  private static let longestCode = 60
  private static let longestText = 16_000

  /// Why a row is left out.
  private struct Defect: Error {
    var code: ProblemCode
    var message: String

    init(_ code: ProblemCode, _ message: String) {
      self.code = code
      self.message = message
    }
  }

  init(country: CountryCode?) { self.country = country }

  /// Takes one row.
  ///
  /// - Parameters:
  ///   - line: the line of a table, or the number of a feature, from 1.
  ///   - known: the place, where it is not in columns; else `nil`.
  ///   - value: gives a column's text; `nil` where there is none.
  mutating func take(line: Int, place known: Coordinate? = nil, value: (PopulationColumns.Field) -> String?) {
    do throws(Defect) {
      let people = try CellCollector.people(value)
      let place = try place(known, value)
      func text(_ field: PopulationColumns.Field, _ name: String) throws(Defect) -> String? {
        try CellCollector.text(value(field), name)
      }
      let home = try text(.country, "country") ?? country.storedText
      guard home.isEmpty || CountryCode.isCode(home) else {
        throw Defect(
          .valueInvalid, "country is '\(home.prefix(100))', expected two capital letters (ISO 3166-1 alpha-2)")
      }
      // In a closure after `??` the type of what is thrown would be lost.
      let stated = try text(.code, "code")
      let cell = try text(.grid, "GRD_ID")
      let code = stated ?? cell ?? "\(line)"
      guard code.unicodeScalars.count <= CellCollector.longestCode else {
        throw Defect(
          .valueInvalid, "code is '\(code.prefix(100))', expected at most \(CellCollector.longestCode) characters")
      }
      let region = try text(.region, "region")
      let year = try text(.year, "year")
      let quality = try text(.quality, "quality")
      let source = try text(.source, "source")
      guard seen.insert("\(home) \(code)").inserted else { throw Defect(.duplicateID, "'\(code)' is listed twice") }
      cells.append(
        DemandCell(
          code: code, place: place, country: CountryCode(stored: home), region: self.region(region, line: line),
          people: people, year: self.year(year, line: line), quality: quality, source: source))
    } catch {
      fail(line, error.code, error.message)
    }
  }

  mutating func fail(_ line: Int, _ code: ProblemCode, _ message: String) {
    problems.append(Problem(line: line, severity: .error, code: code, message: message))
  }

  private static func people(_ value: (PopulationColumns.Field) -> String?) throws(Defect) -> Int {
    let text = value(.population) ?? ""
    guard let people = Double(text), people >= 0, people <= 100_000_000 else {
      throw Defect(.valueInvalid, "population is '\(text.prefix(100))', expected a number from 0 up")
    }
    return Int(bounded: people)
  }

  private mutating func place(
    _ known: Coordinate?, _ value: (PopulationColumns.Field) -> String?
  ) throws(Defect) -> Coordinate {
    let place: Coordinate
    if let code = value(.grid) {
      guard let middle = grid?.middle(of: code) else {
        throw Defect(
          .positionInvalid, "'\(code.prefix(100))' is no cell of the 1 km census grid (CRS3035RES1000mN…E…)")
      }
      place = middle
    } else if let known {
      place = known
    } else {
      guard let latitude = value(.latitude).flatMap(Double.init), let longitude = value(.longitude).flatMap(Double.init)
      else { throw Defect(.positionInvalid, "lat or lon is not a number") }
      guard let found = Coordinate.valid(latitude: latitude, longitude: longitude) else {
        throw Defect(.positionOutOfRange, "\(latitude),\(longitude) is no place on Earth")
      }
      place = found
    }
    guard place.latitude != 0 || place.longitude != 0 else { throw Defect(.positionZero, "the position is 0,0") }
    return place
  }

  /// A text with its white space collapsed, as XML has it; `nil` where there is none.
  private static func text(_ value: String?, _ name: String) throws(Defect) -> String? {
    guard let value else { return nil }
    guard value.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) || value.utf8.count > longestText else {
      return value
    }
    guard value.utf8.count <= longestText else {
      throw Defect(.textTooLong, "\(name) has \(value.utf8.count) bytes, expected at most \(longestText)")
    }
    guard value.unicodeScalars.allSatisfy(isAdmitted) else {
      throw Defect(.controlCharacters, "\(name) has control characters")
    }
    let words = value.unicodeScalars.split { $0.value <= 0x20 }.map { String($0) }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Whether a document in XML can hold a character, and one of ours may.
  private static func isAdmitted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0xFFFE, 0xFFFF: false
    default: !HiddenCharacters.isControl(scalar)
    }
  }

  // MARK: What is left out of a row without harm

  private mutating func region(_ text: String?, line: Int) -> RegionCode? {
    guard let text else { return nil }
    if RegionCode.isCode(text) { return RegionCode(text) }
    warn(line, "region is '\(text.prefix(100))', expected \(RegionCode.form): left out")
    return nil
  }

  private mutating func year(_ text: String?, line: Int) -> Int? {
    guard let text else { return nil }
    if let year = Int(text), (1...9999).contains(year) { return year }
    warn(line, "year is '\(text.prefix(100))', expected a whole number from 1 to 9999: left out")
    return nil
  }

  private mutating func warn(_ line: Int, _ message: String) {
    problems.append(Problem(line: line, severity: .warning, code: .valueInvalid, message: message))
  }
}
