/// What one interoperability document says.
public struct InteroperabilityContent: Hashable, Sendable {
  /// The languages that crews of a territory speak among themselves and with their room.
  public struct Speech: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// A region code; it also stands for the regions whose codes begin with it. `nil` for the whole country.
    public var region: String?
    /// BCP 47 tags.
    public var languages: [String]
    /// How this is known.
    public var basis: Basis
    /// The id of its source.
    public var source: String?

    /// Makes an entry.
    public init(
      country: String, region: String? = nil, languages: [String], basis: Basis = .published, source: String? = nil
    ) {
      self.country = country
      self.region = region
      self.languages = languages
      self.basis = basis
      self.source = source
    }
  }

  /// Equipment that joins radio networks near a border.
  public struct Gateway: Hashable, Sendable {
    /// Unique among gateways.
    public var id: String
    /// Names, the main one first.
    public var names: LocalizedText
    /// The networks that it joins.
    public var radios: [String]
    /// Regions in which it serves, as prefixes of region codes; empty for everywhere.
    public var regions: [String]
    /// How far from the border it reaches, in metres; `nil` for any distance.
    public var reach: Double?
    /// How this is known.
    public var basis: Basis
    /// The id of its source.
    public var source: String?
    /// Notes.
    public var notes: LocalizedText

    /// Makes a gateway.
    public init(
      id: String, names: LocalizedText, radios: [String], regions: [String] = [], reach: Double? = nil,
      basis: Basis = .published, source: String? = nil, notes: LocalizedText = LocalizedText()
    ) {
      self.id = id
      self.names = names
      self.radios = radios
      self.regions = regions
      self.reach = reach
      self.basis = basis
      self.source = source
      self.notes = notes
    }
  }

  /// How the fire hoses of two countries fit.
  public struct Coupling: Hashable, Sendable {
    /// Whether they fit.
    public enum Fit: String, CaseIterable, Hashable, Sendable {
      /// They fit as they are.
      case same
      /// They fit with an adapter.
      case adapter
      /// They do not fit.
      case none
    }

    /// The two countries, in either order.
    public var countries: [String]
    /// Whether they fit.
    public var fit: Fit
    /// How this is known.
    public var basis: Basis
    /// The id of its source.
    public var source: String?
    /// What to know of it.
    public var notes: LocalizedText

    /// Makes an entry.
    public init(
      countries: [String], fit: Fit, basis: Basis = .published, source: String? = nil,
      notes: LocalizedText = LocalizedText()
    ) {
      self.countries = countries
      self.fit = fit
      self.basis = basis
      self.source = source
      self.notes = notes
    }
  }

  /// What foreign crews are told about blue lights and sirens in a country.
  public struct BlueLight: Hashable, Sendable {
    /// The host country.
    public var country: String
    /// The card's text.
    public var texts: LocalizedText
    /// How this is known.
    public var basis: Basis
    /// The id of its source.
    public var source: String?

    /// Makes an entry.
    public init(country: String, texts: LocalizedText, basis: Basis = .published, source: String? = nil) {
      self.country = country
      self.texts = texts
      self.basis = basis
      self.source = source
    }
  }

  /// How long a request from one room to another takes.
  public struct RequestDelay: Hashable, Sendable {
    /// One side of the request: a room, a country, or, where both are `nil`, anyone.
    public struct Side: Hashable, Sendable {
      /// A control room's id.
      public var room: String?
      /// ISO 3166-1 alpha-2.
      public var country: String?

      /// Makes a side.
      public init(room: String? = nil, country: String? = nil) {
        self.room = room
        self.country = country
      }

      /// How closely it fits a room: 2 for the room itself, 1 for its country, 0 for anyone; `nil` when it does not.
      func closeness(to other: ControlRoom?) -> Int? {
        if let room { return room == other?.id ? 2 : nil }
        if let country { return country == other?.country ? 1 : nil }
        return 0
      }
    }

    /// Who asks: the room responsible for the incident.
    public var from: Side
    /// Who is asked: the unit's own room.
    public var to: Side
    /// Seconds from the decision to ask until the other room alarms its unit.
    public var seconds: Double
    /// How this is known.
    public var basis: Basis
    /// The id of its source.
    public var source: String?

    /// Makes an entry.
    public init(from: Side, to: Side, seconds: Double, basis: Basis, source: String? = nil) {
      self.from = from
      self.to = to
      self.seconds = seconds
      self.basis = basis
      self.source = source
    }
  }

  /// What counts in the score.
  public enum Fact: String, CaseIterable, Hashable, Sendable {
    /// Crew and responsible room share a language.
    case crewLanguage = "crew-language"
    /// The two rooms share a language.
    case roomLanguage = "room-language"
    /// Both use one radio network.
    case radio
    /// A gateway joins their networks where the incident is.
    case gateway
    /// Hoses fit as they are.
    case coupling
    /// Hoses fit with an adapter.
    case adapter
  }

  /// Languages by territory.
  public var speech: [Speech] = []
  /// Radio gateways.
  public var gateways: [Gateway] = []
  /// Hose couplings.
  public var couplings: [Coupling] = []
  /// Rules for blue lights.
  public var blueLights: [BlueLight] = []
  /// Delays of requests.
  public var requestDelays: [RequestDelay] = []
  /// What each fact counts in the score; 0 where none is given.
  public var weights: [Fact: Int] = [:]

  /// Makes an empty document.
  public init() {}

  /// How many entries there are.
  public var count: Int {
    speech.count + gateways.count + couplings.count + blueLights.count + requestDelays.count + weights.count
  }
}
