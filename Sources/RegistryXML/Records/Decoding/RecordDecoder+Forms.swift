internal import CLibXML2
internal import DirectoryModel

/// Values that have a form of their own in the native format and are no reason to leave a record out: what has not the
/// form is reported, and put right or left out, so that what is taken can be written again by the schema.
extension RecordDecoder {
  /// Longer codes are cut.
  private static let longestCode = 60

  /// A word of a controlled vocabulary, such as the kind of a station; other words are made to have its form.
  mutating func code(_ name: NativeName, of element: Element) -> String? {
    guard let word = text(name, of: element) else { return nil }
    let code = RecordDecoder.code(word)
    if code != word {
      let outcome = code.isEmpty ? "left out" : "read as '\(code)'"
      fail(
        .valueInvalid,
        "\(name.text) is '\(word.prefix(100))', expected lower-case letters and digits with hyphens between: \(outcome)",
        at: element, severity: .warning)
    }
    return code.isEmpty ? nil : code
  }

  /// A word in the form of a code; empty where nothing of it can be.
  static func code(_ word: String) -> String {
    var code = ValueReader.fitting(word, .code)
    if code.utf8.count > longestCode { code = String(code.prefix(longestCode)) }
    while code.hasSuffix("-") { code.removeLast() }
    return code
  }

  /// The id of another record.
  mutating func reference(_ name: NativeName, of element: Element) -> String? {
    guard let id = text(name, of: element) else { return nil }
    return admitted(id, AttributeForm.id.admits(id), name, AttributeForm.id.expectation, at: element)
  }

  /// A region's code; `nil` where there is none, or none that can be.
  mutating func region(of element: Element) -> RegionCode? {
    guard let code = text(.region, of: element) else { return nil }
    return admitted(
      code, RegionCode.isCode(code), .region, RegionCode.form, at: element
    ).map { RegionCode($0) }
  }

  /// The number of an entry in Wikidata.
  mutating func wikidata(of element: Element) -> String? {
    guard let number = text(.wikidata, of: element) else { return nil }
    return admitted(number, RecordDecoder.isWikidata(number), .wikidata, "a number such as Q1731", at: element)
  }

  static func isWikidata(_ text: String) -> Bool {
    text.hasPrefix("Q") && text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }

  /// An address on the web.
  mutating func url(of element: Element) -> String? {
    guard let url = text(.url, of: element) else { return nil }
    return admitted(url, RecordDecoder.isURL(url), .url, "an address such as https://example.org", at: element)
  }

  /// Whether XML Schema takes a text for `xs:anyURI`: characters that must be escaped do not count.
  static func isURL(_ text: String) -> Bool {
    let escaped = text.utf8.map { byte -> UInt8 in
      byte <= 32 || byte >= 127 || "<>\"{}|\\^`".utf8.contains(byte) ? UInt8(ascii: "_") : byte
    }
    guard let uri = xmlParseURI(String(decoding: escaped, as: UTF8.self)) else { return false }
    xmlFreeURI(uri)
    return true
  }

  private mutating func admitted(
    _ value: String, _ isAdmitted: Bool, _ name: NativeName, _ expectation: String, at element: Element
  ) -> String? {
    if isAdmitted { return value }
    fail(
      .valueInvalid, "\(name.text) is '\(value.prefix(100))', expected \(expectation): left out", at: element,
      severity: .warning)
    return nil
  }
}
