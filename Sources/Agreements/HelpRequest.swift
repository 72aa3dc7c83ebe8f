package import DirectoryModel
package import FoundationEssentials
package import Geodesy

/// When help is asked for, what for, and which part the units would play.
package struct HelpRequest: Sendable {
  /// When.
  package var time: Date
  /// What for.
  package var purpose: Purpose
  /// The part that units play; `nil` for any.
  package var role: ResponseRole?

  /// Makes a request.
  package init(time: Date, purpose: Purpose = .daily, role: ResponseRole? = nil) {
    self.time = time
    self.purpose = purpose
    self.role = role
  }
}

/// A place at which help may be needed, as rules see it: what a look-up costs is asked only where a rule wants to know.
package struct BorrowingPlace {
  /// Where.
  package var place: Coordinate
  /// In which country.
  package var country: CountryCode?
  /// Its region, one of its country's; `nil` where not known.
  package var region: () throws -> RegionCode?
  /// The id of the room responsible for a service there; `nil` where not known.
  package var controlRoom: (Service) throws -> ControlRoomID?
  /// Its municipality; `nil` where not known.
  package var municipality: String?
  /// The id of the organisation responsible; `nil` where not known.
  package var organisation: OrganisationID?
  /// Whether a country is within so many metres of the place.
  package var isWithin: (Double, CountryCode) throws -> Bool

  /// Describes a place.
  package init(
    place: Coordinate, country: CountryCode?, region: @escaping () throws -> RegionCode?,
    controlRoom: @escaping (Service) throws -> ControlRoomID?, municipality: String? = nil,
    organisation: OrganisationID? = nil,
    isWithin: @escaping (Double, CountryCode) throws -> Bool
  ) {
    self.place = place
    self.country = country
    self.region = region
    self.controlRoom = controlRoom
    self.municipality = municipality
    self.organisation = organisation
    self.isWithin = isWithin
  }
}

/// A unit that may be lent, as rules see it: what a look-up costs is asked only where a rule wants to know.
package struct LendingUnit {
  /// The unit.
  package var unit: UnitSummary
  /// The region in which it stands; `nil` where not known.
  package var region: () throws -> RegionCode?
  /// The id of the room through which it is asked for; `nil` where not known.
  package var controlRoom: () throws -> ControlRoomID?
  /// The municipality of its station; `nil` where not known.
  package var municipality: () throws -> String?
  /// Whether a country is within so many metres of where it stands.
  package var isWithin: (Double, CountryCode) throws -> Bool

  /// Describes a unit.
  package init(
    unit: UnitSummary, region: @escaping () throws -> RegionCode?,
    controlRoom: @escaping () throws -> ControlRoomID? = { nil },
    municipality: @escaping () throws -> String? = { nil },
    isWithin: @escaping (Double, CountryCode) throws -> Bool = { _, _ in false }
  ) {
    self.unit = unit
    self.region = region
    self.controlRoom = controlRoom
    self.municipality = municipality
    self.isWithin = isWithin
  }
}
