/// What help is asked for.
public enum Purpose: String, CaseIterable, Codable, Hashable, Sendable {
  /// An everyday emergency, such as a fire in a house.
  case daily
  /// An incident larger than everyday ones and below a disaster.
  case largeIncident = "large-incident"
  /// A disaster.
  case disaster
  /// A transport that was planned.
  case plannedTransport = "planned-transport"
}

/// The part that a unit plays at an incident.
public enum ResponseRole: String, CaseIterable, Codable, Hashable, Sendable {
  /// It goes first, instead of the borrower's own.
  case first
  /// It is alarmed together with the borrower's own.
  case coAlarm = "co-alarm"
  /// It comes as second or later unit.
  case second
}

/// A treaty, decision or arrangement, with the rules it lays down.
public struct Agreement: Hashable, Identifiable, Sendable {
  /// The id that its document gives, unique among agreements.
  public var id: String
  /// Titles, the main one first.
  public var titles: LocalizedText
  /// The citation in the form that lawyers use, in one or several languages; empty where the document gives none.
  public var citations: LocalizedText
  /// The main citation; empty where the document gives none.
  public var citation: String { citations.main }
  /// Where it can be read.
  package var urls: [String]
  /// When it was signed: a year, month or day.
  package var signed: String?
  /// The first day in force: a year, month or day; `nil` where unknown.
  public var inForce: String?
  /// The first day on which it is no longer in force: a day.
  public var ends: String?
  /// The id of the agreement that replaces it.
  public var successor: String?
  /// How far it has been checked.
  public var verification: Verification
  /// Remarks: of one that a control room entered field by field, who said each field, when and why.
  package var notes = LocalizedText()
  /// The rules that it lays down, in the order of its document.
  public var rules: [AgreementRule]
  /// Where it stands in its document.
  package var line = SourceLine()

  /// Makes an agreement.
  package init(
    id: String, titles: LocalizedText, citation: String, urls: [String] = [], signed: String? = nil,
    inForce: String? = nil, ends: String? = nil, successor: String? = nil, verification: Verification,
    rules: [AgreementRule] = []
  ) {
    self.id = id
    self.titles = titles
    citations = citation.isEmpty ? LocalizedText() : LocalizedText(citation)
    self.urls = urls
    self.signed = signed
    self.inForce = inForce
    self.ends = ends
    self.successor = successor
    self.verification = verification
    self.rules = rules
  }

  /// Whether it is in force on a local day written `YYYY-MM-DD`.
  ///
  /// A start given as a year or month means its first day; an unknown start counts as passed.
  package func isInForce(on day: String) -> Bool {
    (inForce.map { day >= $0 } ?? true) && (ends.map { day < $0 } ?? true)
  }
}
