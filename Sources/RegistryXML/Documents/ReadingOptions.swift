public import DirectoryModel
public import FoundationEssentials
package import Geodesy

/// Which dialect a document is read as.
public enum ProfileChoice: Hashable, Sendable {
  /// The one that the document's first elements are in.
  case auto
  /// A built-in one by its name, such as `native`, `osm`, `inspire` or `kml`.
  case named(String)
  /// One from a profile file by its path.
  case file(String)
}

/// How documents are read, and what the caller knows better than they.
public struct ReadingOptions: Hashable, Sendable {
  /// The dialect; found out from the document by default.
  public var profile = ProfileChoice.auto
  /// The registry's id, in place of what document or profile say; `nil` to leave it to them.
  ///
  /// Native documents always carry their own. For a file of population data it is the id of the document that is made.
  public var registry: String?
  /// The registry's country as two capital letters (ISO 3166-1 alpha-2), for records that name none; `nil` to leave it to
  /// document or profile.
  public var country: CountryCode?
  /// The registry's service, for records that name none; `nil` to leave it to document or profile.
  public var service: Service?
  /// The time of issue where the document names none; `nil` for the time when the file was changed last.
  public var issued: Date?
  /// The reference system of all positions, whatever the document says; `nil` to leave it to document and profile.
  package var system: ReferenceSystem?
  /// Whether documents that are read together are pages of one edition, which is that of `registry`.
  package var isEdition = false
  /// Whether positions with latitude and longitude exchanged are put right instead of rejected.
  public var fixesSwappedAxes = false
  /// Where positions are expected; exchanged axes are found by it.
  ///
  /// `nil` is the whole world.
  package var region: BoundingBox?

  /// The document's own values, and positions expected in Benelux and North Rhine-Westphalia.
  public init() { region = PositionPolicy.region }

  /// Takes all positions to be in a reference system, whatever the document says.
  ///
  /// - Parameter name: its name as documents spell it, such as `EPSG:25832` (easting first) or
  ///   `urn:ogc:def:crs:EPSG::2169` (in the order of the register).
  /// - Throws: `MutualAidError` for a name of no system that PROJ knows.
  public mutating func takeReferenceSystem(named name: String) throws(MutualAidError) {
    guard let system = ReferenceSystem(name: name) else {
      throw MutualAidError(
        .headerInvalid, "'\(name.prefix(120))' is no reference system that PROJ knows and can transform",
        hint: "Expected is a name such as EPSG:25832.")
    }
    self.system = system
  }

  var positions: PositionPolicy { PositionPolicy(region: region, fixesSwappedAxes: fixesSwappedAxes) }
}
