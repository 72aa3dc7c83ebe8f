package import DirectoryModel
package import FoundationEssentials
internal import Geodesy

/// How the native format writes people at places.
extension RecordDecoder {
  mutating func population(_ element: Element) -> PopulationContent {
    var content = PopulationContent()
    for child in element.children(.total) {
      let people = integer(.people, of: child, in: 0...10_000_000_000)
      if child.attribute(.people) == nil { fail(.valueMissing, "<total> has no people", at: child) }
      content.totals.append(
        OfficialTotal(
          country: requiredCountry(of: child), region: text(.region, of: child), people: people ?? 0,
          year: integer(.year, of: child, in: 1...9999), source: text(.source, of: child)))
    }
    var seen: Set<String> = []
    for child in element.children(.cell) {
      guard let cell = demandCell(child) else { continue }
      if seen.insert("\(cell.country.storedText) \(cell.code)").inserted {
        content.cells.append(cell)
      } else {
        fail(.duplicateID, "cell '\(cell.code)' is listed twice", at: child)
      }
    }
    return content
  }

  private mutating func demandCell(_ element: Element) -> DemandCell? {
    let place = coordinate(of: element)
    let people = integer(.people, of: element, in: 0...100_000_000)
    if element.attribute(.people) == nil { fail(.valueMissing, "<cell> has no people", at: element) }
    let code = required(.code, of: element)
    guard let place, let people else { return nil }
    return DemandCell(
      code: code, place: place, country: country(of: element), region: text(.region, of: element),
      people: people, year: integer(.year, of: element, in: 1...9999), quality: text(.quality, of: element),
      source: text(.source, of: element))
  }
}

extension ReferenceDocument {
  /// Makes a population document of cells that came in another form.
  ///
  /// - Parameters:
  ///   - id: the document's id.
  ///   - issued: when this version was issued.
  ///   - title: the title.
  ///   - cells: the people.
  /// - Returns: a document in the native format.
  /// - Throws: `MutualAidError` for an id that has not the form of one, and when memory is short.
  package static func population(
    id: String, issued: Date, title: String, cells: [DemandCell]
  ) throws(MutualAidError) -> ReferenceDocument {
    guard AttributeForm.id.admits(id) else {
      throw MutualAidError(
        .headerInvalid, "the document's id is '\(id.prefix(100))'",
        hint: "Expected at most 120 letters, digits and . _ : / + -, the first a letter or digit.")
    }
    let writer = try XMLWriter()
    writer.start(Kind.population.rawValue)
    writer.attribute("xmlns", NativeFormat.namespace)
    writer.attribute("id", id)
    writer.attribute("issued", Timestamp.text(issued))
    writer.start("title")
    writer.text(title)
    writer.end()
    for cell in cells {
      writer.start("cell")
      writer.attribute("code", cell.code)
      writer.attribute("country", cell.country)
      writer.attribute("region", cell.region)
      writer.attribute("lat", NativeWriter.decimal(cell.place.latitude))
      writer.attribute("lon", NativeWriter.decimal(cell.place.longitude))
      writer.attribute("people", "\(cell.people)")
      writer.attribute("year", cell.year.map { "\($0)" })
      writer.attribute("quality", cell.quality)
      writer.attribute("source", cell.source)
      writer.end()
    }
    writer.end()
    return ReferenceDocument(id: id, kind: .population, issued: issued, title: title, xml: try writer.take())
  }
}
