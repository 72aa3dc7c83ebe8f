internal import CLibXML2
internal import DirectoryModel

/// libxml2's text writer into memory, handed on in pieces.
///
/// Safety: the writer and its buffer are owned here and freed once, in `deinit`, the writer first because it writes into
/// the buffer. Every pointer that libxml2 gives out is copied before the next call.
final class XMLWriter {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  /// Makes a writer.
  ///
  /// - Returns: `nil` when memory is short.
  init?() {
    guard let buffer = xmlBufferCreate() else { return nil }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      return nil
    }
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterSetIndentString(writer, "  ")
    self.buffer = buffer
    self.writer = writer
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  func startDocument() { xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil) }
  func start(_ name: String) { xmlTextWriterStartElement(writer, name) }
  func attribute(_ name: String, _ value: String?) {
    if let value { xmlTextWriterWriteAttribute(writer, name, XMLWriter.writable(value)) }
  }
  func attribute(_ name: String, _ id: (some DirectoryIdentifier)?) { attribute(name, id?.rawValue) }
  func text(_ text: String) { xmlTextWriterWriteString(writer, XMLWriter.writable(text)) }
  func end() { xmlTextWriterEndElement(writer) }
  func raw(_ xml: String) { xmlTextWriterWriteRaw(writer, xml) }
  func endDocument() { xmlTextWriterEndDocument(writer) }

  /// A text in which U+FFFD stands for what XML cannot hold: reports of availability come from other formats as well.
  private static func writable(_ text: String) -> String {
    // What begins with EF is U+F000 and above.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) else { return text }
    let isForbidden = { (scalar: Unicode.Scalar) in
      scalar.value < 0x20 && ![0x9, 0xA, 0xD].contains(scalar.value) || (0xFFFE...0xFFFF).contains(scalar.value)
    }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(isForbidden(scalar) ? "\u{FFFD}" : scalar) }
    return String(clean)
  }

  /// Everything written since the last call.
  func take() -> String {
    xmlTextWriterFlush(writer)
    defer { xmlBufferEmpty(buffer) }
    return xmlBufferContent(buffer).map { String(cString: $0) } ?? ""
  }
}
