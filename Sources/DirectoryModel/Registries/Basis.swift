/// How a fact is known.
///
/// What is assumed is shown as assumed wherever it is used.
public enum Basis: String, CaseIterable, Codable, Hashable, Sendable {
  /// Stated by the source named.
  case published
  /// Computed from published facts by a stated rule.
  case derived
  /// A plausible value that no source publishes.
  case assumed
}

/// How far a legal fact has been checked.
public enum Verification: String, CaseIterable, Codable, Hashable, Sendable {
  /// Read in the primary source cited.
  case verified
  /// Taken from a secondary source.
  case secondary
  /// A hypothesis, to be checked before anyone relies on it.
  case unverified
}

/// Where facts come from.
package struct Source: Codable, Hashable, Sendable {
  /// By which records name this source.
  package var id: String
  /// What it is.
  package var title: String
  /// Where it can be read.
  package var url: String?
  /// The licence or legal ground of reuse.
  package var licence: String
  /// The year, month or day that the facts describe.
  package var date: String?

  /// Makes a source from its parts.
  package init(id: String, title: String, url: String? = nil, licence: String, date: String? = nil) {
    self.id = id
    self.title = title
    self.url = url
    self.licence = licence
    self.date = date
  }
}
