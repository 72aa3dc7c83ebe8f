/// One direction of help: under which circumstances a lender's units may, or may not, go to a borrower's territory.
public struct AgreementRule: Hashable, Identifiable, Sendable {
  /// Whether the rule lets units go or keeps them back.
  public enum Effect: String, CaseIterable, Hashable, Sendable {
    /// Units may go where all that the rule asks holds.
    case allow
    /// Units may not go where all that the rule asks holds.
    case forbid
  }

  /// What must hold besides parties and times.
  public enum Condition: String, CaseIterable, Hashable, Sendable {
    /// The unit would arrive before the nearest available domestic one, or there is none.
    case fasterThanOwn = "faster-than-own"
    /// No suitable domestic unit is available.
    case ownShortage = "own-shortage"
    /// Either of these two.
    case fasterOrShortage = "faster-or-shortage"
    /// Only when the borrower's room asks. Every match is such a request.
    case onRequest = "on-request"
    /// The unit is not already engaged. Every unit that matches is available.
    case lenderNotEngaged = "lender-not-engaged"

    /// Whether it compares when the unit and the borrower's own would arrive.
    package var comparesTimes: Bool { self == .fasterThanOwn || self == .fasterOrShortage }
  }

  /// The id that its document gives, unique among rules.
  public var id: String
  /// Whether it allows or forbids.
  public var effect: Effect
  /// The party whose units may, or may not, go.
  public var lender: Party
  /// The party in whose territory the incident must be.
  public var borrower: Party
  /// The services whose units the rule covers; it covers no other.
  public var services: [Service]
  /// The purposes of a request that the rule covers; it covers no other.
  public var purposes: [Purpose]
  /// In which role; `nil` for any.
  public var role: ResponseRole?
  /// How far from the lender's country the incident may be, in metres; `nil` for any.
  public var borderBand: Double?
  /// How far from the borrower's country the lender's unit may stand, in metres; `nil` for any.
  package var stationBand: Double?
  /// Local times at which the rule holds, any one of which suffices; empty for always.
  public var windows: [WeeklyWindow]
  /// The code of the calendar for public holidays; `nil` for the borrower's.
  package var holidayCalendar: String?
  /// Further conditions, all of which must hold; empty for none.
  public var conditions: [Condition]
  /// What must be carried.
  package var documents: [LocalizedText]
  /// The article that says so.
  package var article: String?
  /// How far it has been checked; `nil` for as far as the agreement.
  package var verification: Verification?
  /// Remarks on the rule, in the languages that its document gives; empty where there are none.
  public var notes: LocalizedText
  /// Where it stands in its document.
  package var line = SourceLine()

  /// Makes a rule.
  package init(
    id: String, effect: Effect = .allow, lender: Party, borrower: Party, services: [Service], purposes: [Purpose],
    role: ResponseRole? = nil, borderBand: Double? = nil, stationBand: Double? = nil, windows: [WeeklyWindow] = [],
    holidayCalendar: String? = nil, conditions: [Condition] = [], documents: [LocalizedText] = [],
    article: String? = nil, verification: Verification? = nil, notes: LocalizedText = LocalizedText()
  ) {
    self.id = id
    self.effect = effect
    self.lender = lender
    self.borrower = borrower
    self.services = services
    self.purposes = purposes
    self.role = role
    self.borderBand = borderBand
    self.stationBand = stationBand
    self.windows = windows
    self.holidayCalendar = holidayCalendar
    self.conditions = conditions
    self.documents = documents
    self.article = article
    self.verification = verification
    self.notes = notes
  }
}
