/// The military grid reference system, which German services call UTMREF: `32U LB 93500 29300`.
///
/// After NGA.STND.0037 (2014), sections 3 and 4, for the zones of universal transverse Mercator: a zone and a band of latitude,
/// two letters for a square of 100 km, and as many digits for the easting as for the northing.
enum MilitaryGrid {
  /// Bands of eight degrees from 80° south, the last of twelve.
  private static let bands = Array("CDEFGHJKLMNPQRSTUVWX")
  /// Letters of squares, without I and O.
  private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")

  /// A place on the grid of a zone, in metres.
  struct Place: Hashable {
    var zone: Int
    var isNorth: Bool
    var easting: Double
    var northing: Double
  }

  /// The middle of the square that a reference names.
  ///
  /// - Parameters:
  ///   - zone: 1 to 60.
  ///   - band: the band of latitude, in capitals.
  ///   - square: the two letters of the square, in capitals.
  ///   - digits: an even number of digits, up to ten; the first half is the easting.
  /// - Returns: `nil` for letters that the zone does not have, or a place that is not in the band.
  static func place(zone: Int, band: Character, square: (Character, Character), digits: String) -> Place? {
    guard (1...60).contains(zone), digits.count.isMultiple(of: 2), digits.count <= 10,
      let bandIndex = bands.firstIndex(of: band), let column = letters.firstIndex(of: square.0),
      let row = letters.firstIndex(of: square.1), row < 20
    else { return nil }
    // Columns go A–H, J–R and S–Z in three zones after one another, from 100 km east.
    let columnInZone = column - (zone - 1) % 3 * 8
    guard (0..<8).contains(columnInZone) else { return nil }
    // Rows begin at A in odd zones and at F in even ones, and come again every 2,000 km.
    let rowInZone = (row - (zone.isMultiple(of: 2) ? 5 : 0) + 20) % 20
    let half = digits.count / 2
    let side = (0..<half).reduce(100_000.0) { side, _ in side / 10 }
    guard let east = half == 0 ? 0 : Double(digits.prefix(half)),
      let north = half == 0 ? 0 : Double(digits.suffix(half))
    else { return nil }
    let easting = Double(columnInZone + 1) * 100_000 + (east + 0.5) * side
    var northing = Double(rowInZone) * 100_000 + (north + 0.5) * side
    let south = Double(bandIndex) * 8 - 80
    let isNorth = south >= 0
    // The least northing of the band, a little less than along the middle meridian at its edges.
    let least = south * 110_500 + (isNorth ? 0 : 10_000_000) - 100_000
    while northing < least { northing += 2_000_000 }
    let most = (south + (band == "X" ? 12 : 8)) * 111_800 + (isNorth ? 0 : 10_000_000) + 150_000
    return northing <= most ? Place(zone: zone, isNorth: isNorth, easting: easting, northing: northing) : nil
  }
}
