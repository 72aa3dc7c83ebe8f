import Geodesy
import Testing

/// Names of reference systems and what they say of the order of two numbers.
struct ReferenceSystemTests {
  @Test(
    "Short spellings put east first, whatever the register says",
    arguments: [4326, 4258, 28992, 31370, 3812, 25831, 25832, 3035, 2169, 3857],
    [
      "EPSG:%", "epsg:%", "EPSG::%", "%", " EPSG:%\n", "http://www.opengis.net/gml/srs/epsg.xml#%",
      "https://www.opengis.net/gml/srs/epsg.xml#%",
    ])
  func shortSpellingsPutEastFirst(code: Int, pattern: String) throws {
    let system = try #require(ReferenceSystem(name: pattern.with(code)))
    #expect(system.code == code)
    #expect(system.axisOrder == .eastFirst)
  }

  @Test(
    "Spellings that name the register have the register's order",
    arguments: [4326, 4258, 28992, 31370, 3812, 25831, 25832, 3035, 2169, 3857],
    [
      "urn:ogc:def:crs:EPSG::%", "urn:ogc:def:crs:EPSG:9.5:%", "urn:ogc:def:crs:EPSG:%", "URN:OGC:DEF:CRS:EPSG::%",
      "urn:x-ogc:def:crs:EPSG:%", "urn:x-ogc:def:crs:EPSG:6.9:%", "http://www.opengis.net/def/crs/EPSG/0/%",
      "http://www.opengis.net/def/crs/epsg/0/%", "https://www.opengis.net/def/crs/EPSG/10.028/%",
      "http://opengis.net/def/crs/EPSG/0/%", "\thttp://www.opengis.net/def/crs/EPSG/0/% ",
    ])
  func officialSpellingsHaveTheRegistersOrder(code: Int, pattern: String) throws {
    let system = try #require(ReferenceSystem(name: pattern.with(code)))
    #expect(system.code == code)
    #expect(system.axisOrder == ([4326, 4258, 3035, 2169].contains(code) ? .northFirst : .eastFirst))
  }

  @Test(
    "CRS84 is longitude first in every spelling",
    arguments: [
      "CRS:84", "CRS84", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84",
      "urn:x-ogc:def:crs:OGC:1.3:CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
      "https://www.opengis.net/def/crs/OGC/0/CRS84", "http://www.opengis.net/def/crs/OGC/1.3/crs84", "WGS84", "WGS 84",
    ])
  func longitudeFirst(name: String) {
    #expect(ReferenceSystem(name: name) == .crs84)
  }

  @Test(
    "Titles that mean one system are understood",
    arguments: [
      ("Amersfoort / RD New", 28992), ("RD New", 28992), ("BD72 / Belgian Lambert 72", 31370), ("Lambert 72", 31370),
      ("ETRS89 / Belgian Lambert 2008", 3812), ("ETRS89 / UTM zone 32N", 25832), ("LUREF / Luxembourg TM", 2169),
      ("ETRS89", 4258), ("EPSG:900913", 3857), ("urn:ogc:def:crs:EPSG::900913", 3857),
    ])
  func titles(name: String, code: Int) throws {
    let system = try #require(ReferenceSystem(name: name))
    #expect(system.code == code)
    #expect(system.axisOrder == .eastFirst)
  }

  @Test(
    "What is no supported system is none",
    arguments: [
      "", " ", "EPSG:", "EPSG:9999", "EPSG:4326x", "EPSG:-4326", "EPSG:+4326", "EPSG:0004326", "EPSG:٤٣٢٦",
      "EPSG:99999999999999999999", "urn:ogc:def:crs:EPSG", "urn:ogc:def:crs:EPSG::", "urn:ogc:def:crs:EPSG::9999",
      "urn:ogc:def:crs:EPSG:x:4326", "urn:ogc:def:crs:EPSG:1:2:4326", "http://www.opengis.net/def/crs/EPSG/0/",
      "http://www.opengis.net/def/crs/EPSG/0/4326/5", "http://example.org/def/crs/EPSG/0/4326",
      "urn:ogc:def:crs:OGC:1.3:CRS83", "http://www.opengis.net/def/crs/OGC/1.3/x/CRS84", "Lambert", "UTM", "#4326",
    ])
  func unknownNames(name: String) {
    #expect(ReferenceSystem(name: name) == nil)
  }

  @Test("An order that is stated apart overrides the name's, and exchanging it twice changes nothing")
  func statedOrder() throws {
    let system = try #require(ReferenceSystem(code: 28992, order: .northFirst))
    #expect(system.axisOrder == .northFirst)
    #expect(system.exchanged == ReferenceSystem(name: "EPSG:28992"))
    #expect(system.exchanged.exchanged == system)
    #expect(ReferenceSystem(code: 999_999, order: .eastFirst) == nil)
  }

  @Test(
    "Systems of PROJ's database are known in every spelling, with the register's order where the name is the register's",
    arguments: [
      ("urn:ogc:def:crs:EPSG::4647", 4647, ReferenceSystem.AxisOrder.eastFirst, false),
      ("urn:ogc:def:crs:EPSG::3044", 3044, .northFirst, false), ("EPSG:3044", 3044, .eastFirst, false),
      ("EPSG:25833", 25833, .eastFirst, false), ("urn:ogc:def:crs:EPSG::2154", 2154, .eastFirst, false),
      ("urn:ogc:def:crs:EPSG::31467", 31467, .northFirst, false), ("EPSG:31466", 31466, .eastFirst, false),
      ("urn:ogc:def:crs:EPSG::7415", 7415, .eastFirst, true), ("urn:ogc:def:crs:EPSG::4979", 4979, .northFirst, true),
      ("http://www.opengis.net/def/crs/EPSG/0/5555", 5555, .eastFirst, true),
      ("urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709", 28992, .eastFirst, true),
      ("EPSG:28992+5709", 28992, .eastFirst, true), ("urn:EPSG:geographicCRS:4326", 4326, .northFirst, false),
      ("http://www.opengis.net/def/crs/OGC/0/CRS84h", 4326, .eastFirst, true), ("EPSG-4326", 4326, .eastFirst, false),
      ("urn:adv:crs:ETRS89_UTM32", 25832, .eastFirst, false),
      ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", 25832, .eastFirst, true),
      ("urn:ogc:def:crs:ESRI::102329", 102329, .byNumbers, false),
      ("urn:ogc:def:crs:EPSG::102329", 102329, .byNumbers, false),
      ("ETRS89 / UTM zone 33N", 25833, .eastFirst, false),
    ])
  func systemsOfTheDatabase(name: String, code: Int, order: ReferenceSystem.AxisOrder, hasHeight: Bool) throws {
    let system = try #require(ReferenceSystem(name: name))
    #expect(system.code == code)
    #expect(system.axisOrder == order)
    #expect(system.hasHeight == hasHeight)
  }

  @Test("Degrees are told from metres")
  func geographic() {
    let geographic = ReferenceSystem.writtenOutCodes.filter {
      ReferenceSystem(code: $0, order: .eastFirst)?.isGeographic == true
    }
    #expect(geographic == [4258, 4326])
  }
}

extension String {
  fileprivate func with(_ code: Int) -> String {
    split(separator: "%", omittingEmptySubsequences: false).joined(separator: "\(code)")
  }
}
