public import FoundationEssentials

/// One document published by one authority, listing stations and units.
public struct Registry: Codable, Hashable, Identifiable, Sendable {
  /// Rank of a source where several registries describe the same station, highest first.
  public enum Authority: String, CaseIterable, Codable, Hashable, Sendable {
    /// The control room that dispatches the units.
    case ownRoom = "own-room"
    /// A national publisher.
    case national
    /// A regional publisher.
    case regional
    /// Put together from facts of others.
    case derived
    /// A volunteer community, such as OpenStreetMap.
    case community
  }

  /// The id that the document states, the same in all its versions and unique among registries.
  public var id: RegistryID
  /// The country whose units it lists (ISO 3166-1 alpha-2).
  public var country: CountryCode
  /// The service of its stations where they do not say.
  public var service: Service?
  /// When this version was issued.
  public var issued: Date
  /// The rank of its publisher, by which it wins where registries contradict each other.
  public var authority: Authority
  /// Titles, the main one first.
  public var titles: LocalizedText
  /// The name of the authority that publishes it; empty where the document names none.
  package var publisher: String
  /// Where its facts come from.
  package var sources: [Source]
  /// Notes.
  package var notes: LocalizedText
  /// What it lists of which area and service, and what it does not; empty where it does not say.
  public var completeness: [CompletenessDeclaration] {
    get { declarations ?? [] }
    set { declarations = newValue.isEmpty ? nil : newValue }
  }
  /// Absent rather than empty, as in directories of before there were any.
  private var declarations: [CompletenessDeclaration]?

  /// The registry with "unknown" where the native format demands a value and the document gives none, so that it can be
  /// written again.
  package var completed: Registry {
    var registry = self
    if titles.isEmpty { registry.titles = LocalizedText([.init(language: nil, text: id.rawValue)]) }
    if publisher.isEmpty { registry.publisher = "unknown" }
    if sources.isEmpty { registry.sources = [Source(id: "unknown", title: "unknown", licence: "unknown")] }
    return registry
  }

  /// Makes a registry's description.
  package init(
    id: RegistryID, country: CountryCode, service: Service? = nil, issued: Date, authority: Authority = .derived,
    titles: LocalizedText, publisher: String, sources: [Source] = [], notes: LocalizedText = LocalizedText(),
    completeness: [CompletenessDeclaration] = []
  ) {
    self.id = id
    self.country = country
    self.service = service
    self.issued = issued
    self.authority = authority
    self.titles = titles
    self.publisher = publisher
    self.sources = sources
    self.notes = notes
    self.completeness = completeness
  }
}
