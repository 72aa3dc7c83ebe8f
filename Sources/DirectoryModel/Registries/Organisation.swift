/// Who runs stations.
public struct Organisation: Codable, Hashable, Identifiable, Sendable {
  /// The kind of an organisation of which nobody says what it is.
  package static let unspecifiedKind = "unspecified"

  /// Unique in the directory.
  public var id: OrganisationID
  /// Names, the main one first.
  public var names: LocalizedText
  /// For example `safety-region`, `fire-and-rescue-zone`, `municipality`.
  public var kind: String
  /// The country; `nil` where not known.
  public var country: CountryCode?
  /// The Wikidata item, for example `Q697698`.
  package var wikidata: String?
  /// Published numbers.
  public var phones: [Phone]
  /// Notes.
  package var notes: LocalizedText
  /// How it is known.
  package var basis: Basis
  /// The id of its source, where it is not the registry's first.
  package var source: String?

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

/// A published telephone number of an office or control room; never of a person.
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

  /// The number as published.
  public var number: String
  /// What it is for.
  public var kind: Kind
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
