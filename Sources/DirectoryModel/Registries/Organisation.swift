/// A body that runs stations, such as a municipality or a safety region.
public struct Organisation: Codable, Hashable, Identifiable, Sendable {
  /// The kind of an organisation whose kind no source gives.
  package static let unspecifiedKind = "unspecified"

  /// The id that its registry gives, unique among the organisations of the directory.
  public var id: OrganisationID
  /// Names, the main one first.
  public var names: LocalizedText
  /// For example `safety-region`, `fire-and-rescue-zone`, `municipality`.
  package var kind: String
  /// The country; `nil` where not known.
  public var country: CountryCode?
  /// The Wikidata item, for example `Q697698`.
  package var wikidata: String?
  /// Telephone numbers as published, of offices and lines but never of persons; empty where there are none.
  public var phones: [Phone]
  /// Notes.
  package var notes: LocalizedText
  /// How it is known.
  package var basis: Basis
  /// The id of its source, where it is not the registry's first.
  package var source: String?
  /// Why it is kept as it was, where its registry has listed it wrongly since; `nil` for all others.
  public var kept: KeptMark?
  /// What a control room knows better: in a room's own registry all that it says of the record, elsewhere what holds of it;
  /// `nil` where nothing is corrected.
  public var corrections: [Correction]?

  /// Makes an organisation.
  package init(
    id: OrganisationID, names: LocalizedText, kind: String, country: CountryCode?, wikidata: String? = nil,
    phones: [Phone] = [],
    notes: LocalizedText = LocalizedText(), basis: Basis = .published, source: String? = nil
  ) {
    self.id = id
    self.names = names
    self.kind = kind
    self.country = country
    self.wikidata = wikidata
    self.phones = phones
    self.notes = notes
    self.basis = basis
    self.source = source
  }
}

/// A published telephone number of an office, station or control room; never of a person.
public struct Phone: Codable, Hashable, Sendable {
  /// What the number is for.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// The line on which another control room asks for help.
    case operations
    /// An office.
    case office
    /// The public emergency number.
    case emergency
  }

  /// The number exactly as published, with its spaces and prefix.
  public var number: String
  /// Whether control rooms, offices or the public call the number.
  package var kind: Kind
  /// How it is known.
  package var basis: Basis
  /// The id of its source.
  package var source: String?

  /// Makes a phone number.
  package init(number: String, kind: Kind, basis: Basis = .published, source: String? = nil) {
    self.number = number
    self.kind = kind
    self.basis = basis
    self.source = source
  }
}

extension Organisation: MarkedRecord {}
