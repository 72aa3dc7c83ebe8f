import Testing

/// What people type, on the real directory.
struct TypedWordsTests {
  private func run(_ words: String...) throws -> Run {
    try MutualAid.run(words, directory: MutualAid.filledDirectory())
  }

  @Test func aCountryThatThereIsNoneOfIsAnErrorThatNamesThoseOnFile() throws {
    for verb in [["nearest"], ["match", "--need", "pumping"]] {
      let run = try MutualAid.run(
        verb + ["--at", "50.7703,6.0155", "--from", "xx"], directory: MutualAid.filledDirectory())
      #expect(run.status == 2)
      #expect(run.errors.contains("there is no country 'XX'. On file are BE, DE, LU, NL."), "\(run.errors)")
    }
  }

  @Test func aLenderWithoutUnitsOnFileIsTold() throws {
    let run = try run("nearest", "--at", "50.7703,6.0155", "--from", "it")
    #expect(run.status == 1)
    #expect(run.errors.contains("there is no unit of IT in the directory. On file are BE, DE, LU, NL."))
  }

  @Test func theCountryOfTheIncidentNeedOnlyExist() throws {
    let unknown = try run("nearest", "--at", "50.7703,6.0155", "--incident-country", "qq")
    #expect(unknown.status == 2 && unknown.errors.contains("there is no country 'QQ'"))
    #expect(try run("nearest", "--at", "50.7703,6.0155", "--incident-country", "fr").status == 0)
  }

  @Test func wordsAreReadInAnyCase() throws {
    let run = try run(
      "nearest", "--at", "50.7703,6.0155", "--from", "be", "--service", "Fire", "--scope", "ALL", "--format", "JSON")
    #expect(run.status == 0, "\(run.errors)")
    let query = try #require(try run.object()["query"] as? [String: Any])
    #expect(query["scope"] as? String == "all" && query["service"] as? String == "fire")
  }

  @Test(arguments: [
    "on-scene", "Ter plaatse", "sur les lieux", "am Einsatzort", "at the incident", "FMS:4", "fms:4",
  ])
  func aStatusIsReadInFourLanguagesAndByPublishedCodes(word: String) throws {
    let run = try run("units", "--status", word)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors == "No unit fits; --all shows those that nobody has reported of too.\n")
  }

  @Test func aStatusThatIsNoneIsAnsweredWithTheNearest() throws {
    let run = try run("units", "--status", "am Einsatsort", "--lang", "de")
    #expect(run.status == 2 && run.errors.contains("am einsatzort"), "\(run.errors)")
  }

  @Test func whatIsNotFoundIsSaid() throws {
    let run = try run("find", "qqqqq", "--lang", "nl")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors == "Niets in het eenhedenbestand heet 'qqqqq'.\n")
    #expect(try self.run("find", "qqqqq", "--quiet").errors.isEmpty)
  }
}
