import DirectoryModel
import Testing

@Suite struct CapabilityTests {
  @Test(
    arguments: [
      ("pumping", "pumping", nil), ("ladder>=23", "ladder", "23"), ("medical-level>=als", "medical-level", "als"),
      ("pumping>=2000.5", "pumping", "2000.5"),
    ] as [(String, String, String?)])
  func needIsACodeAndPerhapsAMinimum(text: String, code: String, minimum: String?) throws {
    let need = try #require(Need(text))
    #expect(need.capability == code)
    #expect(need.minimum == minimum)
    #expect(need.description == text)
  }

  @Test(arguments: ["", ">=", ">=23", "ladder>="])
  func needWithoutCodeOrLevelIsRefused(text: String) {
    #expect(Need(text) == nil)
  }

  @Test(
    arguments: [
      ("pumping", "pumping", nil), ("pumping=2000", "pumping", "2000"), ("medical-level=als", "medical-level", "als"),
    ] as [(String, String, String?)])
  func capabilityReadsItsOwnDescription(text: String, code: String, level: String?) {
    let capability = Capability(text)
    #expect(capability == Capability(code: code, level: level))
    #expect(capability.description == text)
  }
}
