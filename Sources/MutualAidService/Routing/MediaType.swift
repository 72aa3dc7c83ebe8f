/// The forms in which answers can be had.
enum MediaType: String, CaseIterable, Sendable {
  case json = "application/json"
  case geoJSON = "application/geo+json"
  case csv = "text/csv; charset=utf-8"
  case text = "text/plain; charset=utf-8"
  case html = "text/html; charset=utf-8"
  case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  case pdf = "application/pdf"
  case xml = "application/xml"
  case events = "text/event-stream"
  case openAPI = "application/vnd.oai.openapi+json;version=3.1"
  case javaScript = "text/javascript; charset=utf-8"
  case css = "text/css; charset=utf-8"
  case picture = "image/png"
  case prometheus = "text/plain; version=0.0.4; charset=utf-8"

  /// The word of the command line's `--format`; `nil` where there is none.
  var word: String? {
    switch self {
    case .json: "json"
    case .geoJSON: "geojson"
    case .csv: "csv"
    case .text: "text"
    case .html: "html"
    case .xlsx: "xlsx"
    case .pdf: "pdf"
    case .xml: "native"
    case .events, .openAPI, .javaScript, .css, .picture, .prometheus: nil
    }
  }

  /// The type without its parameters.
  var essence: Substring { rawValue.prefix { $0 != ";" } }

  /// The one of several types that a header `Accept` likes best, the first of equals; `nil` where it likes none.
  static func chosen(from types: [MediaType], accept: String?) -> MediaType? {
    guard let accept, !accept.isEmpty else { return types.first }
    let ranges = accept.split(separator: ",").map(Range.init)
    var best: (type: MediaType, quality: Double)?
    for type in types {
      // The most specific range decides.
      let fitting = ranges.filter { $0.fits(type) }.max { $0.weight < $1.weight }
      guard let quality = fitting?.quality, quality > 0, quality > best?.quality ?? 0 else { continue }
      best = (type, quality)
    }
    return best?.type
  }

  /// One entry of the header.
  private struct Range {
    var type: Substring
    var quality = 1.0

    init(_ text: Substring) {
      let parts = text.split(separator: ";").map(Range.trimmed)
      type = parts.first ?? ""
      for part in parts.dropFirst() where part.lowercased().hasPrefix("q=") {
        quality = Double(part.dropFirst(2)) ?? 0
      }
    }

    private static func trimmed(_ text: Substring) -> Substring {
      var rest = text.drop { $0 == " " || $0 == "\t" }
      while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
      return rest
    }

    var weight: Int { type == "*/*" ? 0 : type.hasSuffix("/*") ? 1 : 2 }

    func fits(_ media: MediaType) -> Bool {
      let wanted = type.lowercased()
      if wanted == "*/*" || wanted == "*" { return true }
      if wanted.hasSuffix("/*") { return media.essence.hasPrefix(wanted.dropLast(1)) }
      return media.essence == wanted
    }
  }
}
