internal import DirectoryModel
internal import Matching
package import MutualAid
package import TextFormats

extension NearestReport {
  /// The matches as a GeoJSON feature collection.
  ///
  /// - Returns: UTF-8.
  package func geoJSON(in language: Language, isPretty: Bool = true) -> [UInt8] {
    var writer = JSONWriter(isPretty: isPretty)
    writer.object { writer in
      writer.member("features") { writer in
        writer.array(features(in: language)) { $1.writeGeoJSON(to: &$0) }
      }
      writer.member("type", "FeatureCollection")
    }
    return writer.bytes
  }

  /// The matches as CSV with a header line.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - formulas: what becomes of values that a spreadsheet would run.
  /// - Returns: the table.
  package func csv(in language: Language, formulas: CSV.Formulas = .defuse) -> String {
    CSV.line(UnitFeature.csvHeader(extra: NearestReport.extraNames))
      + features(in: language).map { CSV.line($0.csvFields, formulas: formulas) }.joined()
  }

  private static let extraNames = [
    "rank", "distance_m", "eta_s", "turnout_s", "travel_s", "travel_model", "travel_fallback", "off_road_m",
    "way_m", "crossings", "availability_assumed", "verdict",
    "agreement_id", "citation", "reasons", "control_room_id", "control_room_name", "control_room_phone",
  ]

  func features(in language: Language) -> [UnitFeature] {
    let phrases = Words<AnswerPhrase>(language)
    return units.enumerated().map { index, entry in
      let match = entry.match
      let values: [JSONValue] = [
        .integer(index + 1), JSONValue(match.distance, decimals: 4), JSONValue(match.eta, decimals: 1),
        JSONValue(match.turnout?.seconds), JSONValue(match.travel, decimals: 1), .string(travelModel(of: match)),
        .bool(match.travelOrigin.isFallback), JSONValue(match.travelOrigin.moved, decimals: 0),
        JSONValue(match.way?.metres, decimals: 1),
        .string((match.way?.crossings ?? []).map { $0.names.text(in: language.rawValue) }.joined(separator: "; ")),
        .bool(match.isAvailabilityAssumed), .string(match.verdict.kind.rawValue),
        JSONValue(match.verdict.agreement?.id), JSONValue(phrases.citation(of: match.verdict)),
        .string(match.verdict.reasons.map(phrases.text).joined(separator: "; ")), JSONValue(entry.controlRoom?.id),
        JSONValue(entry.controlRoom?.names.text(in: language.rawValue)), JSONValue(entry.controlRoom?.phone?.number),
      ]
      return UnitFeature(
        unit: entry.record, station: entry.station, registry: entry.registry ?? "", capabilities: match.capabilities,
        status: match.availability.status, extra: Array(zip(NearestReport.extraNames, values)).map { ($0, $1) })
    }
  }
}
