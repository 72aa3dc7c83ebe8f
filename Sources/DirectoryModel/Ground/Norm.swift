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

  /// What a norm is.
  package enum Standing: String, CaseIterable, Hashable, Sendable {
    /// A norm of law: a statute, decree or binding regulation.
    case legal
    /// The goal or recommendation of an authority or association; it binds nobody.
    case objective
    /// A norm that held once and is kept to compare with.
    case ended
    /// A measure of whoever wrote it down, so that places can be compared at all; nobody's norm.
    case yardstick
  }

  /// One step: so much must be there by then.
  package struct Threshold: Hashable, Sendable {
    /// Seconds from the start of the clock, 1 to 86,400.
    package var seconds: Int
    /// The share of cases to be met, in percent, above 0 up to 100; `nil` where none is set.
    package var share: Double?
    /// Functions (people) that must be there by then, in total and whichever units bring them; `nil` for none.
    package var crew: Int?
    /// Units with what the norm needs that must be there by then, in total; `nil` for none.
    package var units: Int?
    /// What else must hold; `nil` for nothing.
    package var condition: Condition?

    /// Makes a step.
    package init(
      seconds: Int, share: Double? = nil, crew: Int? = nil, units: Int? = nil, condition: Condition? = nil
    ) {
      self.seconds = seconds
      self.share = share
      self.crew = crew
      self.units = units
      self.condition = condition
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
  /// The capability that its units must have, such as `pumping`; `nil` where every unit of the service does.
  ///
  /// Several are joined by `+`, as in `pumping+crew>=6`. People on board are counted on all units.
  package var need: String?
  /// How the units travel that count.
  package var mobilities: Set<Mobility>
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
  /// What it is: a norm of law, an objective, a yardstick.
  package var standing: Standing
  /// The text that says so.
  package var citation: String
  /// Titles, the main one first.
  package var titles: LocalizedText
  /// Notes.
  package var notes: LocalizedText

  /// Makes a norm; its steps are put in order.
  ///
  /// Without a `standing` it is a norm of law, and a yardstick where nobody has verified it.
  package init(
    id: String, country: CountryCode, region: RegionCode? = nil, service: Service, areaClass: String? = nil,
    need: String? = nil, mobilities: Set<Mobility> = [.road], clockStart: ClockStart = .alarm,
    thresholds: [Threshold], validFrom: String? = nil, validTo: String? = nil,
    verification: Verification = .verified, standing: Standing? = nil, citation: String = "",
    titles: LocalizedText = LocalizedText(), notes: LocalizedText = LocalizedText()
  ) {
    self.id = id
    self.country = country
    self.region = region
    self.service = service
    self.areaClass = areaClass
    self.need = need
    self.mobilities = mobilities
    self.standing = standing ?? (verification == .unverified ? .yardstick : .legal)
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

  /// Whether it is a norm of law, as far as anyone has checked.
  package var isLegal: Bool { standing == .legal && verification != .unverified }

  /// Whether it holds on a day written `YYYY-MM-DD`.
  package func holds(on day: String) -> Bool {
    (validFrom.map { day >= $0 } ?? true) && (validTo.map { day < $0 } ?? true)
  }
}
