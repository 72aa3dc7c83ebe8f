package import DirectoryModel
package import FoundationEssentials
package import Geodesy

/// What a matcher asks of a directory.
package protocol MatchingSource: Sendable {
  /// Where a place lies.
  func locality(of place: Coordinate) throws -> Locality
  /// Metres from a place to a country; `nil` when it is far or unknown.
  func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double?
  /// What is known of a unit's status at a moment.
  func availability(of unit: UnitID, at moment: Date) throws -> Availability
  /// Where units were last reported since a moment and until another.
  func positions(from earliest: Date, to moment: Date) throws -> [UnitID: ReportedPosition]
  /// The hours that are published for a station; `nil` where there are none.
  func hours(ofStation id: StationID) throws -> String?
  /// What the point is the point of at which a unit stands; `nil` where that is not known.
  func positionQuality(of unit: MatchableUnit) throws -> Position.Quality?
  /// What a group is made of; empty for a single vehicle.
  func members(ofGroup id: UnitID) throws -> [ResponseUnit.Member]
  /// The region in which a unit stands; `nil` where none is known.
  func region(of unit: MatchableUnit) throws -> RegionCode?
  /// The units that a request wants to see.
  func candidates(_ request: CandidateRequest, vocabulary: Vocabulary) throws -> any CandidateStream
  /// One unit; `nil` when there is none of that id.
  func unit(_ id: UnitID, vocabulary: Vocabulary) throws -> MatchableUnit?
}

extension MatchingSource {
  /// Nobody says where any unit is.
  package func positions(from earliest: Date, to moment: Date) throws -> [UnitID: ReportedPosition] { [:] }

  /// All units are single vehicles.
  package func members(ofGroup id: UnitID) throws -> [ResponseUnit.Member] { [] }

  /// Nobody says.
  package func positionQuality(of unit: MatchableUnit) throws -> Position.Quality? { nil }

  /// None are published.
  package func hours(ofStation id: StationID) throws -> String? { nil }

  /// The region of the place where the unit stands.
  package func region(of unit: MatchableUnit) throws -> RegionCode? { try locality(of: unit.summary.coordinate).region }
}

/// A source of the units within a radius, which makes its stream of candidates of growing circles.
package protocol UnitSource: MatchingSource {
  /// All units within a radius of a place, in metres, and perhaps some beyond it; of one service, or of all for `nil`.
  ///
  /// Those of countries that are not wanted may be left out.
  func units(
    around centre: Coordinate, radius: Double, service: Service?, where isWanted: (CountryCode) -> Bool
  ) throws -> [UnitSummary]
  /// The same with what their types add and how far they are, in no order.
  func candidates(
    around centre: Coordinate, radius: Double, service: Service?, vocabulary: Vocabulary,
    where isWanted: (CountryCode) -> Bool
  ) throws -> [Candidate]
  /// One unit; `nil` when there is none of that id.
  func summary(ofUnit id: UnitID) throws -> UnitSummary?
}

extension UnitSource {
  /// The units, each with its distance.
  package func candidates(
    around centre: Coordinate, radius: Double, service: Service?, vocabulary: Vocabulary,
    where isWanted: (CountryCode) -> Bool
  ) throws -> [Candidate] {
    try units(around: centre, radius: radius, service: service, where: isWanted).map { unit in
      Candidate(
        unit: MatchableUnit(unit, vocabulary: vocabulary),
        distance: Geodesic.distance(from: centre, to: unit.coordinate))
    }
  }

  /// The units of a growing circle.
  package func candidates(_ request: CandidateRequest, vocabulary: Vocabulary) throws -> any CandidateStream {
    CircleStream(source: self, request: request, vocabulary: vocabulary)
  }

  /// One unit with what its type adds.
  package func unit(_ id: UnitID, vocabulary: Vocabulary) throws -> MatchableUnit? {
    try summary(ofUnit: id).map { MatchableUnit($0, vocabulary: vocabulary) }
  }
}

/// What a matcher asks about control rooms: which they are, and how well they and their units work together.
package protocol ControlRoomSource: Sendable {
  /// What is known of working together, and how long requests take.
  var interoperability: InteroperabilityTable { get }
  /// The room that answers for a service in a country, or in a region of it; `nil` where not known.
  ///
  /// - Parameters:
  ///   - country: the country that the room must serve.
  ///   - region: the region in it; `nil` where not known.
  ///   - municipality: the municipality in it; `nil` where not known.
  ///   - service: `nil` for any.
  /// - Returns: the room whose territory fits most closely.
  /// - Throws: what the store throws.
  func responsibleRoom(country: CountryCode, region: RegionCode?, municipality: String?, service: Service?) throws
    -> ControlRoom?
  /// A unit's side: its country, region and home room.
  func helper(of unit: MatchableUnit) throws -> InteroperabilityTable.Helper
  /// The municipality of a unit's station; `nil` where not known.
  func municipality(of unit: MatchableUnit) throws -> String?
}
