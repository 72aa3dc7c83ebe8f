internal import DirectoryModel
internal import Geodesy

/// Where an edit is, for what is said about it.
struct EditPlace {
  var edit: ScenarioEdit
  var number: Int
  var file: String?

  var source: MutualAidError.Place { MutualAidError.Place(file: file, line: edit.line, edit: number) }

  func failure(_ code: MutualAidError.Code, _ message: TranslatableText, hint: Hint? = nil) -> MutualAidError {
    MutualAidError(code, message, at: source, hint: hint)
  }

  func check(_ value: Double, _ name: String, in range: ClosedRange<Double>) throws {
    guard range.contains(value) else {
      throw failure(.scenarioInvalid, "\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// Refuses a place whose latitude and longitude look exchanged: it lies far from every unit, and the other way round among them.
  func check(_ location: Coordinate, among roster: UnitRoster) throws {
    guard !roster.units.isEmpty, !roster.hasUnit(within: 300_000, of: location),
      let other = Coordinate.valid(latitude: location.longitude, longitude: location.latitude),
      roster.hasUnit(within: 50_000, of: other)
    else { return }
    throw failure(
      .scenarioInvalid, "the place \(location) is far from every unit: latitude and longitude look exchanged",
      hint: "Write \(other).")
  }
}
