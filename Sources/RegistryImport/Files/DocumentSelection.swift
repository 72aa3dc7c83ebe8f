/// What paths stand for: the documents, in an order in which they can be taken, and what is none.
package struct DocumentSelection: Hashable, Sendable {
  /// Paths of the documents.
  package var documents: [String]
  /// Files of the folders that are no documents.
  package var passedOver: [PassedOverFile] = []
}

/// A file of a folder that is not taken for a document.
public struct PassedOverFile: Hashable, Sendable {
  /// Why it is not.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// Its name ends like that of no document.
    case ending
    /// It stands in a folder `schema`.
    case schema
    /// It is a profile, which says how documents are read.
    case profile
    /// It is a table or GeoJSON without people.
    case noPeople = "no-people"
  }

  /// Its path.
  public var path: String
  /// Why it is not taken.
  public var reason: Reason

  /// Makes a file that is not taken.
  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}
