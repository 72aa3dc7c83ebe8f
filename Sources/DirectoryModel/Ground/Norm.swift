/// A standard of cover: how soon how much help must be there, by the rules of one country or region.
///
/// A place is judged by the norm of the country it lies in, whichever country the unit comes from.
package struct Norm: Hashable, Identifiable, Sendable {
  /// The event from which the seconds count.
  package enum ClockStart: String, CaseIterable, Hashable, Sendable {
    /// The call reaches the control room.
    case call
    /// The control room has decided what to send.
    case dispatchDecision = "dispatch-decision"
    /// The crew is alarmed.
    case alarm
    /// The wheels roll.
    case departure
    /// The source does not say; it is read as `alarm`.
    case unknown
  }

  /// One step: so much must be there by then.
  package struct Threshold: Hashable, Sendable {
    /// Seconds from the start of the clock, 1 to 86,400.
    package var seconds: Int
    /// The share of cases to be met, in percent, above 0 up to 100; `nil` where none is set.
    package var share: Double?
    /// Functions (people) that must be there by then, in total; `nil` where only units count.
    package var crew: Int?
    /// Units that must be there by then, in total; `nil` where only crew counts.
    package var units: Int?

    /// Makes a step.
    package init(seconds: Int, share: Double? = nil, crew: Int? = nil, units: Int? = nil) {
      self.seconds = seconds
      self.share = share
      self.crew = crew
      self.units = units
    }
  }

  /// Unique among norms.
  package var id: String
  /// The country whose norm it is (ISO 3166-1 alpha-2).
  package var country: CountryCode
  /// The code that begins the codes of all regions in which it holds; `nil` for the whole country.
  package var region: RegionCode?
  /// The service.
  package var service: Service
  /// The class of objects or areas, for example `urban`, `rural`, `dwelling`; `nil` for any.
  package var areaClass: String?
  /// The capability that a unit must have to count, such as `pumping`; `nil` where every unit of the service counts.
  package var need: String?
  /// When the clock starts.
  package var clockStart: ClockStart
  /// The steps, the earliest first; at least one.
  package var thresholds: [Threshold]
  /// The first day, month or year on which it holds; `nil` for always.
  package var validFrom: String?
  /// The first day, month or year on which it no longer holds; `nil` for no end.
  package var validTo: String?
  /// How far it has been checked.
  package var verification: Verification
  /// The text that says so.
  package var citation: String
  /// Titles, the main one first.
  package var titles: LocalizedText
  /// Notes.
  package var notes: LocalizedText

  /// Makes a norm; its steps are put in order.
  package init(
    id: String, country: CountryCode, region: RegionCode? = nil, service: Service, areaClass: String? = nil,
    need: String? = nil, clockStart: ClockStart = .alarm, thresholds: [Threshold], validFrom: String? = nil,
    validTo: String? = nil,
    verification: Verification = .verified, citation: String = "", titles: LocalizedText = LocalizedText(),
    notes: LocalizedText = LocalizedText()
  ) {
    self.id = id
    self.country = country
    self.region = region
    self.service = service
    self.areaClass = areaClass
    self.need = need
    self.clockStart = clockStart
    self.thresholds = thresholds.sorted {
      ($0.seconds, $0.crew ?? 0, $0.units ?? 0) < ($1.seconds, $1.crew ?? 0, $1.units ?? 0)
    }
    self.validFrom = validFrom
    self.validTo = validTo
    self.verification = verification
    self.citation = citation
    self.titles = titles
    self.notes = notes
  }

  /// Whether it holds on a day written `YYYY-MM-DD`.
  package func holds(on day: String) -> Bool {
    (validFrom.map { day >= $0 } ?? true) && (validTo.map { day < $0 } ?? true)
  }
}
