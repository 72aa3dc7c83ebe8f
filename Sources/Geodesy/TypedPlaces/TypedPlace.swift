/// A place that somebody typed as numbers.
package struct TypedPlace: Hashable, Sendable {
  /// How the numbers were meant.
  package enum Form: String, CaseIterable, Hashable, Sendable {
    /// Degrees of latitude and longitude, in any spelling.
    case degrees
    /// The same, but longitude first: nothing in the text says so, only the place.
    case degreesExchanged = "degrees, longitude first"
    /// Universal transverse Mercator, on WGS 84.
    case utm = "UTM"
    /// The military grid reference system.
    case utmref = "UTMREF"
    /// The Dutch grid (EPSG:28992).
    case rijksdriehoek = "RD"
    /// The Belgian grid of 1972 (EPSG:31370).
    case lambert72 = "Lambert 72"
    /// The Belgian grid of 2008 (EPSG:3812).
    case lambert2008 = "Lambert 2008"
    /// The grid of Luxembourg (EPSG:2169).
    case luref = "LUREF"
    /// A system that the text names by its code.
    case named = "EPSG"
  }

  /// Where it is.
  package var coordinate: Coordinate
  /// How the numbers were meant.
  package var form: Form

  /// What a text may mean, the likeliest first; empty where it is no place.
  ///
  /// Taken are degrees with point or comma, with minutes and seconds, with letters or words for the hemispheres in four
  /// languages, in either order where these say it; `geo:` addresses (RFC 5870); UTM and UTMREF; the grids of the
  /// Netherlands, Belgium and Luxembourg, with their name or, where only one of them has such a place, without; and
  /// `EPSG:CODE` with two numbers.
  ///
  /// ```swift
  /// TypedPlace.readings(of: "50°46'29\"N 6°5'2\"E")  // one: 50.7747,6.0839
  /// TypedPlace.readings(of: "207000 474000")  // one: the Dutch grid
  /// TypedPlace.readings(of: "6.0839, 50.7753")  // two: off the coast of Somalia, or Aachen
  /// ```
  package static func readings(of text: String) -> [TypedPlace] {
    guard text.utf8.count <= 200 else { return [] }
    return TypedPlaceReader(text).readings()
  }
}
