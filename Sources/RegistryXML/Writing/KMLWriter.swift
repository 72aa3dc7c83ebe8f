internal import DirectoryModel
package import Geodesy

/// Writes points as KML 2.2 (OGC 07-147r2), for map programs.
package final class KMLWriter {
  private let writer: XMLWriter
  private let sink: (String) throws -> Void

  /// Makes a writer and begins the document.
  ///
  /// - Parameters:
  ///   - name: what map programs show for the whole.
  ///   - sink: given the text in pieces; what it throws comes out of the methods.
  /// - Throws: `MutualAidError` when memory is short; what `sink` throws.
  package init(name: String, sink: @escaping (String) throws -> Void) throws {
    writer = try XMLWriter()
    self.sink = sink
    writer.startDocument()
    writer.start("kml")
    writer.attribute("xmlns", "http://www.opengis.net/kml/2.2")
    writer.start("Document")
    element("name", name)
    try sink(writer.take())
  }

  /// Writes one point with its data; empty values are left out.
  package func placemark(name: String, data: [(name: String, value: String)], at place: Coordinate) throws {
    writer.start("Placemark")
    element("name", name)
    writer.start("ExtendedData")
    for entry in data where !entry.value.isEmpty {
      writer.start("Data")
      writer.attribute("name", entry.name)
      element("value", entry.value)
      writer.end()
    }
    writer.end()
    writer.start("Point")
    element("coordinates", "\(place.longitude),\(place.latitude)")
    writer.end()
    writer.end()
    try sink(writer.take())
  }

  /// Ends the document.
  package func end() throws {
    writer.end()
    writer.end()
    writer.endDocument()
    try sink(writer.take())
  }

  private func element(_ name: String, _ text: String) {
    writer.start(name)
    writer.text(text)
    writer.end()
  }
}
