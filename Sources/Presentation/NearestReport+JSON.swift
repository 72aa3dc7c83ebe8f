internal import DirectoryModel
internal import Geodesy
internal import Matching

extension NearestReport {
  /// The answer as JSON, in the form that the command line and the API share.
  ///
  /// Unknown values are null.
  public func json(in language: Language) -> JSONValue {
    let phrases = Phrases(language)
    return [
      "incident": incident(in: language),
      "query": queryJSON,
      "units": .array(entries.enumerated().map { json($1, rank: .integer($0 + 1), phrases: phrases) }),
      "nearest_domestic": answer.nearestDomestic.map { domestic in
        [
          "id": .string(domestic.unit.id), "eta_s": JSONValue(domestic.eta, decimals: 1),
          "distance_m": JSONValue(domestic.distance, decimals: 4),
        ]
      } ?? .null,
      "gain_s": JSONValue(answer.gain, decimals: 1),
      "directory_version": .integer(directoryVersion),
      "elapsed_us": .integer(elapsedMicroseconds),
    ]
  }

  func incident(in language: Language) -> JSONValue {
    [
      "lat": .number(query.place.latitude), "lon": .number(query.place.longitude),
      "country": JSONValue(answer.country), "region": JSONValue(answer.locality.region),
      "region_name": JSONValue(regionName),
      "border_distance_m": JSONValue(answer.locality.borderDistance, decimals: 0),
      "country_certain": .bool(query.incidentCountry != nil || answer.locality.isCountryCertain),
      "possible_countries": .array(answer.locality.possibleCountries.map(JSONValue.string)),
      "control_room": responsibleRoom.map { room in
        [
          "id": .string(room.id), "name": .string(room.names.text(in: language.rawValue)),
          "phone": JSONValue(room.phone?.number), "phone_kind": JSONValue(room.phone?.kind.rawValue),
          "languages": .array(room.languages.map(JSONValue.string)),
        ]
      } ?? .null,
    ]
  }

  var queryJSON: JSONValue {
    var within = JSONValue.null
    switch query.limit {
    case .distance(let metres): within = ["distance_m": JSONValue(metres, decimals: 1)]
    case .time(let seconds): within = ["time_s": JSONValue(seconds, decimals: 1)]
    case nil: break
    }
    return [
      "service": JSONValue(query.service?.rawValue), "needs": .array(query.needs.map { .string($0.description) }),
      "scope": .string(query.scope.rawValue), "from": .array(query.lenders.map(JSONValue.string)),
      "rank": .string(query.rank.rawValue), "count": .integer(query.count),
      "time": .string(Timestamp.text(query.time)), "availability": .string(query.availability.rawValue),
      "agreement": .string(query.agreement.rawValue), "purpose": .string(query.purpose.rawValue),
      "role": JSONValue(query.role?.rawValue), "within": within,
      "request_delay_s": JSONValue(query.requestDelay, decimals: 1),
    ]
  }

  func json(_ entry: Entry, rank: JSONValue, phrases: Phrases) -> JSONValue {
    let match = entry.match
    let language = phrases.language
    return [
      "rank": rank, "id": .string(entry.unit.id),
      "name": .string(UnitFeature.name(of: entry.unit, at: entry.station)),
      "service": .string(entry.unit.service.rawValue), "type": .string(entry.unit.type),
      "type_name": entry.typeName.isEmpty ? .null : .string(entry.typeName.text(in: language.rawValue)),
      "capabilities": .array(match.capabilities.map { .string($0.code) }),
      "capability_levels": .object(
        Dictionary(match.capabilities.map { ($0.code, JSONValue($0.level)) }) { _, last in last }),
      "country": .string(entry.station.country), "basis": .string(entry.unit.basis.rawValue),
      "crew": JSONValue(entry.unit.crew?.size), "registry": .string(entry.registry),
      "is_group": .bool(!entry.unit.members.isEmpty),
      "station": [
        "id": .string(entry.station.id), "name": .string(entry.station.names.text(in: language.rawValue)),
        "lat": .number(match.unit.coordinate.latitude), "lon": .number(match.unit.coordinate.longitude),
        "position_quality": .string((entry.unit.position ?? entry.station.position).quality.rawValue),
      ],
      "organisation": entry.organisation.map {
        ["id": .string($0.id), "name": .string($0.names.text(in: language.rawValue))]
      } ?? .null,
      "distance_m": JSONValue(match.distance, decimals: 4), "eta_s": JSONValue(match.eta, decimals: 1),
      "turnout_s": JSONValue(match.turnout?.seconds),
      "turnout_assumed": .bool(match.turnout.map { $0.basis == .assumed } ?? true),
      "travel_s": JSONValue(match.travel, decimals: 1), "travel_model": .string(travelModel),
      "request_delay_s": JSONValue(match.requestDelay, decimals: 1),
      "availability": [
        "status": .string(match.availability.status.rawValue),
        "since": JSONValue(match.availability.since.map(Timestamp.text)),
        "source": JSONValue(match.availability.source), "assumed": .bool(match.isAvailabilityAssumed),
      ],
      "agreement": json(match.verdict, phrases: phrases),
      "control_room": entry.controlRoom.map { room in
        [
          "id": .string(room.id), "name": .string(room.names.text(in: language.rawValue)),
          "phone": JSONValue(room.phone?.number), "phone_kind": JSONValue(room.phone?.kind.rawValue),
          "languages": .array(room.languages.map(JSONValue.string)),
          "radio": JSONValue(room.radios.first), "radios": .array(room.radios.map(JSONValue.string)),
        ]
      } ?? .null,
    ]
  }

  private func json(_ verdict: Verdict, phrases: Phrases) -> JSONValue {
    [
      "verdict": .string(verdict.kind.rawValue), "id": JSONValue(verdict.agreement?.id),
      "rule": JSONValue(verdict.rule?.id),
      "title": JSONValue(verdict.agreement?.titles.text(in: phrases.language.rawValue)),
      "citation": JSONValue(phrases.citation(of: verdict)),
      "urls": .array(verdict.agreement?.urls.map(JSONValue.string) ?? []),
      "role": JSONValue(verdict.rule?.role?.rawValue),
      "verification": JSONValue(
        verdict.agreement.map { (verdict.rule?.verification ?? $0.verification).rawValue }),
      "documents": .array(
        verdict.rule?.documents.map { .string($0.text(in: phrases.language.rawValue)) } ?? []),
      "reasons": .array(verdict.reasons.map { .string(phrases.text(of: $0)) }),
    ]
  }
}
