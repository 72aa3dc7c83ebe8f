internal import DirectoryModel
internal import Geodesy
internal import TextFormats

/// People read from a GeoJSON feature collection (RFC 7946).
///
/// Properties are named like the columns of a table. A feature has its place as the code of a census grid cell, as a point,
/// or as a polygon, of which the middle of the first ring's corners is taken.
enum PopulationFeatures {
  /// Whether a text begins as a feature collection does.
  static func recognises(_ beginning: String) -> Bool {
    beginning.first { !$0.isWhitespace } == "{" && beginning.contains("\"FeatureCollection\"")
  }

  /// Reads a collection; problems name the feature's number as their line.
  static func read(_ bytes: [UInt8], into collector: inout CellCollector) {
    let features: [Feature]
    do {
      features = try FeatureCollection.features(of: bytes[...])
    } catch {
      collector.fail(1, .valueInvalid, error.message)
      return
    }
    for (index, feature) in features.enumerated() {
      let names = feature.properties.keys.sorted()
      let fields = PopulationColumns.positions(in: names)
      guard fields[.population] != nil else {
        collector.fail(index + 1, .valueMissing, "feature \(index + 1) has no population among its properties")
        continue
      }
      guard fields[.grid] != nil || feature.middle != nil else {
        collector.fail(index + 1, .positionMissing, "feature \(index + 1) is neither a point nor a polygon on Earth")
        continue
      }
      collector.take(line: index + 1, place: feature.middle) { field in
        fields[field].flatMap { feature.properties[names[$0]] }.flatMap { $0.isEmpty ? nil : $0 }
      }
    }
  }
}

/// What is kept of a feature.
private struct Feature {
  /// Properties that are texts or numbers.
  var properties: [String: String] = [:]
  /// Where it stands; `nil` where it is no place, or of a kind that has none.
  var middle: Coordinate?
}

/// Reads the features one after the other, without a tree of the whole text.
private struct FeatureCollection {
  enum Failure: Error {
    case noJSON, noCollection

    var message: String {
      switch self {
      case .noJSON: "the text is not JSON"
      case .noCollection: "the text is JSON, but no GeoJSON feature collection (RFC 7946)"
      }
    }
  }

  private var reader: JSONReader
  /// Whether something stands where GeoJSON has something else; the text is read to its end all the same, so that what is
  /// no JSON at all is reported as that.
  private var isOtherJSON = false

  static func features(of bytes: ArraySlice<UInt8>) throws(Failure) -> [Feature] {
    var collection = FeatureCollection(reader: JSONReader(bytes))
    var features: [Feature]?
    do {
      features = try collection.features()
      try collection.reader.end()
    } catch {
      throw .noJSON
    }
    guard let features, !collection.isOtherJSON else { throw .noCollection }
    return features
  }

  private init(reader: JSONReader) { self.reader = reader }

  private mutating func features() throws(JSONDefect) -> [Feature]? {
    guard try enterObject() else { return nil }
    var features: [Feature]?
    while let key = try reader.nextKey() {
      guard key == "features" else {
        try reader.skipValue()
        continue
      }
      var found: [Feature] = []
      guard try enterArray() else { continue }
      while try reader.hasElement() { found.append(try feature()) }
      features = found
    }
    return features
  }

  private mutating func feature() throws(JSONDefect) -> Feature {
    var feature = Feature()
    guard try enterObject() else { return feature }
    while let key = try reader.nextKey() {
      switch key {
      case "properties":
        if try skipNull() { continue }
        guard try enterObject() else { continue }
        while let name = try reader.nextKey() { feature.properties[name] = try scalar() }
      case "geometry": if try !skipNull() { feature.middle = try middle() }
      default: try reader.skipValue()
      }
    }
    return feature
  }

  /// A text or a number, whole ones without a point; `nil` for anything else.
  private mutating func scalar() throws(JSONDefect) -> String? {
    switch reader.kind() {
    case .string: return try reader.string()
    case .number:
      let (value, text) = try reader.number()
      return Int(text) == nil ? Int(exactly: value).map(String.init) ?? String(value) : text
    default:
      try reader.skipValue()
      return nil
    }
  }

  private mutating func middle() throws(JSONDefect) -> Coordinate? {
    guard try enterObject() else { return nil }
    var type: String?
    // The type may stand behind the coordinates: the text is passed over twice.
    var coordinates: JSONReader?
    while let key = try reader.nextKey() {
      if key == "coordinates" { coordinates = reader }
      if key == "type", reader.kind() == .string { type = try reader.string() } else { try reader.skipValue() }
    }
    guard let type else {
      isOtherJSON = true
      return nil
    }
    let depth = ["Point": 0, "Polygon": 2, "MultiPolygon": 3][type]
    guard let depth else { return nil }
    guard var coordinates else {
      isOtherJSON = true
      return nil
    }
    var corners: [[Double]] = []
    guard try FeatureCollection.read(&coordinates, depth: depth, isFirst: true, into: &corners) else {
      isOtherJSON = true
      return nil
    }
    let places = corners.filter { $0.count >= 2 }
    guard let west = places.map({ $0[0] }).min(), let east = places.map({ $0[0] }).max(),
      let south = places.map({ $0[1] }).min(), let north = places.map({ $0[1] }).max()
    else { return nil }
    return Coordinate.valid(latitude: (south + north) / 2, longitude: (west + east) / 2)
  }

  /// Reads arrays of arrays of positions, and keeps the positions of the first ring.
  ///
  /// - Returns: false where something else than arrays of numbers stands.
  private static func read(
    _ reader: inout JSONReader, depth: Int, isFirst: Bool, into corners: inout [[Double]]
  ) throws(JSONDefect) -> Bool {
    guard reader.kind() == .array else { return false }
    try reader.beginArray()
    if depth == 0 {
      var position: [Double] = []
      while try reader.hasElement() {
        guard reader.kind() == .number else { return false }
        position.append(try reader.number().value)
      }
      if isFirst { corners.append(position) }
      return true
    }
    var isFirst = isFirst
    while try reader.hasElement() {
      guard try read(&reader, depth: depth - 1, isFirst: isFirst, into: &corners) else { return false }
      // Of rings and of polygons the first counts, of a ring's positions all.
      if depth > 1 { isFirst = false }
    }
    return true
  }

  /// Enters an object; where another value stands, it is passed over.
  private mutating func enterObject() throws(JSONDefect) -> Bool {
    guard reader.kind() != .object else {
      try reader.beginObject()
      return true
    }
    isOtherJSON = true
    try reader.skipValue()
    return false
  }

  private mutating func enterArray() throws(JSONDefect) -> Bool {
    guard reader.kind() != .array else {
      try reader.beginArray()
      return true
    }
    isOtherJSON = true
    try reader.skipValue()
    return false
  }

  private mutating func skipNull() throws(JSONDefect) -> Bool {
    guard reader.kind() == .null else { return false }
    try reader.null()
    return true
  }
}
