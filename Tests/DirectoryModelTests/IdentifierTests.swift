import DirectoryModel
import Foundation
import TestSupport
import Testing

@Suite("Identifiers")
struct IdentifierTests {
  /// "é" as one character, and as "e" with an accent: canonically equivalent, different bytes.
  private let composed = "caf\u{E9}"
  private let decomposed = "cafe\u{301}"

  @Test
  func idsThatDifferInTheirBytesAreTwoIDs() {
    #expect(composed == decomposed)
    #expect(UnitID(composed) != UnitID(decomposed))
    #expect(UnitID(composed) == UnitID(composed))
    #expect(Set([StationID(composed), StationID(decomposed), StationID(composed)]).count == 2)
    #expect([RegistryID(composed): 1, RegistryID(decomposed): 2][RegistryID(decomposed)] == 2)
  }

  @Test
  func theOrderIsThatOfTheBytes() {
    var random = SplitMix64(seed: 14)
    let texts = ["", "a", "A", "b", composed, decomposed, "ab", "\u{FFFF}", "\u{10000}", "1", "-"]
    for _ in 0..<500 {
      let left = (0..<4).map { _ in texts.randomElement(using: &random) ?? "" }.joined()
      let right = (0..<4).map { _ in texts.randomElement(using: &random) ?? "" }.joined()
      let ids = (UnitID(left), UnitID(right))
      #expect((ids.0 < ids.1) == left.utf8.lexicographicallyPrecedes(right.utf8), "\(left) \(right)")
      #expect((ids.0 == ids.1) == Array(left.utf8).elementsEqual(right.utf8), "\(left) \(right)")
      if ids.0 == ids.1 { #expect(ids.0.hashValue == ids.1.hashValue) }
    }
  }

  @Test
  func anIDIsEncodedAsItsBareText() throws {
    let ids = [UnitID("a/1"), UnitID(decomposed)]
    let data = try JSONEncoder().encode(ids)
    #expect(
      try JSONDecoder().decode([String].self, from: data).map { Array($0.utf8) } == ids.map { Array($0.rawValue.utf8) })
    #expect(try JSONDecoder().decode([UnitID].self, from: data) == ids)
    #expect("unit \(ids[0])" == "unit a/1")
  }

  @Test(arguments: ["NL", "BE", "XX", "AA", "ZZ"])
  func twoCapitalLettersAreACountry(text: String) throws {
    #expect(try #require(CountryCode(text)).rawValue == text)
  }

  @Test(arguments: ["", "N", "nl", "Nl", "NLD", "N1", "ÉÉ", "E\u{301}E", " NL", "12", "N\u{308}"])
  func nothingElseIsACountry(text: String) {
    #expect(CountryCode(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CountryCode].self, from: JSONEncoder().encode([text]))
    }
  }

  @Test
  func aRecordWithoutACountryIsStoredAsBefore() throws {
    let organisation = Organisation(id: "o", names: LocalizedText("O"), kind: "zone", country: nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(organisation), as: UTF8.self)
    #expect(text.contains("\"country\":\"\""))
    #expect(try JSONDecoder().decode(Organisation.self, from: Data(text.utf8)) == organisation)
    var known = organisation
    known.country = "BE"
    #expect(try JSONDecoder().decode(Organisation.self, from: encoder.encode(known)) == known)
  }

  @Test
  func aRegionLiesInThoseThatItsCodeBeginsWith() {
    #expect(RegionCode("DEA2D").hasPrefix("DEA2D"))
    #expect(RegionCode("DEA2D").hasPrefix("DEA"))
    #expect(RegionCode("DEA2D").hasPrefix("DE"))
    #expect(!RegionCode("DEA").hasPrefix("DEA2D"))
    #expect(!RegionCode("DEA2D").hasPrefix("DEB"))
    #expect(RegionCode("NL-VR24").country == "NL")
    #expect(RegionCode("west").country == nil)
    #expect(RegionCode("N").country == nil)
  }
}
