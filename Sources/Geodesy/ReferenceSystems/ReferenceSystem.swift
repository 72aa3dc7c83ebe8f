/// A coordinate reference system of the EPSG register, with the order in which a document writes its two numbers.
///
/// The order follows from the *spelling* of the name, not from the code alone: `EPSG:4326` has always meant longitude
/// first in files, while `urn:ogc:def:crs:EPSG::4326` means the register's own order, latitude first.
package struct ReferenceSystem: Hashable, Sendable {
  /// Which of two numbers comes first.
  package enum AxisOrder: Hashable, Sendable {
    /// Easting (longitude), then northing (latitude).
    case eastFirst
    /// Northing (latitude), then easting (longitude).
    case northFirst
  }

  /// The EPSG code; CRS84 is 4326 with longitude first.
  package let code: Int
  /// The order of the two numbers.
  package let axisOrder: AxisOrder

  /// Longitude and latitude on WGS84, as GeoJSON and KML write them.
  package static let crs84 = ReferenceSystem(code: 4326, axisOrder: .eastFirst)
  /// Latitude and longitude on WGS84, as people write them.
  package static let latitudeLongitude = ReferenceSystem(code: 4326, axisOrder: .northFirst)
  /// The EPSG codes that can be read, in ascending order.
  package static let supportedCodes: [Int] = ReferenceSystemDefinition.all.keys.sorted()

  init(code: Int, axisOrder: AxisOrder) {
    self.code = code
    self.axisOrder = axisOrder
  }

  /// Makes a system from its code and an order that is stated apart, whatever a name would imply.
  ///
  /// - Returns: `nil` for a code that is not supported.
  package init?(code: Int, order: AxisOrder) {
    guard ReferenceSystemDefinition.all[code] != nil else { return nil }
    self.init(code: code, axisOrder: order)
  }

  /// The same system with the other order.
  package var exchanged: ReferenceSystem {
    ReferenceSystem(code: code, axisOrder: axisOrder == .eastFirst ? .northFirst : .eastFirst)
  }

  /// Whether coordinates are degrees.
  package var isGeographic: Bool { ReferenceSystemDefinition.all[code]?.pipeline == nil }
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
  package init?(name: String) {
    let name = name.lowercased().trimmingSpace()
    if let (authority, code) = ReferenceSystem.registered(name) {
      self.init(authority: authority, code: code)
    } else if ["crs84", "crs:84", "ogc:84", "ogc:crs84"].contains(name) {
      self = .crs84
    } else if let code = ReferenceSystem.shortCode(name) ?? ReferenceSystem.titles[name.filter(\.isLetterOrDigit)] {
      self.init(code: code, order: .eastFirst)
    } else {
      return nil
    }
  }

  private init?(authority: Substring, code: Substring) {
    if authority == "ogc", code == "crs84" {
      self = .crs84
    } else if authority == "epsg", let code = ReferenceSystem.number(code),
      let definition = ReferenceSystemDefinition.all[code]
    {
      self.init(code: code, axisOrder: definition.officialOrder)
    } else {
      return nil
    }
  }

  /// The authority and the code of a URN or URI of the OGC; a version may stand between them.
  private static func registered(_ name: String) -> (authority: Substring, code: Substring)? {
    for (prefix, separator) in registers where name.hasPrefix(prefix) {
      let parts = name.dropFirst(prefix.count).split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 2 || (parts.count == 3 && parts[1].allSatisfy { $0.isASCIIDigit || $0 == "." }) else {
        return nil
      }
      return (parts[0], parts[parts.count - 1])
    }
    return nil
  }

  private static let registers: [(prefix: String, separator: Character)] = [
    ("urn:ogc:def:crs:", ":"), ("urn:x-ogc:def:crs:", ":"), ("urn:opengis:def:crs:", ":"),
    ("http://www.opengis.net/def/crs/", "/"), ("https://www.opengis.net/def/crs/", "/"),
    ("http://opengis.net/def/crs/", "/"), ("https://opengis.net/def/crs/", "/"),
  ]

  private static func shortCode(_ name: String) -> Int? {
    let prefixes = [
      "epsg::", "epsg:", "http://www.opengis.net/gml/srs/epsg.xml#", "https://www.opengis.net/gml/srs/epsg.xml#",
    ]
    return number(prefixes.first(where: name.hasPrefix).map { name.dropFirst($0.count) } ?? name[...])
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...6).contains(digits.count), digits.allSatisfy(\.isASCIIDigit), let code = Int(digits) else { return nil }
    return aliases[code] ?? code
  }

  /// Codes that were in use before the register had one.
  private static let aliases = [900_913: 3857, 102_100: 3857]

  /// The letters and digits of titles that mean one system only.
  private static let titles = [
    "wgs84": 4326, "etrs89": 4258, "amersfoortrdnew": 28992, "rdnew": 28992, "bd72belgianlambert72": 31370,
    "belgianlambert72": 31370, "belgelambert72": 31370, "lambert72": 31370, "lambertbelge72": 31370,
    "etrs89belgianlambert2008": 3812, "belgianlambert2008": 3812, "lambert2008": 3812, "etrs89utmzone31n": 25831,
    "etrs89utmzone32n": 25832, "etrs89extendedlaeaeurope": 3035, "etrs89laea": 3035, "laeaeurope": 3035,
    "lurefluxembourgtm": 2169, "luxembourg1930gauss": 2169, "wgs84pseudomercator": 3857,
  ]
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}

extension String {
  fileprivate func trimmingSpace() -> String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
