/// Names that reader and writer of the native format share.
enum NativeFormat {
  static let namespace = "urn:mutual-aid:1.0"
  static let name = "native"
}

/// Names of elements and attributes of the native format, as small numbers that are compared instead of texts.
///
/// The text of each is its case with hyphens: `callSign` is `call-sign`.
enum NativeName: UInt32, CaseIterable {
  case id, lat, lon, name, type, unit, position, quality, capability, code, level, callSign, crew, size, station
  case address, street, postcode, municipality, staffing, kind, hours, turnout, seconds, days, from, to
  case basis, source, note, lang, country, service, organisation, controlRoom, group, member, count
  case services, territory, region, phone, language, radio, email, wikidata, url, title, licence, date, publisher
  case registry, directory, availability, issued, authority, report, status, since, until
  case vocabulary, boundaries, agreements, norms, norm, area, polygon, ring, accuracyM
  case agreement, citation, signed, inForce, ends, successor, verification, rule, effect, lender, borrower, purposes
  case role, withinKmOfBorder, window, holidays, condition, document, article, regions, place, radiusKm
  case interoperability, speech, gateway, coupling, blueLight, requestDelay, weight, fact, points, reachKm, countries,
    fit
  case text, fromRoom, toRoom, fromCountry, toCountry, stationWithinKmOfBorder
  case threshold, units, share, clockStart, `class`, validFrom, validTo, standing, mobilities, all, any
  case measure, mobility, alias, family, turnoutDefault, defaultNeed, reportAge, positionAge, located,
    travel, point, measuredToMetres, meanError, meanAbsoluteError, detour, travelError, turnoutError, positionError,
    positionDrift, routerError, toMetres, low, high, rows, metres,
    metresPerSecond,
    statusSystem, means, module, holidayCalendar,
    holiday
  case population, cell, people, year, total
  case completeFor, areas, withinKm, withinKmOf, stations, vehicles, asOf, lists, neverLists
  case correction, of, field, value, by, at
  case keptSince, keptBecause, cutSouth, cutWest, cutNorth, cutEast, places
  case packages, package, need, instead, purpose, maxPerStation, maxPerOrganisation, maxPerCountry
  case barriers, barrier, crossing, line, lat2, lon2, road, confidence, waitS

  /// How each is written, by number.
  static let texts: [String] = allCases.map { name in
    String(describing: name).reduce(into: "") { text, letter in
      text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }

  /// The numbers by text.
  static let numbers: [String: UInt32] = Dictionary(
    uniqueKeysWithValues: texts.enumerated().map { ($1, UInt32($0)) })

  /// How it is written.
  var text: String { NativeName.texts[Int(rawValue)] }
}
