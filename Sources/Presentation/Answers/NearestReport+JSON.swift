internal import Coverage
internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching
package import MutualAid
package import TextFormats

extension NearestReport {
  /// The answer as JSON, in the form that the command line and the API share.
  ///
  /// Unknown values are null.
  ///
  /// - Parameters:
  ///   - language: the language of names and reasons.
  ///   - isPretty: whether it is broken into lines.
  /// - Returns: UTF-8.
  package func json(in language: Language, isPretty: Bool = true) -> [UInt8] {
    var writer = JSONWriter(isPretty: isPretty)
    write(to: &writer, in: language)
    return writer.bytes
  }

  /// Writes the answer as a JSON object, in the form that the command line and the API share.
  package func write(to writer: inout JSONWriter, in language: Language) {
    let phrases = Words<AnswerPhrase>(language)
    writer.object { writer in
      writer.member("directory_version", directoryVersion)
      writer.member("elapsed_us", elapsedMicroseconds)
      writer.member("gain_clear", isGainClear)
      writer.member("gain_s", answer.gain, decimals: 1)
      writer.member("incident") { $0.object { writeIncident(to: &$0, in: language) } }
      writer.member("nearest_domestic", answer.nearestDomestic) { writer, domestic in
        writer.member("distance_m", domestic.distance, decimals: 4)
        writer.member("eta_high_s", self.domestic?.arrival.high, decimals: 0)
        writer.member("eta_low_s", self.domestic?.arrival.low, decimals: 0)
        writer.member("eta_s", domestic.eta, decimals: 1)
        writer.member("id", domestic.unit.id)
      }
      writer.member("query") { $0.object { writeQuery(to: &$0) } }
      writer.member("routing", answer.routing) { writer, routing in
        writer.member("calls", routing.calls)
        writer.member("failure", routing.failure) { writer, failure in
          writer.member("code", failure.code.name)
          writer.member("hint", failure.hintText(in: language))
          writer.member("message", failure.messageText(in: language))
        }
        writer.member("places_asked", routing.asked)
        writer.member("router", routing.router)
        writer.member("units_considered", routing.considered)
        writer.member("units_without_way", routing.withoutWay.sorted().map(\.rawValue))
      }
      writer.member("units") { writer in
        writer.array(units.indices) { writer, index in
          writer.object { write(units[index], rank: index + 1, to: &$0, phrases: phrases) }
        }
      }
      writeUnknowns(to: &writer, in: language)
      writer.member("without_way", answer.withoutWay.count)
    }
  }

  func writeUnknowns(to writer: inout JSONWriter, in language: Language) {
    writer.member("unknowns") { writer in
      writer.array(unknowns) { writer, unknown in writer.object { unknown.write(to: &$0, in: language) } }
    }
  }

  func writeIncident(to writer: inout JSONWriter, in language: Language) {
    writer.member("border_distance_m", answer.locality.borderDistance, decimals: 0)
    writer.member("control_room", responsibleRoom) { $0.writeMembers(of: $1, in: language) }
    writer.member("country", answer.country)
    writer.member("country_certain", query.incidentCountry != nil || answer.locality.isCountryCertain)
    writer.member("lat", query.place.latitude)
    writer.member("lon", query.place.longitude)
    writer.member("municipality", answer.locality.municipality)
    writer.member("possible_countries", answer.locality.possibleCountries)
    writer.member("region", answer.locality.region)
    writer.member("region_name", regionName)
  }

  func writeQuery(to writer: inout JSONWriter) {
    writer.member("agreement", query.agreement.rawValue)
    writer.member("availability", query.availability.rawValue)
    writer.member("count", query.count)
    writer.member("from", query.lenders)
    writer.member("needs", query.needs.lazy.map(\.description))
    writer.member("purpose", query.purpose.rawValue)
    writer.member("rank", query.rank.rawValue)
    writer.member("request_delay_s", query.requestDelay, decimals: 1)
    writer.member("role", query.role?.rawValue)
    writer.member("scenario", scenario) { $1.write(to: &$0) }
    writer.member("scope", query.scope.rawValue)
    writer.member("service", query.service?.rawValue)
    writer.member("tie_break", query.tieBreak.rawValue)
    writer.member("time", Timestamp.text(query.time))
    writer.member("within", query.limit) { writer, limit in
      switch limit {
      case .distance(let metres): writer.member("distance_m", metres, decimals: 1)
      case .time(let seconds): writer.member("time_s", seconds, decimals: 1)
      }
    }
  }

  func write(_ entry: Unit, rank: Int?, to writer: inout JSONWriter, phrases: Words<AnswerPhrase>) {
    let match = entry.match
    let language = phrases.language
    writer.member("agreement") { writer in
      writer.object {
        $0.writeMembers(of: match.verdict, isClose: hangsOnCloseTimes(entry), phrases: phrases)
      }
    }
    writer.member("availability") { writer in
      writer.object {
        $0.member("assumed", match.isAvailabilityAssumed)
        $0.member("hours", match.availability.hours) { writer, hours in
          writer.member("published", hours.published)
          writer.member("standing", hours.standing.rawValue)
          writer.member("until", hours.until.map(Timestamp.text))
        }
        $0.member("position", match.matchable.position ?? match.availability.position) { writer, position in
          writer.member("age_s", query.time.timeIntervalSince(position.time), decimals: 0)
          writer.member("lat", position.coordinate.latitude)
          writer.member("lon", position.coordinate.longitude)
          writer.member("time", Timestamp.text(position.time))
          writer.member("used", match.matchable.position != nil)
        }
        $0.member("since", match.availability.since.map(Timestamp.text))
        $0.member("source", match.availability.source)
        $0.member("status", match.availability.status.rawValue)
        $0.member("too_old", match.availability.isTooOld)
        $0.member("until", match.availability.until.map(Timestamp.text))
      }
    }
    writer.member("basis", entry.record.basis.rawValue)
    writer.member("capabilities", match.capabilities.lazy.map(\.code))
    writer.member("capability_levels") { writer in
      writer.object { for capability in match.capabilities { $0.member(capability.code, capability.level) } }
    }
    writer.member("control_room", entry.controlRoom) { writer, room in
      writer.writeMembers(of: room, in: language)
      writer.member("radio", room.radios.first)
      writer.member("radios", room.radios)
    }
    // Only where there are any: most answers are as published.
    if !entry.appliedCorrections.isEmpty {
      writer.member("corrections") { $0.write(entry.appliedCorrections.json) }
    }
    writer.member("country", entry.station.country.text)
    writer.member("crew", entry.record.crew?.size)
    NearestReport.writeCrossings(of: entry, to: &writer, in: language)
    writer.member("distance_m", match.distance, decimals: 4)
    writer.member("either_bank", entry.isOnEitherBank)
    writer.member("equally_near", rank.map { $0 <= units.count && isEquallyNear($0 - 1) })
    writer.member("eta_high_s", entry.arrival.high, decimals: 0)
    writer.member("eta_low_s", entry.arrival.low, decimals: 0)
    writer.member("eta_s", match.eta, decimals: 1)
    writer.member("id", entry.record.id)
    writer.member("interoperability") { writer in
      if let facts = entry.interoperability { writer.write(facts.json(in: language)) } else { writer.writeNull() }
    }
    writer.member("is_group", !entry.record.members.isEmpty)
    writer.member("kept", entry.record.keptMark(at: entry.station)) { writer, kept in
      writer.member("reason", kept.reason)
      writer.member("since", Timestamp.text(kept.since))
    }
    writer.member("lender_cost", entry.lenderCost) { writer, cost in
      writer.member("cells", cost.cells)
      writer.member("move_up", cost.moveUp) { writer, moveUp in
        writer.member("people_with", moveUp.peopleWith)
        writer.member("people_without", moveUp.peopleWithout)
        writer.member("station", moveUp.station)
        writer.member("travel_s", moveUp.travel, decimals: 1)
        writer.member("unit", moveUp.unit)
      }
      writer.member("people", cost.people)
      writer.member("serious", cost.isSerious)
      writer.member("travel_model", cost.travelModel)
    }
    writer.member("name", UnitFeature.name(of: entry.record, at: entry.station))
    writer.member("off_road_m", match.travelOrigin.moved, decimals: 0)
    writer.member("organisation", entry.organisation) { writer, organisation in
      writer.member("id", organisation.id)
      writer.member("name", organisation.names.text(in: language.rawValue))
    }
    writer.member("rank", rank)
    writer.member("registry", entry.registry?.rawValue ?? "")
    writer.member("request_delay_s", match.requestDelay, decimals: 1)
    writer.member("service", entry.record.service.rawValue)
    writer.member("source_date", entry.sourceDate)
    writer.member("station") { writer in
      writer.object {
        $0.member("id", entry.station.id)
        $0.member("lat", match.unit.coordinate.latitude)
        $0.member("lon", match.unit.coordinate.longitude)
        $0.member("name", entry.station.names.text(in: language.rawValue))
        $0.member("position_quality", (entry.record.position ?? entry.station.position).quality.rawValue)
      }
    }
    writer.member("travel_fallback", match.travelOrigin.isFallback)
    writer.member("travel_model", travelModel(of: match))
    writer.member("travel_s", match.travel, decimals: 1)
    writer.member("turnout_assumed", match.turnout.map { $0.basis == .assumed } ?? true)
    writer.member("turnout_s", match.turnout?.seconds)
    writer.member("type", entry.record.type)
    writer.member("type_name", entry.typeName.isEmpty ? nil : entry.typeName.text(in: language.rawValue))
    writer.member("way_m", match.way?.metres, decimals: 4)
  }
}

extension NearestReport.Unit {
  /// What control rooms know better of the unit and of those behind it.
  var appliedCorrections: AppliedCorrections {
    AppliedCorrections(unit: record, station: station, room: controlRoom, organisation: organisation)
  }
}

extension JSONWriter {
  /// The members of a control room that every object about one has.
  mutating func writeMembers(of room: ControlRoom, in language: Language) {
    member("id", room.id)
    member("languages", room.languages)
    member("name", room.names.text(in: language.rawValue))
    member("phone", room.phone?.number)
    member("phone_kind", room.phone?.kind.rawValue)
  }

  fileprivate mutating func writeMembers(of verdict: Verdict, isClose: Bool, phrases: Words<AnswerPhrase>) {
    let language = phrases.language.rawValue
    member("citation", phrases.citation(of: verdict))
    let clauses = Words<ClausePhrase>(phrases.language)
    member("clauses") { writer in
      writer.array(verdict.findings) { writer, finding in
        writer.object { writer in
          writer.member("clause", finding.clause.name)
          writer.member("detail", clauses.text(of: finding.clause))
          writer.member("held", finding.held)
        }
      }
    }
    member("documents", (verdict.rule?.documents ?? []).lazy.map { $0.text(in: language) })
    member("hangs_on_close_times", isClose)
    member("id", verdict.agreement?.id)
    member("not_covered_by", verdict.isNotCovered ? verdict.agreement : nil) { writer, agreement in
      writer.member("clauses", verdict.findings.filter { !$0.held }.map(\.clause.name))
      writer.member("id", agreement.id)
      writer.member("title", agreement.titles.text(in: language))
    }
    member("reasons", verdict.reasons.lazy.map { phrases.text(of: $0) })
    member("role", verdict.rule?.role?.rawValue)
    member("rule", verdict.rule?.id)
    member("title", verdict.agreement?.titles.text(in: language))
    member("urls", verdict.agreement?.urls ?? [])
    member("verdict", verdict.kind.rawValue)
    member(
      "verification", verdict.agreement.map { (verdict.rule?.verification ?? $0.verification).rawValue })
  }
}
