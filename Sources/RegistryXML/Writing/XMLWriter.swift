internal import CLibXML2
internal import DirectoryModel

/// libxml2's text writer into memory, handed on in pieces.
///
/// Safety: the writer and its buffer are owned here and freed once, in `deinit`, the writer first because it writes into
/// the buffer. Every pointer that libxml2 gives out is copied before the next call.
final class XMLWriter {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr
  private var hasFailed = false

  /// Makes a writer.
  ///
  /// - Throws: `MutualAidError` when memory is short.
  init() throws(MutualAidError) {
    mutual_aid_xml_print_nothing()
    guard let buffer = xmlBufferCreate() else { throw XMLWriter.lackOfMemory }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      throw XMLWriter.lackOfMemory
    }
    self.buffer = buffer
    self.writer = writer
    note(xmlTextWriterSetIndent(writer, 1))
    note(xmlTextWriterSetIndentString(writer, "  "))
  }

  private static var lackOfMemory: MutualAidError {
    MutualAidError(
      .outputFailed, "not enough memory to write XML", hint: "Try again when other programs have ended.")
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  func startDocument() { note(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil)) }
  func start(_ name: String) { note(xmlTextWriterStartElement(writer, name)) }
  func attribute(_ name: String, _ value: String?) {
    if let value { note(xmlTextWriterWriteAttribute(writer, name, XMLWriter.writable(value))) }
  }
  func attribute(_ name: String, _ id: (some DirectoryIdentifier)?) { attribute(name, id?.rawValue) }
  func text(_ text: String) { note(xmlTextWriterWriteString(writer, XMLWriter.writable(text))) }
  func end() { note(xmlTextWriterEndElement(writer)) }
  func raw(_ xml: String) { note(xmlTextWriterWriteRaw(writer, xml)) }
  func endDocument() { note(xmlTextWriterEndDocument(writer)) }

  /// Remembers a failure, which `take` tells: what was written since the last call may lack a part.
  private func note(_ code: Int32) { if code < 0 { hasFailed = true } }

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
  ///
  /// - Throws: `MutualAidError` when memory was short: what has been taken before is then a part of the document alone.
  func take() throws(MutualAidError) -> String {
    note(xmlTextWriterFlush(writer))
    defer { xmlBufferEmpty(buffer) }
    guard !hasFailed, let text = xmlBufferContent(buffer) else { throw XMLWriter.lackOfMemory }
    return String(cString: text)
  }
}
