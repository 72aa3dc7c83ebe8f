package import DirectoryModel
package import Geodesy

/// What rules of agreements ask about places and units beyond what these say of themselves.
///
/// Only what a rule wants to know is asked.
package protocol CrossingFacts: Sendable {
  /// The region of a country in which a place lies; `nil` where it is not known or the place lies in another country.
  func region(of place: Coordinate, in country: CountryCode) throws -> RegionCode?
  /// Metres from a place to a country, 0 inside it; `nil` when it is not known or farther than anyone looks.
  func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double?
  /// The id of the control room responsible for a service in a region; `nil` where it is not known.
  func controlRoom(country: CountryCode, region: RegionCode?, service: Service) throws -> ControlRoomID?
  /// The id of the control room through which a unit is asked for; `nil` where it is not known.
  func controlRoom(ofUnit unit: CoverageUnit) throws -> ControlRoomID?
  /// The municipality of a unit's station as its address has it; `nil` where it is not known.
  func municipality(ofUnit unit: CoverageUnit) throws -> String?
}
