internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import RegistryXML

/// The checks of records against what else is known: vocabulary and boundaries.
struct RecordChecks {
  /// A station may lie this far outside its country, in metres: on a bridge, in a joint post, at a municipality's point.
  static let toleratedDistance = 5_000.0

  var vocabulary: Vocabulary

  /// What is wrong with a unit; nothing here is an error, because an unknown type never drops a unit.
  func problems(of unit: ResponseUnit, country: String, line: Int) -> [Problem] {
    var problems: [Problem] = []
    let types = vocabulary.typeCodes(country: country)
    if !types.isEmpty, unit.type != ResponseUnit.unspecifiedType, vocabulary.type(unit.type, country: country) == nil {
      let guess = Spelling.nearest(to: unit.type, among: types).map { "; did you mean '\($0)'?" } ?? ""
      problems.append(
        Problem(
          line: line, severity: .warning, code: .unknownType,
          message: "type '\(unit.type)' is not in the vocabulary of \(country): kept, it matches by service\(guess)",
          record: unit.id))
    }
    for capability in unit.capabilities {
      guard let problem = problem(of: capability) else { continue }
      problems.append(
        Problem(line: line, severity: .warning, code: .unknownCapability, message: problem, record: unit.id))
    }
    return problems
  }

  /// What is wrong with a capability in a type's definition or a unit.
  func problem(of capability: Capability) -> String? {
    guard !vocabulary.capabilities.isEmpty else { return nil }
    guard let definition = vocabulary.capabilities[capability.code] else {
      let guess = Spelling.nearest(to: capability.code, among: vocabulary.capabilities.keys)
      return "capability '\(capability.code)' is not in the vocabulary: kept"
        + (guess.map { "; did you mean '\($0)'?" } ?? "")
    }
    guard let level = capability.level else { return nil }
    if definition.measure != nil, Double(level) == nil {
      return "level '\(level)' of capability '\(capability.code)' is not a number of \(definition.measure ?? "")"
    }
    if !definition.levels.isEmpty, !definition.levels.contains(level) {
      return
        "level '\(level)' of capability '\(capability.code)' is not one of \(definition.levels.joined(separator: ", "))"
    }
    return nil
  }

  /// What is wrong with where a station or unit stands: an error far outside its country, a warning just outside.
  func problem(
    of position: Position, country: String, record: String, line: Int, in change: StoreChange
  ) throws -> Problem? {
    let place = position.coordinate
    guard let distance = try change.distance(from: place, toCountry: country), distance > 0 else { return nil }
    guard distance > RecordChecks.toleratedDistance else {
      return Problem(
        line: line, severity: .warning, code: .positionOutsideCountry,
        message: "the position \(place) lies \(Int(distance)) m outside \(country)", record: record)
    }
    if let swapped = Coordinate(latitude: place.longitude, longitude: place.latitude),
      try change.distance(from: swapped, toCountry: country) == 0
    {
      return Problem(
        line: line, severity: .error, code: .axesSwapped,
        message:
          "the position \(place) is outside \(country), but \(swapped) is inside: latitude and longitude seem swapped",
        record: record)
    }
    let far = distance.isFinite ? "\(Int(distance / 1000)) km" : "more than 300 km"
    return Problem(
      line: line, severity: .error, code: .positionOutsideCountry,
      message: "the position \(place) lies \(far) outside \(country)", record: record)
  }
}
