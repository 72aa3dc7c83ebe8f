import ArgumentParser
import Geodesy

/// Reads a place that somebody types.
enum PlaceArgument {
  /// What an option's help says of what may be given.
  static let help = ArgumentHelp(
    """
    Where: latitude and longitude in degrees, as numbers, with minutes and seconds or with N and E; a geo: address; UTM or \
    UTMREF; or RD, Lambert 72, Lambert 2008 or LUREF with its name before the numbers.
    """,
    valueName: "lat,lon")

  /// The place that a text means.
  ///
  /// - Throws: `ValidationError` for a text that is no place, and for one that may be several: these are named, and none is
  ///   guessed.
  @Sendable static func read(_ argument: String) throws -> Coordinate {
    let readings = TypedPlace.readings(of: argument)
    guard let first = readings.first else {
      throw ValidationError(
        "expected a place, for example 50.7753,6.0839 or 50°46'31\"N 6°5'2\"E or 32U KB 94409 28892 or RD 207000 474000"
      )
    }
    guard readings.count > 1 else { return first.coordinate }
    let offers = readings.map { "\(rounded($0.coordinate)) (\($0.form.rawValue))" }.joined(separator: " or ")
    throw ValidationError("it may be \(offers): give one of these")
  }

  private static func rounded(_ place: Coordinate) -> String {
    let text = { (degrees: Double) in "\((degrees * 1e6).rounded() / 1e6)" }
    return "\(text(place.latitude)),\(text(place.longitude))"
  }
}
