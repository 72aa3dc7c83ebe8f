internal import DirectoryModel
internal import Matching

extension PackageReport {
  /// The answer as JSON, in the form that the command line and the API share; unknown values are null.
  ///
  /// - `incident`: as in `nearest`.
  /// - `query`: as in `nearest`, with `package`, `needs`, `limits` and `own_still_dispatched`.
  /// - `complete`, `missing`, `optimal`: whether all is filled, how many units lack, whether no better answer exists.
  /// - `time_to_first_s`, `time_to_last_s`, `time_to_complete_s` (null when it never is), `total_eta_s`.
  /// - `needs`: for each `need`, `name`, `service`, `count`, `filled`, `missing`, `shortfall` (`code`, `message`), `slots`
  ///   (`slot`, `eta_s`, `exceptional`, `units` as in `nearest`) and `alternatives` (units as in `nearest`).
  /// - `requests`: for each control room to be asked its `control_room` and the ids of its `units`.
  /// - `own`: the own units where they are sent all the same, in the same form without records; else null.
  public func json(in language: Language) -> JSONValue {
    let phrases = PackagePhrases(language)
    let whole = members(of: context.json(in: language))
    var query = members(of: whole["query"] ?? .null)
    query["package"] = JSONValue(self.query.package)
    query["needs"] = .array(self.query.needs.map { .string($0.description) })
    query["limits"] = [
      "per_station": JSONValue(self.query.limits.perStation),
      "per_organisation": JSONValue(self.query.limits.perOrganisation),
      "per_country": JSONValue(self.query.limits.perCountry),
    ]
    query["own_still_dispatched"] = .bool(self.query.isOwnStillDispatched)
    query["count"] = nil
    var result = summary(of: answer)
    result["incident"] = whole["incident"] ?? .null
    result["query"] = .object(query)
    result["package"] =
      self.query.package.map { id in
        [
          "id": .string(id),
          "name": packageNames.isEmpty ? .null : .string(packageNames.text(in: language.rawValue)),
        ]
      } ?? .null
    result["needs"] = .array(answer.fillings.map { json($0, language, phrases) { units($0, in: language) } })
    result["requests"] = .array(
      requests.map { request in
        [
          "control_room": request.room.map {
            ["id": .string($0.id), "name": .string($0.names.text(in: language.rawValue))]
          } ?? .null,
          "units": .array(request.units.map { .string($0.unit.id) }),
        ]
      })
    result["own"] =
      own.map { own in
        var object = summary(of: own)
        object["needs"] = .array(
          own.fillings.map { filling in
            json(filling, language, phrases) { matches in
              matches.map { ["id": .string($0.unit.id), "eta_s": JSONValue($0.eta, decimals: 1)] }
            }
          })
        return .object(object)
      } ?? .null
    result["directory_version"] = .integer(context.directoryVersion)
    result["elapsed_us"] = .integer(context.elapsedMicroseconds)
    return .object(result)
  }

  private func summary(of answer: PackageAnswer) -> [String: JSONValue] {
    [
      "complete": .bool(answer.missing == 0), "missing": .integer(answer.missing),
      "optimal": .bool(answer.isOptimal), "time_to_first_s": JSONValue(answer.timeToFirst, decimals: 1),
      "time_to_last_s": JSONValue(answer.timeToLast, decimals: 1),
      "time_to_complete_s": JSONValue(answer.timeToComplete, decimals: 1),
      "total_eta_s": JSONValue(answer.totalETA, decimals: 1),
    ]
  }

  private func json(
    _ filling: PackageAnswer.Filling, _ language: Language, _ phrases: PackagePhrases,
    units: ([Match]) -> [JSONValue]
  ) -> JSONValue {
    let need = filling.need
    return [
      "need": .string(PackageNeed(capabilities: need.capabilities).description),
      "name": need.names.isEmpty ? .null : .string(need.names.text(in: language.rawValue)),
      "service": JSONValue((need.service ?? query.base.service)?.rawValue), "count": .integer(need.count),
      "filled": .integer(need.count - filling.missing), "missing": .integer(filling.missing),
      "shortfall": filling.shortfall.map {
        ["code": .string($0.rawValue), "message": .string(phrases.shortfalls[$0] ?? $0.rawValue)]
      } ?? .null,
      "slots": .array(
        filling.slots.enumerated().map { index, slot in
          [
            "slot": .integer(index + 1), "eta_s": JSONValue(slot.eta, decimals: 1),
            "exceptional": .bool(slot.isSubstitute), "units": .array(units(slot.matches)),
          ]
        }),
      "alternatives": .array(units(filling.alternatives)),
    ]
  }

  private func units(_ matches: [Match], in language: Language) -> [JSONValue] {
    guard case .array(let units)? = members(of: nearest(matches).json(in: language))["units"] else { return [] }
    return units.map { unit in
      var unit = members(of: unit)
      unit["rank"] = nil
      return .object(unit)
    }
  }

  private func members(of value: JSONValue) -> [String: JSONValue] {
    if case .object(let members) = value { members } else { [:] }
  }

  /// The units as a GeoJSON feature collection: as of `nearest`, with need, slot and whether they stand in for another.
  public func geoJSON(in language: Language) -> JSONValue {
    var places: [(filling: PackageAnswer.Filling, slot: Int, isSubstitute: Bool)] = []
    for filling in answer.fillings {
      for (index, slot) in filling.slots.enumerated() {
        places += slot.matches.map { _ in (filling, index + 1, slot.isSubstitute) }
      }
    }
    var collection = members(of: nearest(answer.matches).geoJSON(in: language))
    guard case .array(let features)? = collection["features"], features.count == places.count else {
      return .object(collection)
    }
    collection["features"] = .array(
      zip(features, places).map { feature, place in
        var feature = members(of: feature)
        var properties = members(of: feature["properties"] ?? .null)
        properties["rank"] = nil
        properties["need"] = .string(PackageNeed(capabilities: place.filling.need.capabilities).description)
        properties["slot"] = .integer(place.slot)
        properties["exceptional"] = .bool(place.isSubstitute)
        feature["properties"] = .object(properties)
        return .object(feature)
      })
    return .object(collection)
  }
}
