internal import DirectoryModel
package import Geodesy
package import MutualAid

/// A place as somebody types it: numbers in any spelling, or a name.
package enum PlaceArgument: Hashable, Sendable {
  /// Numbers that mean one place.
  case coordinate(Coordinate)
  /// A name that the directory has to know.
  case name(String)

  /// Reads what was typed.
  ///
  /// - Throws: ``OptionDefect`` for a text that is no place, and for numbers that may be several: these are named, and none
  ///   is guessed.
  @Sendable package static func read(_ argument: String) throws -> PlaceArgument {
    let readings = TypedPlace.readings(of: argument)
    guard let first = readings.first else {
      guard argument.prefix(200).contains(where: \.isLetter), !argument.contains(":") else {
        throw OptionDefect(
          "expected a place, for example 50.7753,6.0839 or 50°46'31\"N 6°5'2\"E or 32U KB 94409 28892 or RD 207000 474000 or Vaals"
        )
      }
      return .name(argument)
    }
    guard readings.count > 1 else { return .coordinate(first.coordinate) }
    let offers = readings.map { "\($0.coordinate.shortText) (\($0.form.rawValue))" }.joined(separator: "; ")
    throw OptionDefect("it may be \(offers): give one of these")
  }

  /// The coordinate, and the place of a name, which must be the only one of it.
  ///
  /// - Throws: `MutualAidError` where no place has the name, and where several have it: these are named, and none is guessed.
  package func found(in directory: Directory) throws -> (coordinate: Coordinate, place: FoundPlace?) {
    let name: String
    switch self {
    case .coordinate(let coordinate): return (coordinate, nil)
    case .name(let text): name = text
    }
    let places = try directory.places(named: name)
    guard let first = places.first else {
      throw MutualAidError(
        .unknownPlace, "no municipality, locality or station is called '\(name)'",
        hint: "Give its coordinates, such as 50.7753,6.0839, or the name of a place near it.")
    }
    guard places.count == 1 else {
      let offers = places.prefix(6).map(PlaceArgument.text).joined(separator: "; ")
      let more = places.count > 6 ? "; …" : ""
      throw MutualAidError(
        .ambiguousPlace, "'\(name)' may be \(offers)\(more)",
        hint: "Write the country or region behind a comma, such as 'Gronau, DE', or the coordinates.")
    }
    return (first.coordinate, first)
  }

  /// A place that was found, in a few words.
  package static func text(_ place: FoundPlace) -> String {
    let area = [place.regionName ?? place.region?.rawValue, place.country.rawValue].compactMap { $0 }
    return "\(place.name) (\(area.joined(separator: ", "))) \(place.coordinate.shortText)"
  }
}
