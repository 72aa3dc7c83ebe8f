internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import HTTPTypes
internal import HummingbirdCore
internal import MutualAid
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// The directory for geographic programs: OGC API – Features, Part 1 (Core and GeoJSON).
enum FeatureRoutes {
  private typealias Kind = FeatureCollections.Kind

  private static let root = "/features"
  private static let collection = Option(
    "collection", "The collection.",
    schema: ["type": "string", "enum": .array(Kind.allCases.map { .string($0.rawValue) })], in: .path
  ) { name in
    guard let kind = Kind(rawValue: name) else {
      throw Problem(
        .notFound, "unknown-collection", "there is no collection '\(name)'",
        hint: "Known are \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return kind
  }
  private static let feature = Option("feature", "The feature's id.", in: .path) { $0 }
  private static let limit = Option(
    "limit", "How many features a page has at most.",
    schema: ["type": "integer", "minimum": .integer(1), "maximum": .integer(10_000), "default": .integer(100)]
  ) { text in
    guard let number = Int(text), number > 0 else { throw OptionDefect("expected 1 to 10000") }
    // As the standard has it, who asks for more gets the most there is.
    return min(number, 10_000)
  }
  private static let offset = Option(
    "offset", "How many features go before the page; the links of pages have it.",
    schema: ["type": "integer", "minimum": .integer(0)]
  ) { text in
    guard let number = Int(text), number >= 0 else { throw OptionDefect("expected 0 or more") }
    return number
  }
  private static let bbox = Option(
    "bbox", "Only features that touch these degrees: west,south,east,north.", read: BoxText.read)
  private static let datetime = Option(
    "datetime", "A moment or interval (RFC 3339); features have no time of their own, so that all fit."
  ) { $0 }
  private static let form = Option("f", "The form: json.", schema: ["type": "string", "enum": ["json", "geojson"]]) {
    word in
    guard ["json", "geojson"].contains(word.lowercased()) else { throw OptionDefect("expected json") }
    return word
  }

  static let all = [
    page("", "landingPage", "Where the features begin.") { ask in
      let links = FeatureLinks(ask)
      return ask.json([
        "description": "Units, stations, control rooms and areas of the directory.",
        "links": [
          links.link("self", root, type: "application/json"),
          links.link("service-desc", "/openapi.json", type: "application/vnd.oai.openapi+json;version=3.1"),
          links.link("conformance", root + "/conformance", type: "application/json"),
          links.link("data", root + "/collections", type: "application/json"),
        ], "title": "Mutual Aid",
      ])
    },
    page("/conformance", "conformance", "The parts of the standard that are kept.") { ask in
      let parts = ["core", "geojson"]
      return ask.json([
        "conformsTo": .array(parts.map { .string("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/\($0)") })
      ])
    },
    page("/collections", "collections", "The collections.") { ask in
      let links = FeatureLinks(ask)
      let entries = try await ask.work { directory in
        let view = directory.view()
        return try Kind.allCases.map { ($0, try ask.desk.features.entries(of: $0, in: view)) }
      }
      return ask.json([
        "collections": .array(entries.map { json($0.0, $0.1, links) }),
        "links": [links.link("self", root + "/collections", type: "application/json")],
      ])
    },
    page("/collections/{collection}", "collection", "A collection.", [collection.description], problems: [404]) { ask in
      let kind = try ask.required(collection)
      let entries = try await ask.work { try ask.desk.features.entries(of: kind, in: $0.view()) }
      return ask.json(json(kind, entries, FeatureLinks(ask)))
    },
    page(
      "/collections/{collection}/items", "features", "The features of a collection, page by page.",
      [collection.description, limit.description, offset.description, bbox.description, datetime.description],
      form: .geoJSON, problems: [404], answer: items),
    page(
      "/collections/{collection}/items/{feature}", "feature", "A feature.",
      [collection.description, feature.description], form: .geoJSON, problems: [404], answer: item),
  ]

  private static func page(
    _ path: String, _ name: String, _ text: String, _ options: [OptionDescription] = [], form media: MediaType = .json,
    problems: [Int] = [], answer: @escaping @Sendable (Ask) async throws -> Reply
  ) -> Route {
    Route(
      method: .get, path: root + path, name: name, heading: "Features", text: text,
      options: options + [form.description],
      answers: [
        Route.Answer(
          status: 200, text: "The answer.",
          forms: media == .json
            ? [(.json, ["type": "object"])] : [(.geoJSON, ["type": "object"]), (.json, ["type": "object"])])
      ], isVersioned: true, problems: problems, answer: answer)
  }

  private static func json(_ kind: Kind, _ entries: [FeatureCollections.Entry], _ links: FeatureLinks) -> JSONValue {
    let path = "\(root)/collections/\(kind.rawValue)"
    let boxes = entries.compactMap(\.box)
    var members: [String: JSONValue] = [
      "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"], "id": .string(kind.rawValue), "itemType": "feature",
      "links": [
        links.link("self", path, type: "application/json"),
        links.link("items", path + "/items", type: "application/geo+json"),
      ], "title": .string(kind.rawValue),
    ]
    if let first = boxes.first {
      let all = boxes.dropFirst().reduce(first) { $0.union($1) }
      members["extent"] = [
        "spatial": [
          "bbox": [.array([.number(all.west), .number(all.south), .number(all.east), .number(all.north)])],
          "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        ]
      ]
    }
    return .object(members)
  }

  private static func items(_ ask: Ask) async throws -> Reply {
    let kind = try ask.required(collection)
    let (limit, offset) = (try ask.value(limit) ?? 100, try ask.value(offset) ?? 0)
    let box = try ask.value(bbox)
    let links = FeatureLinks(ask)
    let bytes = try await ask.work { directory in
      let view = directory.view()
      var entries = try ask.desk.features.entries(of: kind, in: view)
      if let box { entries = entries.filter { $0.box.map(box.intersects) ?? false } }
      let shown = entries.dropFirst(offset).prefix(limit)
      var bytes = Array("{\"features\":[".utf8)
      var count = 0
      for entry in shown {
        var writer = JSONWriter(isPretty: false, capacity: 1 << 10)
        guard
          try ask.desk.features.write(
            entry.id, of: kind, at: ask.arrival, in: view, language: ask.language, to: &writer)
        else { continue }
        if count > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += writer.bytes
        count += 1
      }
      var found = [
        links.link("self", ask.request.uri.string, type: "application/geo+json"),
        links.link("collection", "\(root)/collections/\(kind.rawValue)", type: "application/json"),
      ]
      if offset + shown.count < entries.count {
        let path = "\(root)/collections/\(kind.rawValue)/items?\(query(ask, offset + shown.count))"
        found.append(links.link("next", path, type: "application/geo+json"))
      }
      let rest: [(String, JSONValue)] = [
        ("links", .array(found)), ("numberMatched", .integer(entries.count)), ("numberReturned", .integer(count)),
        ("timeStamp", .string(Timestamp.text(ask.arrival))), ("type", "FeatureCollection"),
      ]
      bytes.append(UInt8(ascii: "]"))
      for (name, value) in rest { bytes += Array(",\"\(name)\":\(value.text(isPretty: false))".utf8) }
      return bytes + Array("}\n".utf8)
    }
    return Reply(bytes: bytes, type: MediaType.geoJSON.rawValue)
  }

  private static func query(_ ask: Ask, _ offset: Int) -> String {
    let kept = (ask.request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("offset=") }
    return (kept.map(String.init) + ["offset=\(offset)"]).joined(separator: "&")
  }

  private static func item(_ ask: Ask) async throws -> Reply {
    let kind = try ask.required(collection)
    let id = try ask.required(feature)
    let links = FeatureLinks(ask)
    let bytes = try await ask.work { directory -> [UInt8]? in
      var writer = JSONWriter(isPretty: false)
      guard
        try ask.desk.features.write(
          id, of: kind, at: ask.arrival, in: directory.view(), language: ask.language, to: &writer)
      else { return nil }
      return writer.bytes
    }
    guard var bytes else {
      throw Problem(.notFound, "unknown-feature", "there is no feature '\(id)' in the collection")
    }
    let path = "\(root)/collections/\(kind.rawValue)"
    let found = JSONValue.array([
      links.link("self", ask.request.uri.string, type: "application/geo+json"),
      links.link("collection", path, type: "application/json"),
    ])
    // The member comes last, behind those of the feature.
    bytes.removeLast()
    bytes += Array(",\"links\":\(found.text(isPretty: false))}\n".utf8)
    return Reply(bytes: bytes, type: MediaType.geoJSON.rawValue)
  }
}
