/// What one interoperability document says.
package struct InteroperabilityContent: Hashable, Sendable {
  /// The languages that crews of a territory speak among themselves and with their room.
  package struct Speech: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    package var country: CountryCode
    /// A region code; it also stands for the regions whose codes begin with it.
    ///
    /// `nil` for the whole country.
    package var region: RegionCode?
    /// BCP 47 tags.
    package var languages: [String]
    /// How this is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?

    /// Makes an entry.
    package init(
      country: CountryCode, region: RegionCode? = nil, languages: [String], basis: Basis = .published,
      source: String? = nil
    ) {
      self.country = country
      self.region = region
      self.languages = languages
      self.basis = basis
      self.source = source
    }
  }

  /// Equipment that joins radio networks near a border.
  package struct Gateway: Hashable, Sendable {
    /// Unique among gateways.
    package var id: String
    /// Names, the main one first.
    package var names: LocalizedText
    /// The networks that it joins.
    package var radios: [String]
    /// Regions in which it serves, as prefixes of region codes; empty for everywhere.
    package var regions: [RegionCode]
    /// How far from the border it reaches, in metres; `nil` for any distance.
    package var reach: Double?
    /// How this is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?
    /// Notes.
    package var notes: LocalizedText

    /// Makes a gateway.
    package init(
      id: String, names: LocalizedText, radios: [String], regions: [RegionCode] = [], reach: Double? = nil,
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
  package struct Coupling: Hashable, Sendable {
    /// Whether they fit.
    package enum Fit: String, CaseIterable, Hashable, Sendable {
      /// They fit as they are.
      case same
      /// They fit with an adapter.
      case adapter
      /// They do not fit.
      case none
    }

    /// The two countries, in either order.
    package var countries: [CountryCode]
    /// Whether they fit.
    package var fit: Fit
    /// How this is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?
    /// What to know of it.
    package var notes: LocalizedText

    /// Makes an entry.
    package init(
      countries: [CountryCode], fit: Fit, basis: Basis = .published, source: String? = nil,
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
  package struct BlueLight: Hashable, Sendable {
    /// The host country.
    package var country: CountryCode
    /// The regions of both sides in which the card is in use; empty for everywhere.
    package var regions: [RegionCode]
    /// The card's text.
    package var texts: LocalizedText
    /// How this is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?

    /// Makes an entry.
    package init(
      country: CountryCode, regions: [RegionCode] = [], texts: LocalizedText, basis: Basis = .published,
      source: String? = nil
    ) {
      self.regions = regions
      self.country = country
      self.texts = texts
      self.basis = basis
      self.source = source
    }
  }

  /// How long a request from one room to another takes.
  package struct RequestDelay: Hashable, Sendable {
    /// One side of the request: a room, a country, or, where both are `nil`, anyone.
    package struct Side: Hashable, Sendable {
      /// A control room's id.
      package var room: ControlRoomID?
      /// ISO 3166-1 alpha-2.
      package var country: CountryCode?

      /// Makes a side.
      package init(room: ControlRoomID? = nil, country: CountryCode? = nil) {
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
    package var from: Side
    /// Who is asked: the unit's own room.
    package var to: Side
    /// Seconds from the decision to ask until the other room alarms its unit.
    package var seconds: Double
    /// How this is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?

    /// Makes an entry.
    package init(from: Side, to: Side, seconds: Double, basis: Basis, source: String? = nil) {
      self.from = from
      self.to = to
      self.seconds = seconds
      self.basis = basis
      self.source = source
    }
  }

  /// What counts in the score.
  package enum Fact: String, CaseIterable, Hashable, Sendable {
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
  package var speech: [Speech] = []
  /// Radio gateways.
  package var gateways: [Gateway] = []
  /// Hose couplings.
  package var couplings: [Coupling] = []
  /// Rules for blue lights.
  package var blueLights: [BlueLight] = []
  /// Delays of requests.
  package var requestDelays: [RequestDelay] = []
  /// What each fact counts in the score; 0 where none is given.
  package var weights: [Fact: Int] = [:]

  /// Makes an empty document.
  package init() {}

  /// How many entries there are.
  package var count: Int {
    speech.count + gateways.count + couplings.count + blueLights.count + requestDelays.count + weights.count
  }
}
