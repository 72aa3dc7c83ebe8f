/// Something wrong with a document or a record in it.
public struct Problem: Codable, Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Codable, Hashable, Sendable {
    /// The record is not taken.
    case error
    /// The record is taken and the finding told.
    case warning
  }

  /// The line in the file, from 1; `nil` where no line can be named.
  public var line: Int?
  /// How bad it is.
  public var severity: Severity
  /// A stable code; `ProblemCode` lists them.
  public var code: ProblemCode
  /// What is wrong, with the value found and what was expected.
  public var message: String
  /// The id of the record.
  public var record: String?

  /// Makes a problem.
  public init(line: Int?, severity: Severity, code: ProblemCode, message: String, record: String? = nil) {
    self.line = line
    self.severity = severity
    self.code = code
    self.message = message
    self.record = record
  }
}

/// The codes of problems.
///
/// They are stable: programs may rely on them.
public enum ProblemCode: String, CaseIterable, Codable, Hashable, Sendable {
  /// The document does not follow the XML Schema. Remedy: compare with `Datasets/schema`.
  case schema
  /// An element or attribute that the format does not have; it is left out. Remedy: correct the spelling.
  case unknownName = "unknown-name"
  /// A required attribute or element is missing or empty. Remedy: add it.
  case valueMissing = "value-missing"
  /// A value cannot be read, for example `turnout seconds="two"`. Remedy: write it as the schema says.
  case valueInvalid = "value-invalid"
  /// A station without a position. Remedy: add `<position lat="…" lon="…" quality="…"/>`.
  case positionMissing = "position-missing"
  /// A latitude or longitude that is not a number. Remedy: write decimal degrees with a point.
  case positionInvalid = "position-invalid"
  /// A latitude beyond ±90 or a longitude beyond ±180. Remedy: check units and axis order.
  case positionOutOfRange = "position-out-of-range"
  /// The position 0,0, which lies in the sea off Africa and means that nobody filled it in. Remedy: give the real one.
  case positionZero = "position-zero"
  /// Latitude and longitude seem swapped: exchanged, they lie in the registry's country. Remedy: exchange them.
  case axesSwapped = "axes-swapped"
  /// A position far outside the country of the station. Remedy: correct it, or the country.
  case positionOutsideCountry = "position-outside-country"
  /// A reference system (`srsName`) that is not known, or none where one is needed. Remedy: name a supported one, or
  /// let a profile say which it is.
  case unknownReferenceSystem = "unknown-reference-system"
  /// A unit whose station the document does not list. Remedy: add the station, or correct the reference.
  case unitWithoutStation = "unit-without-station"
  /// A document that names no country, and a position in none known. Remedy: import boundaries, or `--country`.
  case countryUnknown = "country-unknown"
  /// Another station of the service stands near and has a similar name. Nothing is merged. Remedy: give both one id.
  case possibleDuplicate = "possible-duplicate"
  /// An id that another record of the same kind in the registry has. Remedy: make ids unique.
  case duplicateID = "duplicate-id"
  /// A record that another registry lists too: the higher authority counts, field by field. Remedy: none is needed.
  case describedTwice = "described-twice"
  /// A field that another registry fills differently; the higher authority counts. Remedy: find out which one is right.
  case conflict
  /// A type code that the vocabulary does not know. The unit is kept and matches by service. Remedy: add the type.
  case unknownType = "unknown-type"
  /// A capability that the vocabulary does not know. It is kept. Remedy: correct the spelling or add the capability.
  case unknownCapability = "unknown-capability"
  /// A reference to a record that does not exist. Remedy: correct it or add the record.
  case danglingReference = "dangling-reference"
  /// A unit whose service neither it, nor its station, nor its registry says. Remedy: add `service`, or `--service`.
  case serviceMissing = "service-missing"
  /// A turnout time that is no whole number of seconds up to a day, for example `seconds="90000"`. Remedy: correct it.
  case turnoutOutOfRange = "turnout-out-of-range"
  /// Text with control characters. Remedy: remove them.
  case controlCharacters = "control-characters"
  /// Text that is too long. Remedy: shorten it.
  case textTooLong = "text-too-long"
  /// A distance from a border, or a radius, that is not more than zero. Remedy: give kilometres, or leave it out.
  case bandInvalid = "band-invalid"
  /// A polygon with a ring that is not closed, has fewer than three corners or crosses itself. Remedy: draw it anew.
  case polygonInvalid = "polygon-invalid"
  /// Windows of a rule that are open at no time. Remedy: give days and times at which it should hold.
  case windowNeverOpens = "window-never-opens"
  /// An agreement that is replaced by one which in turn is replaced by it. Remedy: correct `successor`.
  case successorCycle = "successor-cycle"
  /// A rule of which another says the same: parties, services, purposes, role, areas, windows and conditions are equal.
  /// Remedy: remove one.
  case ruleRepeated = "rule-repeated"
  /// Two rules of equal rank, one that allows and one that forbids, which can hold at once: the one that forbids counts.
  /// Remedy: make one narrower, or remove it.
  case ruleContradiction = "rule-contradiction"
  /// Dates in the wrong order, or impossible. Remedy: correct them.
  case dateInvalid = "date-invalid"
  /// The version is older than the one in the directory. Remedy: get the newer one, or `--allow-older`.
  case olderVersion = "older-version"
  /// The version drops more than a fifth of the registry's units. Remedy: check the file, or `--allow-shrink`.
  case shrinks
  /// The registry has no unit. Remedy: check the file.
  case empty
  /// Nothing could be taken because of an error and `--strict`. Remedy: correct the file, or import without `--strict`.
  case strict
  /// A line of a stream of reports that is neither a JSON object nor a row of its table. Remedy: correct the line.
  case lineInvalid = "line-invalid"
  /// A line that is not UTF-8. Remedy: write the stream in UTF-8.
  case notUTF8 = "not-utf-8"
  /// A report on a unit that no registry lists. Remedy: correct the id, or import the registry.
  case unknownUnit = "unknown-unit"
  /// A status that is neither ours nor a code of a system known. Remedy: correct it, or add it to the vocabulary.
  case unknownStatus = "unknown-status"
  /// An exercise or a test: it is left out of the live directory. Remedy: none is needed.
  case exercise
}
