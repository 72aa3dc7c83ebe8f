package import FoundationEssentials

/// A document that says what registries mean, or where help may go: everything that is not a registry.
///
/// Its text is kept whole, as XML in our own normal form, and read anew when a directory opens.
package struct ReferenceDocument: Hashable, Identifiable, Sendable {
  /// Kinds of documents, in the order in which they must be imported.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Capabilities, types, defaults, status codes, holidays.
    case vocabulary
    /// Polygons of countries and regions.
    case boundaries
    /// The points of postcodes and municipalities.
    case places
    /// Water between places, and where roads cross it.
    case barriers
    /// Rules of mutual aid.
    case agreements
    /// Standards of cover.
    case norms
    /// Languages, radio gateways, couplings, rules for blue lights and delays of requests.
    case interoperability
    /// Task packages.
    case packages
    /// People at places.
    case population
  }

  /// Unique among documents of its kind.
  package var id: String
  /// The kind.
  package var kind: Kind
  /// When this version was issued.
  package var issued: Date
  /// The title.
  package var title: String
  /// The document's root element as XML.
  package var xml: String

  /// Makes a document.
  package init(id: String, kind: Kind, issued: Date, title: String, xml: String) {
    self.id = id
    self.kind = kind
    self.issued = issued
    self.title = title
    self.xml = xml
  }
}
