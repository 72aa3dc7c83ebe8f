public import DirectoryModel
public import FoundationEssentials
package import Geodesy

/// Which dialect a document is read as.
public enum ProfileChoice: Hashable, Sendable {
  /// The one that its first elements tell.
  case auto
  /// A built-in one.
  case named(String)
  /// One from a file.
  case file(String)
}

/// What the caller knows better than the document.
public struct ReadingOptions: Hashable, Sendable {
  /// The dialect.
  public var profile = ProfileChoice.auto
  /// The registry's id, in place of what document or profile say.
  ///
  /// Native documents always carry their own.
  public var registry: String?
  /// The country, in place of what document or profile say of the registry, for records that do not say themselves.
  public var country: String?
  /// The service, in place of what document or profile say of the registry, for records that do not say themselves.
  public var service: Service?
  /// The time of issue, where the document does not say.
  public var issued: Date?
  /// Whether positions with latitude and longitude exchanged are put right.
  public var fixesSwappedAxes = false
  /// Where positions are expected; exchanged axes are found by it.
  ///
  /// `nil` is the whole world.
  package var region: BoundingBox?

  /// The document's own word, and positions expected in Benelux and North Rhine-Westphalia.
  public init() { region = PositionPolicy.region }

  var positions: PositionPolicy { PositionPolicy(region: region, fixesSwappedAxes: fixesSwappedAxes) }
}
