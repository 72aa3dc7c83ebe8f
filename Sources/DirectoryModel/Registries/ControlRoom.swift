/// A dispatch centre.
///
/// Units are asked for through their own one, never ordered.
public struct ControlRoom: Codable, Hashable, Identifiable, Sendable {
  /// A part of a control room's territory.
  package struct Territory: Codable, Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    package var country: CountryCode
    /// A region code; it also stands for the regions whose codes begin with it.
    ///
    /// `nil` for the whole country.
    package var region: RegionCode?
    /// A municipality's name; `nil` for all.
    package var municipality: String?
    /// How this is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?

    /// Makes a part of a territory.
    package init(
      country: CountryCode, region: RegionCode? = nil, municipality: String? = nil, basis: Basis = .published,
      source: String? = nil
    ) {
      self.country = country
      self.region = region
      self.municipality = municipality
      self.basis = basis
      self.source = source
    }

    /// How well this fits a place, larger being more specific; `nil` when it does not hold the place.
    package func specificity(country: CountryCode, region: RegionCode?, municipality: String?) -> Int? {
      guard country == self.country else { return nil }
      var score = 1
      if let wanted = self.region {
        guard let region, region.hasPrefix(wanted) else { return nil }
        score += wanted.rawValue.utf8.count
      }
      if let wanted = self.municipality {
        guard wanted == municipality else { return nil }
        score += 100
      }
      return score
    }
  }

  /// The id that its registry gives, unique among the control rooms of the directory.
  public var id: ControlRoomID
  /// Names, the main one first.
  public var names: LocalizedText
  /// The country; `nil` where not known.
  package var country: CountryCode?
  /// The services whose units it dispatches, at least one.
  public var services: [Service]
  /// What it is responsible for.
  package var territories: [Territory]
  /// Telephone numbers as published, of offices and lines but never of persons; empty where there are none.
  public var phones: [Phone]
  /// Languages spoken, as BCP 47 tags.
  public var languages: [String]
  /// Radio networks, such as C2000, ASTRID, BOS-Digital, RENITA.
  package var radios: [String]
  /// Where it is.
  package var position: Position?
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

  /// Makes a control room.
  package init(
    id: ControlRoomID, names: LocalizedText, country: CountryCode?, services: [Service], territories: [Territory] = [],
    phones: [Phone] = [], languages: [String] = [], radios: [String] = [], position: Position? = nil,
    notes: LocalizedText = LocalizedText(), basis: Basis = .published, source: String? = nil
  ) {
    self.id = id
    self.names = names
    self.country = country
    self.services = services
    self.territories = territories
    self.phones = phones
    self.languages = languages
    self.radios = radios
    self.position = position
    self.notes = notes
    self.basis = basis
    self.source = source
  }

  /// The number to call: the operations line if it is published, else the office; the public emergency number, which
  /// does not reach another country's room, never.
  public var phone: Phone? { phones.first { $0.kind == .operations } ?? phones.first { $0.kind == .office } }
}

extension ControlRoom: MarkedRecord {}
