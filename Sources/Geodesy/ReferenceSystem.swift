/// A coordinate reference system of the EPSG register, with the order in which a document writes its two numbers.
///
/// The order follows from the *spelling* of the name, not from the code alone: `EPSG:4326` has always meant longitude
/// first in files, while `urn:ogc:def:crs:EPSG::4326` means the register's own order, latitude first.
public struct ReferenceSystem: Hashable, Sendable {
  /// Which of two numbers comes first.
  public enum AxisOrder: Hashable, Sendable {
    /// Easting (longitude), then northing (latitude).
    case eastFirst
    /// Northing (latitude), then easting (longitude).
    case northFirst
  }

  /// The EPSG code; CRS84 is 4326 with longitude first.
  public let code: Int
  /// The order of the two numbers.
  public let axisOrder: AxisOrder

  /// Longitude and latitude on WGS84, as GeoJSON and KML write them.
  public static let crs84 = ReferenceSystem(code: 4326, axisOrder: .eastFirst)
  /// Latitude and longitude on WGS84, as people write them.
  public static let latitudeLongitude = ReferenceSystem(code: 4326, axisOrder: .northFirst)
  /// The EPSG codes that can be read, in ascending order.
  public static let supportedCodes: [Int] = ReferenceSystemDefinition.all.keys.sorted()

  init(code: Int, axisOrder: AxisOrder) {
    self.code = code
    self.axisOrder = axisOrder
  }

  /// Makes a system from its code and an order that is stated apart, whatever a name would imply.
  ///
  /// - Returns: `nil` for a code that is not supported.
  public init?(code: Int, order: AxisOrder) {
    guard ReferenceSystemDefinition.all[code] != nil else { return nil }
    self.init(code: code, axisOrder: order)
  }

  /// The same system with the other order.
  public var exchanged: ReferenceSystem {
    ReferenceSystem(code: code, axisOrder: axisOrder == .eastFirst ? .northFirst : .eastFirst)
  }

  /// Whether coordinates are degrees.
  public var isGeographic: Bool { ReferenceSystemDefinition.all[code]?.pipeline == nil }
}

extension ReferenceSystem {
  /// Reads a name as documents spell it, for example in `srsName`.
  ///
  /// | spelling | order |
  /// |---|---|
  /// | `EPSG:28992`, `28992`, `http://www.opengis.net/gml/srs/epsg.xml#28992`, a well-known title such as `RD New` | east first |
  /// | `urn:ogc:def:crs:EPSG::28992` (`urn:x-ogc:…`, with version), `http://www.opengis.net/def/crs/EPSG/0/28992` | the register's |
  /// | `CRS:84`, `OGC:CRS84`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84` | longitude first |
  ///
  /// Letters may be of either case, and white space around the name does not count.
  ///
  /// - Returns: `nil` for a system that is not supported, or a name that is none.
  public init?(name: String) {
    let name = name.lowercased().trimmingSpace()
    if ReferenceSystem.longitudeLatitudeNames.contains(name) {
      self = .crs84
    } else if let code = ReferenceSystem.code(name, after: ReferenceSystem.officialPrefixes, separators: ":/") {
      self.init(official: code)
    } else if let code = ReferenceSystem.code(name, after: ReferenceSystem.shortPrefixes, separators: "") {
      self.init(code: code, order: .eastFirst)
    } else if let code = ReferenceSystem.titles[String(name.filter { $0.isLetter || $0.isNumber })] {
      self.init(code: code, order: .eastFirst)
    } else if let system = ReferenceSystem.crs84URI(name) {
      self = system
    } else {
      return nil
    }
  }

  private init?(official code: Int) {
    let code = ReferenceSystem.aliases[code] ?? code
    guard let definition = ReferenceSystemDefinition.all[code] else { return nil }
    self.init(code: code, axisOrder: definition.officialOrder)
  }

  private static let longitudeLatitudeNames: Set<String> = ["crs84", "crs:84", "ogc:84", "ogc:crs84"]

  /// Followed by a version, which may be empty, a separator and the code.
  private static let officialPrefixes = [
    "urn:ogc:def:crs:epsg:", "urn:x-ogc:def:crs:epsg:", "urn:opengis:def:crs:epsg:", "urn:opengis:crs:epsg:",
    "http://www.opengis.net/def/crs/epsg/", "https://www.opengis.net/def/crs/epsg/",
    "http://opengis.net/def/crs/epsg/", "https://opengis.net/def/crs/epsg/",
  ]

  private static let shortPrefixes = [
    "epsg:", "epsg::", "http://www.opengis.net/gml/srs/epsg.xml#", "https://www.opengis.net/gml/srs/epsg.xml#", "",
  ]

  private static let crs84Prefixes = [
    "urn:ogc:def:crs:ogc:", "urn:x-ogc:def:crs:ogc:", "http://www.opengis.net/def/crs/ogc/",
    "https://www.opengis.net/def/crs/ogc/", "http://opengis.net/def/crs/ogc/", "https://opengis.net/def/crs/ogc/",
  ]

  /// The letters and digits of titles that mean one system only.
  private static let titles = [
    "wgs84": 4326, "etrs89": 4258, "amersfoortrdnew": 28992, "rdnew": 28992, "bd72belgianlambert72": 31370,
    "belgianlambert72": 31370, "belgelambert72": 31370, "lambert72": 31370, "lambertbelge72": 31370,
    "etrs89belgianlambert2008": 3812, "belgianlambert2008": 3812, "lambert2008": 3812, "etrs89utmzone31n": 25831,
    "etrs89utmzone32n": 25832, "etrs89extendedlaeaeurope": 3035, "etrs89laea": 3035, "laeaeurope": 3035,
    "lurefluxembourgtm": 2169, "luxembourg1930gauss": 2169, "wgs84pseudomercator": 3857,
  ]

  /// Codes that were in use before the register had one.
  private static let aliases = [900913: 3857, 102_100: 3857]

  private static func code(_ name: String, after prefixes: [String], separators: String) -> Int? {
    for prefix in prefixes where name.hasPrefix(prefix) {
      var digits = name.dropFirst(prefix.count)
      if !separators.isEmpty {
        guard let separator = digits.lastIndex(where: { separators.contains($0) }) else { continue }
        let version = digits[..<separator]
        guard version.allSatisfy({ $0.isASCIIDigit || $0 == "." }) else { continue }
        digits = digits[digits.index(after: separator)...]
      }
      guard (1...6).contains(digits.count), digits.allSatisfy(\.isASCIIDigit), let code = Int(digits) else { continue }
      return aliases[code] ?? code
    }
    return nil
  }

  private static func crs84URI(_ name: String) -> ReferenceSystem? {
    for prefix in crs84Prefixes where name.hasPrefix(prefix) {
      let parts = name.dropFirst(prefix.count).split(
        separator: prefix.hasPrefix("urn:") ? ":" : "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, parts.last == "crs84",
        parts.count == 1 || parts[0].allSatisfy({ $0.isASCIIDigit || $0 == "." })
      else { continue }
      return .crs84
    }
    return nil
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
  fileprivate func trimmingSpace() -> String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
