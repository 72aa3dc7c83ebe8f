import DirectoryModel
import MutualAid
import TestSupport
import Testing

/// What national types can do for one another, by the vocabulary that ships.
struct EquivalenceTests {
  /// Whether a unit of a type, by all that the vocabulary says of it, meets a need.
  private func meets(_ need: String, _ country: CountryCode, _ type: String, crew: Int? = nil) throws -> Bool {
    let vocabulary = try RealDirectory.open().vocabulary
    let definition = try #require(vocabulary.type(type, country: country), "\(country) \(type)")
    let unit = UnitSummary(
      id: "u", station: "s", service: definition.service, type: type, country: country,
      coordinate: try place(50.8, 5.9), crew: crew)
    return try #require(PackageNeed(need)).capabilities
      .allSatisfy { vocabulary.meets($0, with: vocabulary.capabilities(of: unit)) }
  }

  /// What a type can do, as a need.
  private func need(_ country: CountryCode, _ type: String, _ code: String) throws -> String {
    let definition = try #require(try RealDirectory.open().vocabulary.type(type, country: country))
    let capability = try #require(definition.capabilities.first { $0.code == code })
    return "\(code)>=\(try #require(capability.level))"
  }

  @Test func aDutchAmbulanceDoesWhatABelgianNurseUnitDoesAndNotTheReverse() throws {
    #expect(try meets(need("BE", "PIT", "medical-level"), "NL", "AMBU"))
    #expect(try !meets(need("NL", "AMBU", "medical-level"), "BE", "PIT"))
  }

  @Test(
    arguments: [
      ("BE", "ZW", false), ("BE", "PIT", true), ("BE", "MUG", true), ("NL", "AMBU", true), ("NL", "ZA", false),
      ("DE", "RTW", true), ("DE", "KTW", false), ("DE", "NEF", true), ("LU", "AMB", false), ("LU", "VLI", true),
      ("LU", "SAMU", true), ("FR", "VSAV", false), ("FR", "VLI", true),
    ] as [(CountryCode, String, Bool)])
  func careOfANurseIsGivenBy(country: CountryCode, type: String, expected: Bool) throws {
    #expect(try meets("medical-level>=ils", country, type) == expected)
  }

  @Test(
    arguments: [
      ("BE", "MUG"), ("BE", "HELI"), ("DE", "NEF"), ("DE", "RTH"), ("NL", "MMT"), ("NL", "RH"), ("LU", "SAMU"),
      ("FR", "SMUR"),
    ] as [(CountryCode, String)])
  func aDoctorComesWith(country: CountryCode, type: String) throws {
    #expect(try meets("medical-level>=doctor", country, type))
  }

  @Test(
    arguments: [("NL", "AMBU"), ("DE", "RTW"), ("BE", "PIT"), ("BE", "ZW"), ("LU", "VSAV")] as [(CountryCode, String)])
  func noDoctorComesWith(country: CountryCode, type: String) throws {
    #expect(try !meets("medical-level>=doctor", country, type))
  }

  @Test(
    arguments: [("DE", "DLK 23/12"), ("DE", "HAB"), ("NL", "RV"), ("NL", "HW"), ("BE", "EA"), ("LU", "DLK 23")]
      as [(CountryCode, String)])
  func aLadderReachesTwentyThreeMetres(country: CountryCode, type: String) throws {
    #expect(try meets("ladder>=23", country, type))
    #expect(try !meets("ladder>=30", country, type))
  }

  @Test(
    arguments: [
      ("BE", "AP6", true), ("BE", "AP4", false), ("NL", "TS", true), ("NL", "TS4", false), ("DE", "HLF 20", true),
      ("DE", "LF 20", true), ("DE", "HLF10", false), ("DE", "TLF 4000", false), ("LU", "TLF 2000", true),
    ] as [(CountryCode, String, Bool)])
  func aPumperWithSixIs(country: CountryCode, type: String, expected: Bool) throws {
    #expect(try meets("pumping>=2000+crew>=6", country, type) == expected)
  }

  @Test func theCrewOfTheUnitCountsBeforeThatOfItsType() throws {
    #expect(try !meets("crew>=6", "NL", "TS", crew: 4))
    #expect(try meets("crew>=6", "NL", "TS4", crew: 6))
    #expect(try !meets("crew>=1", "DE", "HLF"), "nobody says how many ride on an HLF of unknown size")
  }

  @Test(
    arguments: [
      ("cbrn-detection", "DE", "GW-Mess", true), ("cbrn-protection", "DE", "GW-Mess", false),
      ("cbrn-decontamination", "DE", "GW-G", false), ("cbrn-protection", "DE", "GW-G", true),
      ("cbrn-detection", "NL", "MPL", true), ("cbrn-protection", "NL", "OGS", true),
      ("cbrn-decontamination", "NL", "ONT", true), ("cbrn-detection", "BE", "ADR", true),
    ] as [(String, CountryCode, String, Bool)])
  func detectionProtectionAndDecontaminationAreThreeThings(
    need: String, country: CountryCode, type: String, expected: Bool
  ) throws {
    #expect(try meets(need, country, type) == expected)
  }

  @Test func everyPackageThatShipsAsksForWhatTheVocabularyKnowsInFourLanguages() throws {
    let directory = try RealDirectory.open()
    let packages = try directory.packages()
    #expect(packages.count >= 6)
    for package in packages {
      #expect(Set(package.names.entries.compactMap(\.language)) == ["en", "fr", "nl", "de"], "\(package.id)")
      for need in package.needs.flatMap({ $0.capabilities + ($0.substitute?.capabilities ?? []) }) {
        let definition = try #require(directory.vocabulary.capabilities[need.capability], "\(need)")
        guard let minimum = need.minimum else { continue }
        #expect(definition.levels.contains(minimum) || Double(minimum) != nil, "\(need)")
      }
    }
  }
}
