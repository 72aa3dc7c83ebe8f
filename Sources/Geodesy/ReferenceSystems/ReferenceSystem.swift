/// A coordinate reference system of a register that PROJ knows, with the order in which a document writes its numbers.
///
/// The order follows from the *spelling* of the name, not from the code alone: `EPSG:4326` has always meant longitude
/// first in files, while `urn:ogc:def:crs:EPSG::4326` means the register's own order, latitude first.
package struct ReferenceSystem: Hashable, Sendable, CustomStringConvertible {
  /// Which of two numbers comes first.
  package enum AxisOrder: Hashable, Sendable {
    /// Easting (longitude), then northing (latitude).
    case eastFirst
    /// Northing (latitude), then easting (longitude).
    case northFirst
    /// Whichever gives a place where the system is used: ESRI's codes are written in both orders.
    case byNumbers
  }

  /// Whose register the code is of, as PROJ spells it: `EPSG` or `ESRI`.
  package let authority: String
  /// The code in it; CRS84 is EPSG's 4326 with longitude first.
  package let code: Int
  /// The order of the two numbers.
  package let axisOrder: AxisOrder
  /// Whether a third number, the height, belongs to every place.
  package let hasHeight: Bool

  /// Longitude and latitude on WGS84, as GeoJSON and KML write them.
  package static let crs84 = ReferenceSystem(code: 4326, axisOrder: .eastFirst)
  /// Latitude and longitude on WGS84, as people write them.
  package static let latitudeLongitude = ReferenceSystem(code: 4326, axisOrder: .northFirst)
  /// The EPSG codes of the systems that are written out rather than looked up, in ascending order.
  package static let writtenOutCodes: [Int] = ReferenceSystemDefinition.writtenOut.keys.sorted()

  private init(authority: String = "EPSG", code: Int, axisOrder: AxisOrder, hasHeight: Bool = false) {
    self.authority = authority
    self.code = code
    self.axisOrder = axisOrder
    self.hasHeight = hasHeight
  }

  /// Makes a system from its code and an order that is stated apart, whatever a name would imply.
  ///
  /// - Returns: `nil` for a code that PROJ does not know, or from which it has no way to WGS84.
  package init?(authority: String = "EPSG", code: Int, order: AxisOrder) {
    guard let definition = ReferenceSystem.definition(authority: authority, code: code) else { return nil }
    self.init(authority: authority, code: code, axisOrder: order, hasHeight: definition.hasHeight)
  }

  /// The same system with the other order.
  package var exchanged: ReferenceSystem {
    let other: AxisOrder =
      switch axisOrder {
      case .eastFirst: .northFirst
      case .northFirst: .eastFirst
      case .byNumbers: .byNumbers
      }
    return ReferenceSystem(authority: authority, code: code, axisOrder: other, hasHeight: hasHeight)
  }

  /// Whether coordinates are degrees.
  package var isGeographic: Bool { definition?.isGeographic ?? false }

  /// As people write it, for example `EPSG:28992`.
  package var description: String { "\(authority):\(code)" }

  var definition: ReferenceSystemDefinition? { ReferenceSystem.definition(authority: authority, code: code) }

  private static func definition(authority: String, code: Int) -> ReferenceSystemDefinition? {
    if authority == "EPSG", let written = ReferenceSystemDefinition.writtenOut[code] { return written }
    return SystemRegister.definition(of: .init(authority: authority, code: code))
  }
}

extension ReferenceSystem {
  /// Reads a name as documents spell it, for example in `srsName`.
  ///
  /// | spelling | order |
  /// |---|---|
  /// | `EPSG:28992`, `EPSG-28992`, `28992`, `http://www.opengis.net/gml/srs/epsg.xml#28992`, a title such as `RD New` | east first |
  /// | `urn:ogc:def:crs:EPSG::28992` (`urn:x-ogc:…`, with version), `http://www.opengis.net/def/crs/EPSG/0/28992`, `urn:EPSG:geographicCRS:4326` | the register's |
  /// | `CRS:84`, `OGC:CRS84`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84`, and the same with `h` | longitude first |
  /// | `urn:adv:crs:ETRS89_UTM32`, of the German surveys, perhaps with `*` and a height | theirs |
  /// | `ESRI:102329`, `urn:ogc:def:crs:ESRI::102329`, and such codes under EPSG's name | by the numbers |
  ///
  /// Of compound names (`urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709`, `EPSG:28992+5709`) the first part counts, the
  /// height is dropped. Letters may be of either case, and white space around the name does not count.
  ///
  /// - Returns: `nil` for a system that PROJ does not know, or a name that is none.
  package init?(name: String) {
    guard name.utf8.count <= 1000 else { return nil }
    guard let system = ReferenceSystem.known.value(of: name, else: { ReferenceSystem(spelling: name) }) else {
      return nil
    }
    self = system
  }

  private static let known = FindingsCache<String, ReferenceSystem>()

  private init?(spelling name: String) {
    let name = name.lowercased().trimmingSpace()
    guard name.utf8.count <= 300 else { return nil }
    if let horizontal = ReferenceSystem.horizontalPart(of: name) {
      guard let system = ReferenceSystem(name: horizontal) else { return nil }
      self.init(authority: system.authority, code: system.code, axisOrder: system.axisOrder, hasHeight: true)
    } else if let (authority, code) = ReferenceSystem.registered(name) {
      self.init(register: authority, code: code)
    } else if ["crs84", "crs:84", "ogc:84", "ogc:crs84"].contains(name) {
      self = .crs84
    } else if ["crs84h", "crs:84h", "ogc:crs84h"].contains(name) {
      self.init(code: 4326, axisOrder: .eastFirst, hasHeight: true)
    } else if name.hasPrefix("urn:adv:crs:") {
      self.init(survey: name.dropFirst("urn:adv:crs:".count))
    } else if name.hasPrefix("esri:") || name.hasPrefix("esri::") {
      guard let code = ReferenceSystem.number(name.drop { $0 != ":" }.drop { $0 == ":" }) else { return nil }
      self.init(authority: "ESRI", code: code, order: .byNumbers)
    } else if let code = ReferenceSystem.shortCode(name) ?? ReferenceSystem.titles[name.filter(\.isLetterOrDigit)] {
      self.init(epsg: code, order: .eastFirst)
    } else if name.utf8.count >= 8, name.contains("/"), !name.contains(":"), let known = SystemRegister.name(of: name) {
      self.init(authority: known.authority, code: known.code, order: .eastFirst)
    } else {
      return nil
    }
  }

  /// A code of EPSG's register, or one of ESRI's under its name, which services of ESRI's make.
  private init?(epsg code: Int, order: AxisOrder) {
    if let system = ReferenceSystem(code: code, order: order) {
      self = system
    } else if code > 100_000 {
      self.init(authority: "ESRI", code: code, order: .byNumbers)
    } else {
      return nil
    }
  }

  private init?(register authority: Substring, code: Substring) {
    switch authority {
    case "ogc" where code == "crs84": self = .crs84
    case "ogc" where code == "crs84h": self.init(code: 4326, axisOrder: .eastFirst, hasHeight: true)
    case "esri":
      guard let code = ReferenceSystem.number(code) else { return nil }
      self.init(authority: "ESRI", code: code, order: .byNumbers)
    case "epsg":
      guard let code = ReferenceSystem.number(code) else { return nil }
      let order = ReferenceSystem.definition(authority: "EPSG", code: code)?.officialOrder
      self.init(epsg: code, order: order ?? .byNumbers)
    default: return nil
    }
  }

  /// A name of the German surveys; what follows `*` is a system of heights.
  private init?(survey name: Substring) {
    let parts = name.split(separator: "*", maxSplits: 1)
    guard let known = parts.first.flatMap({ ReferenceSystem.surveys[String($0)] }) else { return nil }
    self.init(code: known.code, axisOrder: known.order, hasHeight: parts.count > 1)
  }

  private static let surveys: [String: (code: Int, order: AxisOrder)] = [
    "etrs89_utm31": (25831, .eastFirst), "etrs89_utm32": (25832, .eastFirst), "etrs89_utm33": (25833, .eastFirst),
    "etrs89_lat-lon": (4258, .northFirst), "wgs84_lat-lon": (4326, .northFirst),
    "de_dhdn_3gk2": (31466, .eastFirst), "de_dhdn_3gk3": (31467, .eastFirst), "de_dhdn_3gk4": (31468, .eastFirst),
  ]

  /// The part of a compound name that says where on the map; `nil` for a name that is not compound.
  private static func horizontalPart(of name: String) -> String? {
    for prefix in ["urn:ogc:def:crs,", "urn:x-ogc:def:crs,"] where name.hasPrefix(prefix) {
      return name.dropFirst(prefix.count).split(separator: ",").first.map { "urn:ogc:def:" + $0 }
    }
    for prefix in ["http://www.opengis.net/def/crs-compound?1=", "https://www.opengis.net/def/crs-compound?1="]
    where name.hasPrefix(prefix) {
      return name.dropFirst(prefix.count).split(separator: "&").first.map(String.init)
    }
    let parts = name.split(separator: "+")
    return parts.count == 2 && parts[0].hasPrefix("epsg:") ? String(parts[0]) : nil
  }

  /// The authority and the code of a URN or URI of the OGC; a version may stand between them.
  private static func registered(_ name: String) -> (authority: Substring, code: Substring)? {
    for prefix in ["urn:epsg:geographiccrs:", "urn:epsg:projectedcrs:"] where name.hasPrefix(prefix) {
      return ("epsg", name.dropFirst(prefix.count))
    }
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
      "epsg::", "epsg:", "epsg-", "http://www.opengis.net/gml/srs/epsg.xml#",
      "https://www.opengis.net/gml/srs/epsg.xml#",
    ]
    return number(prefixes.first(where: name.hasPrefix).map { name.dropFirst($0.count) } ?? name[...])
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...6).contains(digits.count), digits.allSatisfy(\.isASCIIDigit), digits.first != "0", let code = Int(digits)
    else { return nil }
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
