public import Geodesy

/// What help is asked for.
public enum Purpose: String, CaseIterable, Codable, Hashable, Sendable {
  /// An everyday emergency.
  case daily
  /// A large incident.
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
  /// Unique among agreements.
  public var id: String
  /// Titles, the main one first.
  public var titles: LocalizedText
  /// How lawyers cite it.
  public var citation: String
  /// Where it can be read.
  public var urls: [String]
  /// When it was signed: a year, month or day.
  public var signed: String?
  /// The first day in force: a year, month or day; `nil` where unknown.
  public var inForce: String?
  /// The first day on which it is no longer in force: a day.
  public var ends: String?
  /// The id of the agreement that replaces it.
  public var successor: String?
  /// How far it has been checked.
  public var verification: Verification
  /// Its rules.
  public var rules: [AgreementRule]

  /// Makes an agreement.
  public init(
    id: String, titles: LocalizedText, citation: String, urls: [String] = [], signed: String? = nil,
    inForce: String? = nil, ends: String? = nil, successor: String? = nil, verification: Verification,
    rules: [AgreementRule] = []
  ) {
    self.id = id
    self.titles = titles
    self.citation = citation
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
  public func isInForce(on day: String) -> Bool {
    (inForce.map { day >= $0 } ?? true) && (ends.map { day < $0 } ?? true)
  }
}

/// One direction of help: under which circumstances a lender's units may, or may not, go to a borrower's territory.
public struct AgreementRule: Hashable, Identifiable, Sendable {
  /// Whether the rule lets units go or keeps them back.
  public enum Effect: String, CaseIterable, Hashable, Sendable {
    /// Units may go.
    case allow
    /// Units may not go.
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
  }

  /// A circle that stands for a municipality or locality.
  public struct Place: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its middle.
    public var centre: Coordinate
    /// Its radius in metres.
    public var radius: Double

    /// Makes a place.
    public init(name: String, centre: Coordinate, radius: Double) {
      self.name = name
      self.centre = centre
      self.radius = radius
    }
  }

  /// Who lends, or where help is borrowed.
  ///
  /// All that is given must hold.
  public struct Party: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// Region codes, one of which must begin the place's; empty for the whole country.
    public var regions: [String]
    /// An organisation's id.
    public var organisation: String?
    /// A station's id.
    public var station: String?
    /// Circles, one of which must hold the place; empty for no such limit.
    public var places: [Place]

    /// Makes a party.
    public init(
      country: String, regions: [String] = [], organisation: String? = nil, station: String? = nil,
      places: [Place] = []
    ) {
      self.country = country
      self.regions = regions
      self.organisation = organisation
      self.station = station
      self.places = places
    }

    /// How narrow the party is: a station more than a place, a place more than an organisation, that more than regions.
    public var specificity: Int {
      (station == nil ? 0 : 8) + (places.isEmpty ? 0 : 4) + (organisation == nil ? 0 : 2) + (regions.isEmpty ? 0 : 1)
    }
  }

  /// Unique among rules.
  public var id: String
  /// Whether it allows or forbids.
  public var effect: Effect
  /// Who lends.
  public var lender: Party
  /// Where help is borrowed.
  public var borrower: Party
  /// For which services.
  public var services: [Service]
  /// For which purposes.
  public var purposes: [Purpose]
  /// In which role; `nil` for any.
  public var role: ResponseRole?
  /// How far from the lender's country the incident may be, in metres; `nil` for any.
  public var borderBand: Double?
  /// When; empty for always.
  public var windows: [WeeklyWindow]
  /// The code of the calendar for public holidays; `nil` for the borrower's.
  public var holidayCalendar: String?
  /// What else must hold.
  public var conditions: [Condition]
  /// What must be carried.
  public var documents: [LocalizedText]
  /// The article that says so.
  public var article: String?
  /// How far it has been checked; `nil` for as far as the agreement.
  public var verification: Verification?
  /// Notes.
  public var notes: LocalizedText

  /// Makes a rule.
  public init(
    id: String, effect: Effect = .allow, lender: Party, borrower: Party, services: [Service], purposes: [Purpose],
    role: ResponseRole? = nil, borderBand: Double? = nil, windows: [WeeklyWindow] = [],
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
    self.windows = windows
    self.holidayCalendar = holidayCalendar
    self.conditions = conditions
    self.documents = documents
    self.article = article
    self.verification = verification
    self.notes = notes
  }
}
