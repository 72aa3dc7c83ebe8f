internal import Geodesy
internal import TypedOptions

/// A box of degrees as addresses name it.
enum BoxText {
  /// Reads `west,south,east,north`.
  ///
  /// - Throws: `OptionDefect` for another form, and for what lies outside the world.
  @Sendable static func read(_ text: String) throws -> BoundingBox {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 4,
      case (let west?, let south?, let east?, let north?) = (numbers[0], numbers[1], numbers[2], numbers[3]),
      (-180...180).contains(west), (-180...180).contains(east), (-90...90).contains(south), (-90...90).contains(north),
      west <= east, south <= north
    else { throw OptionDefect("expected west,south,east,north in degrees, such as 5.6,50.6,6.4,51.1") }
    return BoundingBox(south: south, west: west, north: north, east: east)
  }
}
