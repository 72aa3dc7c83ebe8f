public import DirectoryModel
package import Geodesy

/// Where an incident is and which control room answers for it, found out once for each question.
public struct IncidentSite: Sendable {
  /// The place.
  package let place: Coordinate
  /// Where the boundaries put the place.
  public let locality: Locality
  /// The country that is taken to be the incident's (ISO 3166-1 alpha-2): the one that the question states, else the one by
  /// the boundaries; `nil` where neither is known.
  public let country: CountryCode?
  /// The service for which the control room answers; `nil` for all.
  package let service: Service?
  /// The borrower's side; `nil` where the country or the control rooms are not known.
  package let host: InteroperabilityTable.Host?

  /// The region, where it is one of the country's: where the question states another country than the boundaries, the
  /// region there says nothing.
  package var region: RegionCode? { locality.country == country ? locality.region : nil }

  /// The municipality by its main name, where it is one of the country's; `nil` where not known.
  package var municipality: String? { locality.country == country ? locality.municipality : nil }

  /// The responsible control room; `nil` where not known.
  public var controlRoom: ControlRoom? { host?.room }
}

extension Matcher {
  /// Finds out where the incident of a question is and which control room answers for it.
  ///
  /// - Throws: what the sources throw.
  package func site(of query: NearestQuery) throws -> IncidentSite {
    let locality = try source.locality(of: query.place)
    return try site(
      place: query.place, locality: locality, country: query.incidentCountry ?? locality.country,
      service: query.service ?? vocabulary.service(impliedBy: query.needs))
  }

  /// The same site with the control room that answers for another service.
  ///
  /// - Throws: what the source of control rooms throws.
  package func site(_ site: IncidentSite, for service: Service?) throws -> IncidentSite {
    guard site.service != service else { return site }
    return try self.site(place: site.place, locality: site.locality, country: site.country, service: service)
  }

  private func site(
    place: Coordinate, locality: Locality, country: CountryCode?, service: Service?
  ) throws -> IncidentSite {
    var host: InteroperabilityTable.Host?
    if let country, let controlRooms {
      let region = locality.country == country ? locality.region : nil
      host = InteroperabilityTable.Host(
        country: country, region: region, borderDistance: locality.borderDistance,
        room: try controlRooms.responsibleRoom(
          country: country, region: region, municipality: locality.country == country ? locality.municipality : nil,
          service: service))
    }
    return IncidentSite(place: place, locality: locality, country: country, service: service, host: host)
  }
}
