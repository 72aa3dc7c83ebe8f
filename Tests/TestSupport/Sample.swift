/// Small documents in the native format.
public enum Sample {
  /// The native format's namespace.
  public static let namespace = "urn:mutual-aid:1.0"

  /// A registry with a body of organisations, control rooms and stations.
  public static func registry(
    id: String = "test", country: String = "NL", service: String? = "fire", issued: String = "2026-01-01T00:00:00Z",
    _ body: String = ""
  ) -> String {
    let service = service.map { " service=\"\($0)\"" } ?? ""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <registry xmlns="\(namespace)" id="\(id)" country="\(country)"\(service) issued="\(issued)">
        <title>Test</title>
        <publisher>Nobody</publisher>
        <source id="s1" title="Made up" licence="CC0-1.0"/>
      \(body)
      </registry>

      """
  }

  /// A station on one line with a body of units.
  public static func station(
    id: String = "st1", at position: (latitude: Double, longitude: Double) = (50.85, 5.69), attributes: String = "",
    _ units: String = ""
  ) -> String {
    "<station id=\"\(id)\" \(attributes)><name>\(id)</name>"
      + "<position lat=\"\(position.latitude)\" lon=\"\(position.longitude)\" quality=\"building\"/>\(units)</station>"
  }

  /// Stations of one unit each, `prefix-1` to `prefix-count`, with the units `prefix-1-u` and so on.
  public static func stations(_ count: Int, prefix: String = "st", attributes: String = "") -> String {
    (1...max(1, count)).prefix(count).map { number in
      station(
        id: "\(prefix)-\(number)", at: (50.5 + Double(number) / 100, 5.7), attributes: attributes,
        "<unit id=\"\(prefix)-\(number)-u\" type=\"TS\"/>")
    }.joined(separator: "\n")
  }

  /// A boundaries document of areas, each given by its country, its rings (latitude and longitude in turn) and accuracy.
  public static func boundaries(
    id: String = "borders", issued: String = "2026-01-01T00:00:00Z", accuracy: Double = 50,
    _ areas: [(level: String, code: String, country: String, rings: [String])]
  ) -> String {
    let areas = areas.map { area in
      """
        <area level="\(area.level)" code="\(area.code)" country="\(area.country)" accuracy-m="\(accuracy)">
          <name>\(area.code)</name>
          <polygon>\(area.rings.map { "<ring>\($0)</ring>" }.joined())</polygon>
        </area>

      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <boundaries xmlns="\(namespace)" id="\(id)" issued="\(issued)">
        <title>Test</title>
        <source id="s1" title="Made up" licence="CC0-1.0"/>
      \(areas.joined())</boundaries>

      """
  }

  /// A vocabulary document.
  public static func vocabulary(
    id: String = "words", issued: String = "2026-01-01T00:00:00Z", _ body: String = ""
  ) -> String { document("vocabulary", id: id, issued: issued, body) }

  /// A document of agreements.
  public static func agreements(
    id: String = "treaties", issued: String = "2026-01-01T00:00:00Z", _ body: String = ""
  ) -> String { document("agreements", id: id, issued: issued, body) }

  /// A document of barriers and crossings.
  public static func barriers(
    id: String = "water", issued: String = "2026-01-01T00:00:00Z", authority: String? = nil, _ body: String = ""
  ) -> String {
    let root = authority.map { "barriers authority=\"\($0)\"" } ?? "barriers"
    return document("barriers", id: id, issued: issued, body).replacing("<barriers ", with: "<\(root) ")
  }

  /// A barrier with its line, latitude and longitude in turn.
  public static func barrier(
    _ id: String, kind: String = "river", accuracy: String = "50", line: String, attributes: String = ""
  ) -> String {
    "<barrier id=\"\(id)\" kind=\"\(kind)\" accuracy-m=\"\(accuracy)\" \(attributes)><name>\(id)</name>"
      + "<line>\(line)</line></barrier>"
  }

  /// A crossing of a barrier.
  public static func crossing(
    _ id: String, over barrier: String, kind: String = "bridge", at position: (latitude: Double, longitude: Double),
    road: String = "yes", attributes: String = ""
  ) -> String {
    "<crossing id=\"\(id)\" barrier=\"\(barrier)\" kind=\"\(kind)\" lat=\"\(position.latitude)\" "
      + "lon=\"\(position.longitude)\" road=\"\(road)\" confidence=\"high\" \(attributes)><name>\(id)</name></crossing>"
  }

  private static func document(_ root: String, id: String, issued: String, _ body: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <\(root) xmlns="\(namespace)" id="\(id)" issued="\(issued)">
      <title>Test</title>
    \(body)
    </\(root)>

    """
  }
}
