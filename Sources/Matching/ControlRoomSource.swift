package import DirectoryModel

/// What a matcher asks about control rooms: who they are, and how well they and their units work together.
package protocol ControlRoomSource: Sendable {
  /// What is known of working together, and how long requests take.
  var interoperability: InteroperabilityTable { get }
  /// An incident's side: its country, region and responsible room.
  func host(country: String, locality: Locality, service: Service?) throws -> InteroperabilityTable.Host
  /// A unit's side: its country, region and home room.
  func helper(of unit: MatchableUnit) throws -> InteroperabilityTable.Helper
  /// The municipality of a unit's station; `nil` where not known.
  func municipality(of unit: MatchableUnit) throws -> String?
}
