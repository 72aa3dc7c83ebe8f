/// Comma-separated values after RFC 4180: fields with commas, quotes or line breaks in quotes, lines ended by CR LF.
package enum CSV {
  /// One line.
  package static func line(_ fields: [String]) -> String {
    fields.map { field in
      field.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",") + "\r\n"
  }
}
