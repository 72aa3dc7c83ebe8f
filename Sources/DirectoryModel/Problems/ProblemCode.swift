/// The codes of problems.
///
/// They are stable: programs may rely on them. Each is documented with an example and what to do about it.
public enum ProblemCode: String, CaseIterable, Codable, Hashable, Sendable {
  /// The document does not follow the XML Schema.
  ///
  /// Example: `<registry>` with `<station>` before `<title>`. Remedy: compare with `Datasets/schema`.
  case schema
  /// An element or attribute that the format does not have; it is left out.
  ///
  /// Example: `<station organization="nl-vr06">`. Remedy: correct the spelling.
  case unknownName = "unknown-name"
  /// A name with a prefix that the document does not declare; it is read as a name without namespace.
  ///
  /// Example: `xsi:schemaLocation="…"` without `xmlns:xsi`. Remedy: declare it.
  case prefixUndeclared = "prefix-undeclared"
  /// A required attribute or element is missing or empty.
  ///
  /// Example: `<unit id="u1">` without `type`. Remedy: add it.
  case valueMissing = "value-missing"
  /// A value cannot be read.
  ///
  /// Example: `<crew size="six"/>`. Remedy: write it as the schema says.
  case valueInvalid = "value-invalid"
  /// A station without a position.
  ///
  /// Example: `<station id="s1"><name>Aachen</name></station>`. Remedy: add `<position lat="…" lon="…"
  /// quality="…"/>`.
  case positionMissing = "position-missing"
  /// A latitude or longitude that is not a number.
  ///
  /// Example: `lat="50,7746"`. Remedy: write decimal degrees with a point.
  case positionInvalid = "position-invalid"
  /// A latitude beyond ±90 or a longitude beyond ±180.
  ///
  /// Example: `lat="507746" lon="60839"`. Remedy: check units and axis order.
  case positionOutOfRange = "position-out-of-range"
  /// The position 0,0, which lies in the sea off Africa and stands for a field that was left empty.
  ///
  /// Example: `lat="0" lon="0"`. Remedy: give the real one.
  case positionZero = "position-zero"
  /// Latitude and longitude seem swapped: exchanged, they lie in the registry's country.
  ///
  /// Example: `lat="6.0839" lon="50.7746"` in a registry of Germany. Remedy: exchange them.
  case axesSwapped = "axes-swapped"
  /// Positions that lie where their reference system is used in either order of their two numbers.
  ///
  /// Example: Luxembourg's system under `urn:ogc:def:crs:EPSG::2169`, where no position of the file decides. Remedy: look at
  /// one of them on a map; `--srs` states another order.
  case axesUnsure = "axes-unsure"
  /// A position far outside the country of the station.
  ///
  /// Example: `lat="48.85" lon="2.35"` in a registry of the Netherlands. Remedy: correct it, or the country.
  case positionOutsideCountry = "position-outside-country"
  /// A position beyond the line at which the boundary of its country on file ends without being a border there; it is taken.
  ///
  /// Example: a station in Berlin, where the German boundary on file ends at 10.2 degrees east. Remedy: none is needed.
  case beyondBoundary = "beyond-boundary"
  /// A position more than 5 km from the point of its postcode or municipality.
  ///
  /// Example: a station with `postcode="6291 AB"` at Maastricht. Remedy: look it up on a map; correct it, or the address.
  case positionFar = "position-far-from-address"
  /// A position more than 20 km from the point of its postcode or municipality, which stands in for it.
  ///
  /// Example: a station with `municipality="Vaals"` at Groningen. Remedy: correct the position, or the address.
  case positionNotBelieved = "position-not-believed"
  /// A reference system (`srsName`) that is not known, or none where one is needed.
  ///
  /// Example: `srsName="EPSG:99999"`. Remedy: name a supported one, or let a profile say which it is.
  case unknownReferenceSystem = "unknown-reference-system"
  /// A unit whose station the document does not list.
  ///
  /// Example: a vehicle with `xlink:href="#s9"` where no station has the id `s9`. Remedy: add the station, or correct
  /// the reference.
  case unitWithoutStation = "unit-without-station"
  /// Content of an envelope or collection that is in another dialect than the rest, or elements of another namespace: left
  /// out.
  ///
  /// Example: an EMSI message behind one of EDXL-RM in one EDXL-DE envelope. Remedy: import it from a file of its own.
  case contentLeftOut = "content-left-out"
  /// A document that names no country, and a position in none known.
  ///
  /// Example: a KML place on the open sea. Remedy: import boundaries, or `--country`.
  case countryUnknown = "country-unknown"
  /// Another station of the service stands near and has a similar name. Nothing is merged.
  ///
  /// Example: "Feuerwache 1" and "Feuerwache 1 Aachen", 40 m apart. Remedy: give both one id.
  case possibleDuplicate = "possible-duplicate"
  /// A record that stays as it was, marked, because the one that its registry lists now is wrong.
  ///
  /// Example: a known station with `lat="5.077"`. Remedy: correct the record named with it; the next version that lists it
  /// rightly takes the mark away.
  case recordKept = "record-kept"
  /// An id that another record of the same kind in the registry has.
  ///
  /// Example: two times `<unit id="u1" …>`. Remedy: make ids unique.
  case duplicateID = "duplicate-id"
  /// A record that another registry lists too: the higher authority counts, field by field.
  ///
  /// Example: `<station id="s1">` in a national and in a regional registry. Remedy: none is needed.
  case describedTwice = "described-twice"
  /// A control room corrects something of a record that no registry lists any longer.
  ///
  /// Example: the station whose hours a room knows better has closed. Remedy: withdraw the correction, or correct the
  /// station's new record.
  case correctionVanished = "correction-vanished"
  /// A field that another registry fills differently; the higher authority counts.
  ///
  /// Example: `call-sign="1"` in one registry and `call-sign="2"` in another, for one unit. Remedy: find out which
  /// one is right.
  case conflict
  /// A type code that the vocabulary does not know. The unit is kept and matches by service.
  ///
  /// Example: `type="TSX"` in a registry of the Netherlands. Remedy: add the type.
  case unknownType = "unknown-type"
  /// A capability that the vocabulary does not know. It is kept.
  ///
  /// Example: `<capability code="pumpng"/>`. Remedy: correct the spelling or add the capability.
  case unknownCapability = "unknown-capability"
  /// A reference to a record that does not exist.
  ///
  /// Example: `organisation="nl-vr99"`, which no registry lists. Remedy: correct it or add the record.
  case danglingReference = "dangling-reference"
  /// A crossing that lies far from the barrier which it says it crosses: ways would lead over nothing.
  ///
  /// Example: a bridge of the Waal at Arnhem. Remedy: correct its position, or `barrier`.
  case crossingFar = "crossing-far-from-barrier"
  /// A unit whose service neither it, nor its station, nor its registry says.
  ///
  /// Example: `<unit id="u1" type="RTW"/>` in a registry without `service`. Remedy: add `service`, or `--service`.
  case serviceMissing = "service-missing"
  /// A turnout time that is no whole number of seconds up to a day.
  ///
  /// Example: `<turnout seconds="90000"/>`. Remedy: correct it.
  case turnoutOutOfRange = "turnout-out-of-range"
  /// Hours of duty that nobody can read: they are shown as they are published, and decide nothing.
  ///
  /// Example: `<staffing hours="after tea"/>`. Remedy: write them as `opening_hours` of OpenStreetMap has them, or give the
  /// vocabulary what the words mean: `<hours text="after tea" means="17:00-22:00"/>`.
  case hoursUnclear = "hours-unclear"
  /// Text with control characters.
  ///
  /// Example: `<name>Aachen&#x7F;</name>`. Remedy: remove them.
  case controlCharacters = "control-characters"
  /// Text that is too long.
  ///
  /// Example: a `<note>` of 20,000 bytes. Remedy: shorten it.
  case textTooLong = "text-too-long"
  /// A distance from a border, or a radius, that is not more than zero.
  ///
  /// Example: `within-km-of-border="-25"`. Remedy: give kilometres, or leave it out.
  case bandInvalid = "band-invalid"
  /// A polygon with a ring that is not closed, has fewer than three corners or crosses itself.
  ///
  /// Example: `<ring>50 5 51 6 50 6 51 5 50 5</ring>`. Remedy: draw it anew.
  case polygonInvalid = "polygon-invalid"
  /// Windows of a rule that are open at no time.
  ///
  /// Example: `<window from="24:00" to="00:00"/>`. Remedy: give days and times at which it should hold.
  case windowNeverOpens = "window-never-opens"
  /// An agreement that is replaced by one which in turn is replaced by it.
  ///
  /// Example: `successor="b"` in agreement `a` and `successor="a"` in agreement `b`. Remedy: correct `successor`.
  case successorCycle = "successor-cycle"
  /// A rule of which another says the same: parties, services, purposes, role, areas, windows and conditions are
  /// equal.
  ///
  /// Example: two rules that differ in nothing but their id. Remedy: remove one.
  case ruleRepeated = "rule-repeated"
  /// Two rules of equal rank, one that allows and one that forbids, which can hold at once: the one that forbids
  /// counts.
  ///
  /// Example: one rule lets Belgium lend to the Netherlands, another forbids it, both at all times. Remedy: make one
  /// narrower, or remove it.
  case ruleContradiction = "rule-contradiction"
  /// Dates in the wrong order, or impossible.
  ///
  /// Example: `since="2026-13-01T00:00:00Z"`, or an `until` before its `since`. Remedy: correct them.
  case dateInvalid = "date-invalid"
  /// The version is older than the one in the directory.
  ///
  /// Example: `issued="2026-01-01T00:00:00Z"` where that of 1 February is in the directory. Remedy: get the newer
  /// one, or `--allow-older`.
  case olderVersion = "older-version"
  /// A time of issue more than a day ahead of the clock here: it would make every later version an older one.
  ///
  /// Example: `issued="9999-12-31T23:59:59Z"`. Remedy: correct it, or set the clock.
  case issuedAhead = "issued-ahead"
  /// A report of a status that began later than the clock here shows: it would hide all others until then.
  ///
  /// Example: `"since": "2026-11-24T13:00:00Z"` at noon. Remedy: set the clock of the sender, or `--max-ahead`.
  case aheadOfClock = "ahead-of-clock"
  /// The clock here shows an earlier time than the newest report or import of the directory has: reports seem not to have
  /// been made yet.
  ///
  /// Example: a computer that was switched on after a year. Remedy: set the clock.
  case clockBehind = "clock-behind"
  /// The version drops more than a fifth of the registry's units.
  ///
  /// Example: 7 units in place of 10. Remedy: check the file, or `--allow-shrink`.
  case shrinks
  /// There is nothing to take: no file in a folder, or no people in a file of population.
  ///
  /// Example: a CSV table with nothing but its header. Remedy: check the file.
  case empty
  /// Nothing could be taken because of an error and `--strict`.
  ///
  /// Example: one `lat="0" lon="0"` among a thousand stations, with `--strict`. Remedy: correct the file, or import
  /// without `--strict`.
  case strict
  /// A line of a stream of reports that is neither a JSON object nor a row of its table.
  ///
  /// Example: `{"unit": "u1",`. Remedy: correct the line.
  case lineInvalid = "line-invalid"
  /// A line that is not UTF-8.
  ///
  /// Example: `M\xfcnchen` in ISO 8859-1. Remedy: write the stream in UTF-8.
  case notUTF8 = "not-utf-8"
  /// A report on a unit that no registry lists.
  ///
  /// Example: `{"unit": "u9", "status": "available"}`, where no registry lists `u9`. Remedy: correct the id, or import the
  /// registry.
  case unknownUnit = "unknown-unit"
  /// A status that is neither ours nor a code of a system known.
  ///
  /// Example: `"status": "availble"`. Remedy: correct it, or add it to the vocabulary.
  case unknownStatus = "unknown-status"
  /// An exercise or a test: it is left out of the live directory.
  ///
  /// Example: an EDXL-DE envelope with the distribution status `Exercise`. Remedy: none is needed.
  case exercise
  /// Nothing of a registry could be taken, because of errors in all of its records.
  ///
  /// Example: a hundred stations, all with `lat="0" lon="0"`. Remedy: correct the errors listed; `--profile` or `--fix`
  /// may be what is missing.
  case allRejected = "all-rejected"
  /// Another page of the same edition is refused, and all of them are taken or none.
  ///
  /// Example: `import page1.gml page2.gml --as-one NAME`, of which the second is cut off. Remedy: that page's.
  case otherPage = "other-page"

  // MARK: Documents that are refused as a whole

  /// A file that cannot be opened or read: there is none, it is a folder or a device, an archive, or a damaged gzip.
  ///
  /// Example: `stations.zip`. Remedy: unpack it, check path and permissions, or fetch it again.
  case unreadable
  /// A file without a single byte.
  ///
  /// Example: what is left when a download fails. Remedy: fetch it again.
  case emptyDocument = "empty-document"
  /// XML with a mistake in its form, or that was cut off.
  ///
  /// Example: `<station>` without `</station>`. Remedy: fetch it again, or tell the publisher the line.
  case notWellFormed = "not-well-formed"
  /// A document type declaration: entities can read files, reach into the network and grow without end, and are refused.
  ///
  /// Example: `<!DOCTYPE registry [<!ENTITY x SYSTEM "file:///etc/passwd">]>`. Remedy: remove the declaration.
  case documentType = "document-type"
  /// Bytes that are no characters in the encoding declared, or an encoding that is not known.
  ///
  /// Example: ISO-8859-1 that is declared as UTF-8. Remedy: save the document as UTF-8, or declare what it is in.
  case encodingError = "encoding-error"
  /// A file that was written to while it was read.
  ///
  /// Example: an export that another program has not finished. Remedy: try again; replace files by renaming.
  case changedWhileRead = "changed-while-read"
  /// A document beyond a limit: depth of elements, attributes of one, length of texts, tags and names, different names,
  /// records, records that wait for others, bytes of one record, or what a gzip unpacks to.
  ///
  /// Example: 100,000 elements, one within the other. Remedy: find out how the file was made; split it; `--max-records`
  /// for more records.
  case limitExceeded = "limit-exceeded"
  /// A document in no dialect known, or not in the one asked for.
  ///
  /// Example: `<html>`. Remedy: check that it is the right file, or write a profile for its dialect.
  case unknownFormat = "unknown-format"
  /// A document that says that it is an exercise, a test, a cancellation or the like: it goes nowhere near the live
  /// directory.
  ///
  /// Example: an EDXL-DE envelope with the distribution status `Exercise`. Remedy: none is needed.
  case notActual = "not-actual"
  /// A document that says that it is not the whole: an answer in pages, one that was broken off, or one that only links to
  /// others. What it lists is true, what it does not list may exist.
  ///
  /// Example: `numberMatched="57" numberReturned="2"`. Remedy: fetch the rest and name all parts in one call with
  /// `--as-one`; `--allow-partial` takes what is there and removes nothing.
  case incomplete
  /// A document that says why there is no answer in it: the exception of a service, or a page for people.
  ///
  /// Example: `<ows:ExceptionReport>` with `Server overloaded`. Remedy: ask again; correct the request.
  case serviceException = "service-exception"
  /// A profile that cannot be used.
  ///
  /// Example: a `<station>` that does not say where its position is. Remedy: `mutualaid profiles check`.
  case profileInvalid = "profile-invalid"
  /// A registry that does not say what it is, so that nothing in it can be taken.
  ///
  /// Example: `<registry id="nl-fire">` without `country`. Remedy: correct it, or `--registry`, `--country`, `--service`
  /// and `--issued` for dialects other than the native one.
  case headerInvalid = "header-invalid"
  /// A registry, document or unit that is another's, where somebody may write their own only.
  ///
  /// Example: `registry id="de-fire"` that is sent with a token of the Dutch side. Remedy: a token of the owner's.
  case notOwn = "not-own"
}
