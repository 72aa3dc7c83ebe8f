package import Geodesy

extension AgreementRule {
  /// A circle that stands for a municipality or locality.
  package struct Place: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its middle.
    package var centre: Coordinate
    /// Its radius in metres.
    package var radius: Double

    /// Makes a place.
    package init(name: String, centre: Coordinate, radius: Double) {
      self.name = name
      self.centre = centre
      self.radius = radius
    }

    /// Whether a place lies in the circle or on it.
    package func contains(_ place: Coordinate) -> Bool {
      // A degree of latitude is never shorter than 110.5 km: most places are told apart without a geodesic.
      abs(place.latitude - centre.latitude) * 110_500 <= radius
        && Geodesic.distance(from: centre, to: place) <= radius
    }
  }

  /// An area drawn in the rule itself, holes included.
  package struct Polygon: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// All its rings, outer ones and holes alike: the even-odd rule separates inside from outside.
    package let rings: [BoundaryLine]

    /// Makes a polygon.
    ///
    /// - Parameters:
    ///   - name: what the rule calls the area.
    ///   - rings: the vertices of each ring, the first repeated at the end or not.
    package init(name: String, rings: [[Coordinate]]) {
      self.name = name
      // One run for each ring: rules have small ones.
      self.rings = rings.flatMap { BoundaryLine.lines(ofRing: $0, length: max(1, $0.count)) }
    }

    /// Whether a place lies inside, by the even-odd rule.
    ///
    /// Of a place exactly on an edge the south-western side counts.
    package func contains(_ place: Coordinate) -> Bool {
      BoundaryLine.isInside(place, lines: rings)
    }
  }

  /// Who lends, or where help is borrowed.
  ///
  /// All that is given must hold; of circles and polygons together, one.
  public struct Party: Hashable, Sendable {
    /// The country of the lending units, or the country in which help is borrowed.
    public var country: CountryCode
    /// Region codes, one of which must begin the place's; empty for the whole country.
    public var regions: [RegionCode]
    /// An organisation's id.
    ///
    /// A borrower is a territory: only a lender can be an organisation.
    package var organisation: OrganisationID?
    /// A station's id.
    package var station: StationID?
    /// A control room's id: the lender's own room, or the room responsible for the incident.
    package var controlRoom: ControlRoomID?
    /// A municipality's name as addresses write it: the station's, or the incident's.
    ///
    /// Where the municipality is not known, the party does not hold.
    package var municipality: String?
    /// Circles, one of which must hold the place; empty for no such limit.
    package var places: [Place]
    /// Polygons, one of which must hold the place; empty for no such limit.
    package var polygons: [Polygon]

    /// Makes a party.
    package init(
      country: CountryCode, regions: [RegionCode] = [], organisation: OrganisationID? = nil, station: StationID? = nil,
      controlRoom: ControlRoomID? = nil, municipality: String? = nil, places: [Place] = [], polygons: [Polygon] = []
    ) {
      self.country = country
      self.regions = regions
      self.organisation = organisation
      self.station = station
      self.controlRoom = controlRoom
      self.municipality = municipality
      self.places = places
      self.polygons = polygons
    }

    /// How narrow the party is: a station more than an area or municipality, these more than an organisation, that more
    /// than a control room, that more than regions; each more than all broader ones together.
    package var specificity: Int {
      (station == nil ? 0 : 16) + (places.isEmpty && polygons.isEmpty && municipality == nil ? 0 : 8)
        + (organisation == nil ? 0 : 4) + (controlRoom == nil ? 0 : 2) + (regions.isEmpty ? 0 : 1)
    }

    /// Whether a place lies in one of the circles or polygons, or there are none.
    package func holds(_ place: Coordinate) -> Bool {
      if places.isEmpty, polygons.isEmpty { return true }
      for circle in places where circle.contains(place) { return true }
      for polygon in polygons where polygon.contains(place) { return true }
      return false
    }

    /// Whether a region is one of the party's, or lies in one, or the party names none.
    package func holds(region: RegionCode?) -> Bool {
      if regions.isEmpty { return true }
      guard let region else { return false }
      for code in regions where region.hasPrefix(code) { return true }
      return false
    }
  }

  /// How narrow both parties are together.
  package var specificity: Int { lender.specificity + borrower.specificity }
}
