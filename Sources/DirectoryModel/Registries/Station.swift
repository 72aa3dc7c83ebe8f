/// A place from which units turn out.
public struct Station: Codable, Hashable, Identifiable, Sendable {
  /// Where the station is, as published.
  package struct Address: Codable, Hashable, Sendable {
    /// Street and house number as published; `nil` where not known.
    package var street: String?
    /// The postcode as published, in its country's form; `nil` where not known.
    package var postcode: String?
    /// The municipality or locality as published; `nil` where not known.
    package var municipality: String?

    /// Makes an address.
    package init(street: String? = nil, postcode: String? = nil, municipality: String? = nil) {
      self.street = street
      self.postcode = postcode
      self.municipality = municipality
    }
  }

  /// Whether a station's crew is paid or volunteer, and at which hours.
  public struct Staffing: Codable, Hashable, Sendable {
    /// Whether the crew waits at the station or comes to it first.
    public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
      /// Paid crew at the station.
      case career
      /// Volunteer or on-call crew that comes to the station first.
      case volunteer
      /// Paid crew and volunteers together.
      case mixed
    }

    /// The kind of crew; `nil` where only the hours are published.
    package var kind: Kind?
    /// The hours as published, for example `24 uur`.
    package var hours: String?
    /// Whether the staffing is published, derived or assumed.
    public var basis: Basis

    /// Makes a staffing.
    package init(kind: Kind?, hours: String? = nil, basis: Basis = .published) {
      self.kind = kind
      self.hours = hours
      self.basis = basis
    }
  }

  /// The id that its registry gives, unique among the stations of the directory.
  public var id: StationID
  /// Names, the main one first.
  public var names: LocalizedText
  /// Where the station stands, and how well that is known.
  public var position: Position
  /// The country whose station it is; `nil` where not known.
  public var country: CountryCode?
  /// The service of its units where they do not say; `nil` where neither station nor registry says.
  package var service: Service?
  /// The id of the organisation that runs it; `nil` where not known.
  public var organisation: OrganisationID?
  /// The home control room's id; `nil` for the room in whose territory it stands.
  package var controlRoom: ControlRoomID?
  /// For example `station`, `headquarters`, `industrial`, `air-base`.
  package var kind: String?
  /// The postal address as published; `nil` where the registry gives none.
  package var address: Address?
  /// Who stands ready.
  package var staffing: Staffing?
  /// Telephone numbers of the station as published, never of persons; empty where there are none.
  public var phones: [Phone]
  /// Mail addresses of the station as published, never of persons; empty where there are none.
  public var emails: [String]
  /// Turnout times; the first whose window holds applies.
  package var turnouts: [TurnoutTime]
  /// Notes.
  package var notes: LocalizedText
  /// How the station's existence is known.
  public var basis: Basis
  /// The id of its source, where it is not the registry's first.
  package var source: String?
  /// Why it is kept as it was, where its registry has listed it wrongly since; `nil` for all others.
  public var kept: KeptMark?
  /// What a control room knows better: in a room's own registry all that it says of the record, elsewhere what holds of it;
  /// `nil` where nothing is corrected.
  public var corrections: [Correction]?

  /// Makes a station.
  package init(
    id: StationID, names: LocalizedText, position: Position, country: CountryCode?, service: Service? = nil,
    organisation: OrganisationID? = nil, controlRoom: ControlRoomID? = nil, kind: String? = nil,
    address: Address? = nil,
    staffing: Staffing? = nil, phones: [Phone] = [], emails: [String] = [], turnouts: [TurnoutTime] = [],
    notes: LocalizedText = LocalizedText(),
    basis: Basis = .published, source: String? = nil
  ) {
    self.id = id
    self.names = names
    self.position = position
    self.country = country
    self.service = service
    self.organisation = organisation
    self.controlRoom = controlRoom
    self.kind = kind
    self.address = address
    self.staffing = staffing
    self.phones = phones
    self.emails = emails
    self.turnouts = turnouts
    self.notes = notes
    self.basis = basis
    self.source = source
  }
}

/// Turnout time: from alarm to wheels rolling.
package struct TurnoutTime: Codable, Hashable, Sendable {
  /// Seconds, 0 to 86,400.
  package var seconds: Int
  /// When it applies.
  package var window: WeeklyWindow
  /// Whether the seconds are published, derived or assumed.
  public var basis: Basis

  /// Makes a turnout time.
  package init(seconds: Int, window: WeeklyWindow = WeeklyWindow(), basis: Basis = .published) {
    self.seconds = seconds
    self.window = window
    self.basis = basis
  }
}

extension Station: MarkedRecord {}
