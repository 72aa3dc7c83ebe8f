public import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension StoreChange {
  /// The document as it stands; `nil` when it is new.
  public func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument? {
    try DirectoryStore.document(kind, id: id, in: database)
  }

  /// Takes a reference document, with its areas where it is a boundaries document.
  public func put(_ document: ReferenceDocument, areas: [Area] = [], file: String? = nil) throws -> Outcome {
    let old = try self.document(document.kind, id: document.id)
    guard old != document else { return .unchanged }
    let number = try importNumber(
      of: Subject(kind: document.kind.rawValue, id: document.id), issued: document.issued, file: file, profile: nil)
    try replace(document, since: number)
    if document.kind == .boundaries { try replaceAreas(of: document.id, with: areas) }
    return old == nil ? .added : .changed
  }

  func replace(_ document: ReferenceDocument, since number: Int64) throws {
    try database.execute(
      sql: "INSERT INTO document_past SELECT *, ? FROM document WHERE kind = ? AND id = ?",
      arguments: [number, document.kind.rawValue, document.id])
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO document (kind, id, issued, title, xml, since) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        document.kind.rawValue, document.id, document.issued.timeIntervalSince1970, document.title, document.xml,
        number,
      ])
  }
}
