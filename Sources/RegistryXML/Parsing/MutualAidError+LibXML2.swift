internal import CLibXML2
internal import DirectoryModel

extension MutualAidError {
  /// How far the parser had come when it gave up.
  struct ParserPlace {
    /// The line.
    var line: Int
    /// Whether a root element had begun.
    var hasRoot: Bool
    /// How many elements were open.
    var depth: Int
    /// Whether all bytes had been given to it.
    var isAtEnd: Bool
    /// Whether bytes were left that it could not turn into characters.
    var hasUndecodedBytes: Bool
  }

  /// Says in our words what libxml2 objects to.
  ///
  /// - Parameters:
  ///   - code: what `xmlParseChunk` returned. Where a conversion between encodings fails, this alone says so.
  ///   - error: the parser context's last error.
  ///   - state: where the parser is, for errors without a line.
  /// - Returns: an error with a code for documents and, where known, the line.
  static func refused(by code: Int32, _ error: xmlError, at state: ParserPlace) -> MutualAidError {
    let line = error.line > 0 ? Int(error.line) : state.line
    if [code, error.code].contains(Int32(XML_ERR_NO_MEMORY.rawValue)) {
      return MutualAidError(
        .unreadable, "not enough memory to read the document", line: line,
        hint: "Try again when other programs have ended.")
    }
    let message = firstLine(error)
    let isEncodingError =
      isEncodingError(code) || isEncodingError(error.code) || isNoCharacter(error) || state.hasUndecodedBytes
      || message.hasPrefix("Input is not proper UTF-8")
    if isEncodingError {
      return MutualAidError(
        .encodingError, encodingMessage(message), line: line,
        hint: "Save the document as UTF-8, or declare the encoding that it really has: <?xml … encoding=\"…\"?>.")
    }
    if message.contains("Huge input lookup") || message.contains("too long") {
      return MutualAidError(
        .limitExceeded, "a text, attribute or name that is too long", line: line, hint: "Check how the file was made.")
    }
    if error.code == Int32(XML_ERR_DOCUMENT_EMPTY.rawValue) {
      return MutualAidError(
        .notWellFormed, "this is not XML: it does not begin with <", line: line,
        hint: "Check that it is the right file.")
    }
    // libxml2 has one code and text for a document that ends too early and for one that goes on behind its end.
    if error.code == Int32(XML_ERR_DOCUMENT_END.rawValue) { return wrongEnd(state, line: line) }
    return MutualAidError(
      .notWellFormed, "the XML is not well-formed: \(message)", line: line,
      hint: state.isAtEnd ? "The file seems cut off: fetch it again." : "Check the line with xmllint --noout.")
  }

  private static func wrongEnd(_ state: ParserPlace, line: Int) -> MutualAidError {
    if state.depth > 0 {
      return MutualAidError(
        .notWellFormed, "the XML ends within an element", line: line, hint: "The file seems cut off: fetch it again.")
    }
    if state.hasRoot {
      return MutualAidError(
        .notWellFormed, "the XML goes on behind its root element", line: line,
        hint: "A document has one root element and nothing behind it.")
    }
    return MutualAidError(
      .notWellFormed, "the document has no element", line: line, hint: "Check how the file was made, or fetch it again."
    )
  }

  private static func isEncodingError(_ code: Int32) -> Bool {
    [
      XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_INVALID_ENCODING, XML_IO_ENCODER,
      XML_I18N_NO_NAME,
      XML_I18N_NO_HANDLER, XML_I18N_EXCESS_HANDLER, XML_I18N_CONV_FAILED, XML_I18N_NO_OUTPUT,
    ].contains { Int32($0.rawValue) == code }
  }

  /// Half a surrogate pair and what lies beyond Unicode come as characters that XML does not allow.
  private static func isNoCharacter(_ error: xmlError) -> Bool {
    error.code == Int32(XML_ERR_INVALID_CHAR.rawValue) && !firstLine(error).hasPrefix("xmlParseCharRef")
      && ((0xD800...0xDFFF).contains(error.int1) || error.int1 > 0x10FFFF)
  }

  private static func encodingMessage(_ message: String) -> TranslatableText {
    if message.hasPrefix("Unsupported encoding") {
      return "the encoding '\(message.dropFirst("Unsupported encoding".count).trimmingSpaces())' is not known"
    }
    if message.hasPrefix("Document labelled") {
      return "the encoding declared is not the one used: \(message.replacing("Document labelled", with: "labelled"))"
    }
    return "bytes that are no characters in the document's encoding"
  }

  /// The first line of a message, which may quote a stranger's names of any length.
  private static func firstLine(_ error: xmlError) -> String {
    let text = error.message.map { String(cString: $0) } ?? ""
    let line = text.split(separator: "\n").first ?? "unknown error"
    return line.count > 200 ? line.prefix(200) + "…" : String(line)
  }
}

extension Problem {
  /// A prefix that nothing declares.
  static func undeclaredPrefix(_ prefix: String, line: Int) -> Problem {
    Problem(
      line: line, severity: .warning, code: .prefixUndeclared,
      message: "the prefix '\(prefix)' is not declared (xmlns:\(prefix)=\"…\"): such names are read as if they had none"
    )
  }
}

extension Substring {
  fileprivate func trimmingSpaces() -> Substring { drop { $0 == " " } }
}
