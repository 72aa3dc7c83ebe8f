package import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

extension StoreChange {
  /// The document as it stands; `nil` when it is new.
  package func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument? {
    try database.query("SELECT * FROM document WHERE kind = ? AND id = ?")
      .first([kind.rawValue, id]) { try ReferenceDocument(kind: kind, row: $0) }
  }

  /// What of a document is kept in rows beside its text, to be found by place.
  package struct Placed: Sendable {
    /// The areas of a boundaries document.
    package var areas: [Area]
    /// The cells of a population document.
    package var cells: [DemandCell]
    /// The official totals of a population document.
    package var totals: [OfficialTotal]
    /// The points of a document of places.
    package var places: [ReferencePlace]
    /// The types of vehicles of a vocabulary.
    package var types: [Vocabulary.TypeDefinition]
    /// The barriers and crossings of a document of barriers.
    package var water: WaterBarriers
    /// The rank of who publishes the barriers and crossings.
    package var authority: Registry.Authority

    /// Makes rows to be.
    package init(
      areas: [Area] = [], cells: [DemandCell] = [], totals: [OfficialTotal] = [], places: [ReferencePlace] = [],
      types: [Vocabulary.TypeDefinition] = [], water: WaterBarriers = WaterBarriers(),
      authority: Registry.Authority = .derived
    ) {
      self.areas = areas
      self.cells = cells
      self.totals = totals
      self.places = places
      self.types = types
      self.water = water
      self.authority = authority
    }
  }

  /// Takes a reference document.
  package func put(_ document: ReferenceDocument, placed: Placed = Placed(), file: String? = nil) throws
    -> RecordOutcome
  {
    let old = try self.document(document.kind, id: document.id)
    guard old != document else { return .unchanged }
    let number = try importNumber(
      of: Subject(kind: document.kind.rawValue, id: document.id), issued: document.issued, file: file, profile: nil)
    try replace(document, since: number)
    try place(placed, of: document)
    return old == nil ? .added : .changed
  }

  func place(_ placed: Placed, of document: ReferenceDocument) throws {
    switch document.kind {
    case .boundaries: try replaceAreas(of: document.id, with: placed.areas)
    case .places: try replacePlaces(of: document.id, with: placed.places)
    case .barriers: try replaceBarriers(of: document.id, with: placed.water, rank: placed.authority.rank)
    case .population: try replacePeople(of: document.id, with: placed)
    case .vocabulary:
      try replaceTypes(of: document.id, with: placed.types)
      // What flies may now be known to fly.
      _ = try UnitPrecedence(database: database).settle()
    default: break
    }
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

  /// Puts new types of vehicles in the place of a document's old ones.
  private func replaceTypes(of document: String, with types: [Vocabulary.TypeDefinition]) throws {
    try database.execute(sql: "DELETE FROM vehicle_type WHERE document = ?", arguments: [document])
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO vehicle_type (document, country, code, service, mobility, spellings, families)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for type in types {
      try insert.execute(arguments: [
        document, type.country.rawValue, type.code, type.service.rawValue, type.mobility.rawValue,
        ColumnJSON.text(type.aliases), ColumnJSON.text(type.families.map(\.text)),
      ])
    }
  }

  /// Puts new points in the place of a document's old ones.
  private func replacePlaces(of document: String, with places: [ReferencePlace]) throws {
    try database.execute(sql: "DELETE FROM reference_place WHERE document = ?", arguments: [document])
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO reference_place (document, country, kind, name, latitude, longitude, reach)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for place in places {
      try insert.execute(arguments: [
        document, place.country.rawValue, place.kind.rawValue, place.name, place.coordinate.latitude,
        place.coordinate.longitude, place.reach,
      ])
    }
  }

  /// Puts new cells and totals in the place of a document's old ones.
  func replacePeople(of document: String, with placed: Placed) throws {
    try database.execute(sql: "DELETE FROM official_total WHERE document = ?", arguments: [document])
    for total in placed.totals {
      try database.execute(
        sql: "INSERT INTO official_total (document, country, region, people, year, source) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          document, total.country.rawValue, total.region?.rawValue, total.people, total.year, total.source,
        ])
    }
    try database.execute(sql: "DELETE FROM demand_cell WHERE document = ?", arguments: [document])
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO demand_cell (document, code, country, region, latitude, longitude, place, people, year, quality, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for cell in placed.cells {
      try insert.execute(arguments: [
        document, cell.code, cell.country.storedText, cell.region?.rawValue, cell.place.latitude, cell.place.longitude,
        CellCode.code(of: cell.place), cell.people, cell.year, cell.quality, cell.source,
      ])
    }
  }
}
