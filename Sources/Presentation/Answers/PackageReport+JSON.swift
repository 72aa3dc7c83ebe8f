internal import DirectoryModel
internal import Matching
package import MutualAid
package import TextFormats

extension PackageReport {
  /// The answer as JSON, in the form that the command line and the API share; unknown values are null.
  ///
  /// - `incident`: as in `nearest`.
  /// - `query`: as in `nearest`, with `package`, `needs`, `limits` and `own_still_dispatched`.
  /// - `package`: its `id` and `name`; null for needs given one by one.
  /// - `complete`, `missing`, `optimal`: whether all is filled, how many units lack, whether no better answer exists.
  /// - `time_to_first_s`, `time_to_last_s`, `time_to_complete_s` (null when it never is), `total_eta_s`.
  /// - `needs`: for each `need`, `name`, `service`, `count`, `filled`, `missing`, `shortfall` (`code`, `message`), `slots`
  ///   (`slot`, `eta_s`, `exceptional`, `units` as in `nearest`, without a rank) and `alternatives` (such units).
  /// - `requests`: for each control room to be asked its `control_room` and the ids of its `units`.
  /// - `lenders`: for each country whose units are proposed its `country`, how many `units`, and the `people` that they
  ///   leave outside the norm at home while they are away together.
  /// - `own`: the own units where they are sent all the same, in the same form with `id` and `eta_s` only; else null.
  ///
  /// - Returns: UTF-8.
  package func json(in language: Language, isPretty: Bool = true) -> [UInt8] {
    var writer = JSONWriter(isPretty: isPretty)
    write(to: &writer, in: language)
    return writer.bytes
  }

  /// Writes the answer as a JSON object.
  package func write(to writer: inout JSONWriter, in language: Language) {
    let phrases = Words<AnswerPhrase>(language)
    writer.object { writer in
      writer.member("directory_version", context.directoryVersion)
      writer.member("elapsed_us", context.elapsedMicroseconds)
      writer.member("incident") { $0.object { context.writeIncident(to: &$0, in: language) } }
      writer.member("lenders") { writer in
        writer.array(lenderTotals) { writer, total in
          writer.object {
            $0.member("country", total.country)
            $0.member("people", total.people)
            $0.member("travel_model", total.travelModel)
            $0.member("units", total.units)
          }
        }
      }
      writer.member("own", own) { writer, own in
        write(own, to: &writer, language) { writer, match in
          writer.member("eta_s", match.eta, decimals: 1)
          writer.member("id", match.unit.id)
        }
      }
      writer.member("package", query.package) { writer, id in
        writer.member("id", id)
        writer.member("name", packageNames.isEmpty ? nil : packageNames.text(in: language.rawValue))
      }
      writer.member("query") { $0.object { writeQuery(to: &$0) } }
      writer.member("requests") { writer in
        writer.array(requests) { writer, request in
          writer.object { writer in
            writer.member("control_room", request.room) { writer, room in
              writer.member("id", room.id)
              writer.member("name", room.names.text(in: language.rawValue))
            }
            writer.member("units", request.units.map(\.unit.id))
          }
        }
      }
      write(answer, to: &writer, language) { writer, match in
        if var entry = entries[match.unit.id] {
          entry.match = match
          context.write(entry, rank: nil, to: &writer, phrases: phrases)
        }
      }
      context.writeUnknowns(to: &writer, in: language)
      writer.member("without_way", context.answer.withoutWay.count)
    }
  }

  private func writeQuery(to writer: inout JSONWriter) {
    context.writeQuery(to: &writer)
    writer.member("count", query.needs.reduce(0) { $0 + $1.count })
    writer.member("limits") { writer in
      writer.object {
        $0.member("per_country", query.limits.perCountry)
        $0.member("per_organisation", query.limits.perOrganisation)
        $0.member("per_station", query.limits.perStation)
      }
    }
    writer.member("needs", query.needs.map(\.description))
    writer.member("own_still_dispatched", query.isOwnStillDispatched)
    writer.member("package", query.package)
  }

  private func write(
    _ answer: PackageAnswer, to writer: inout JSONWriter, _ language: Language,
    unit: (inout JSONWriter, Match) -> Void
  ) {
    writer.member("complete", answer.missing == 0)
    writer.member("missing", answer.missing)
    writer.member("needs") { writer in
      writer.array(answer.fillings) { writer, filling in
        writer.object { write(filling, to: &$0, language, unit: unit) }
      }
    }
    writer.member("optimal", answer.isOptimal)
    writer.member("time_to_complete_s", answer.timeToComplete, decimals: 1)
    writer.member("time_to_first_s", answer.timeToFirst, decimals: 1)
    writer.member("time_to_last_s", answer.timeToLast, decimals: 1)
    writer.member("total_eta_s", answer.totalETA, decimals: 1)
  }

  private func write(
    _ filling: PackageAnswer.Filling, to writer: inout JSONWriter, _ language: Language,
    unit: (inout JSONWriter, Match) -> Void
  ) {
    let need = filling.need
    writer.member("alternatives") {
      $0.array(filling.alternatives) { writer, match in writer.object { unit(&$0, match) } }
    }
    writer.member("count", need.count)
    writer.member("filled", need.count - filling.missing)
    writer.member("missing", filling.missing)
    writer.member("name", need.names.isEmpty ? nil : need.names.text(in: language.rawValue))
    writer.member("need", PackageNeed(capabilities: need.capabilities).description)
    writer.member("service", (need.service ?? query.base.service)?.rawValue)
    writer.member("shortfall", filling.shortfall) { writer, reason in
      writer.member("code", reason.rawValue)
      writer.member("message", Words<PackagePhrase>(language).name(of: reason))
    }
    writer.member("slots") { writer in
      writer.array(filling.slots.indices) { writer, index in
        let slot = filling.slots[index]
        writer.object { writer in
          writer.member("eta_s", slot.eta, decimals: 1)
          writer.member("exceptional", slot.isSubstitute)
          writer.member("slot", index + 1)
          writer.member("units") { $0.array(slot.matches) { writer, match in writer.object { unit(&$0, match) } } }
        }
      }
    }
  }

  /// The units as a GeoJSON feature collection: as of `nearest`, with need, slot and whether they stand in for another.
  ///
  /// - Returns: UTF-8.
  package func geoJSON(in language: Language, isPretty: Bool = true) -> [UInt8] {
    var places: [[(name: String, value: JSONValue)]] = []
    for filling in answer.fillings {
      let need = PackageNeed(capabilities: filling.need.capabilities).description
      for (index, slot) in filling.slots.enumerated() {
        for _ in slot.matches {
          places.append([
            ("need", .string(need)), ("slot", .integer(index + 1)), ("exceptional", .bool(slot.isSubstitute)),
          ])
        }
      }
    }
    var writer = JSONWriter(isPretty: isPretty)
    writer.object { writer in
      writer.member("features") { writer in
        writer.array(zip(nearest(answer.matches).features(in: language), places)) { writer, feature in
          feature.0.adding(feature.1).writeGeoJSON(to: &writer)
        }
      }
      writer.member("type", "FeatureCollection")
    }
    return writer.bytes
  }
}
