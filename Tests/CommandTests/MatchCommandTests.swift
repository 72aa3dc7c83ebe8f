import Foundation
import TestSupport
import Testing

/// `mutualaid match` on the real registries.
struct MatchCommandTests {
  private func match(_ more: [String]) throws -> Run {
    try MutualAid.run(
      ["match", "--at", "50.7703,6.0155", "--time", "2026-11-23T12:00:00Z"] + more,
      directory: MutualAid.filledDirectory())
  }

  private func slots(_ answer: [String: Any]) throws -> [[[String: Any]]] {
    try #require(answer["needs"] as? [[String: Any]]).map { need in
      try #require(need["slots"] as? [[String: Any]]).flatMap { $0["units"] as? [[String: Any]] ?? [] }
    }
  }

  @Test func jsonSaysWhoFillsWhatAndWhenItIsComplete() throws {
    let answer = try match([
      "--need", "pumping>=2000+crew>=6:2", "--need", "ladder>=23", "--service", "fire", "--format", "json",
    ]).object()
    #expect(
      Set(answer.keys) == [
        "incident", "query", "package", "complete", "missing", "optimal", "time_to_first_s", "time_to_last_s",
        "time_to_complete_s", "total_eta_s", "needs", "requests", "own", "directory_version", "elapsed_us", "lenders",
        "unknowns", "without_way",
      ])
    #expect((answer["incident"] as? [String: Any])?["country"] as? String == "NL")
    #expect(answer["complete"] as? Bool == true)
    #expect(answer["own"] is NSNull && answer["package"] is NSNull)
    let slots = try slots(answer)
    #expect(slots.map(\.count) == [2, 1])
    let units = slots.flatMap { $0 }
    #expect(Set(units.compactMap { $0["id"] as? String }).count == 3)
    for unit in units {
      #expect(unit["country"] as? String != "NL")
      #expect(unit["interoperability"] is [String: Any], "facts stand beside each foreign unit")
      #expect(Set(unit.keys).isSuperset(of: ["id", "eta_s", "agreement", "control_room", "availability", "station"]))
    }
    let arrivals = units.compactMap { $0["eta_s"] as? Double }
    #expect(answer["time_to_complete_s"] as? Double == arrivals.max())
    #expect(answer["time_to_first_s"] as? Double == arrivals.min())
    let need = try #require((answer["needs"] as? [[String: Any]])?.first)
    #expect(
      Set(need.keys) == [
        "need", "name", "service", "count", "filled", "missing", "shortfall", "slots", "alternatives",
      ])
    #expect((need["alternatives"] as? [Any])?.count == 2)
    let requests = try #require(answer["requests"] as? [[String: Any]])
    #expect(requests.compactMap { $0["units"] as? [String] }.joined().count == 3)
  }

  @Test func onePackageAndItsNeedGiveTheNearestUnit() throws {
    // One unit of one need is what nearest says.
    let answer = try match(["--need", "ladder>=23", "--service", "fire", "--format", "json"]).object()
    let nearest = try MutualAid.run(
      [
        "nearest", "--at", "50.7703,6.0155", "--time", "2026-11-23T12:00:00Z", "--need", "ladder>=23", "--service",
        "fire", "--count", "1", "--format", "json",
      ], directory: MutualAid.filledDirectory()
    ).object()
    let unit = try #require((nearest["units"] as? [[String: Any]])?.first)
    #expect(try slots(answer)[0][0]["id"] as? String == unit["id"] as? String)
    #expect(answer["time_to_complete_s"] as? Double == unit["eta_s"] as? Double)
  }

  @Test func twiceTheSameIsTheSame() throws {
    func units() throws -> [[String]] {
      try slots(match(["--package", "mass-casualty-10", "--scope", "all", "--format", "json"]).object())
        .map { $0.compactMap { $0["id"] as? String } }
    }
    #expect(try units() == units())
  }

  @Test(arguments: [
    ("en", ["Building fire: complete in", "First there:", "Ask ", "for no. "]),
    ("fr", ["Feu de bâtiment : complet en", "En premier :", "Demander à ", "pour les n° "]),
    ("nl", ["Gebouwbrand: compleet in", "Eerst ter plaatse:", "Vraag aan bij ", "voor nr. "]),
    ("de", ["Gebäudebrand: vollständig in", "Zuerst da:", "Anfordern über ", "für Nr. "]),
  ])
  func tableSpeaksTheLanguageAsked(language: String, words: [String]) throws {
    let run = try match(["--package", "building-fire", "--scope", "all", "--lang", language])
    #expect(run.status == 0, "\(run.errors)")
    for word in words { #expect(run.output.contains(word), "\(word)") }
  }

  @Test func theDecisionComesFirstThenWhatIsNotKnownThenALineForEachUnit() throws {
    let lines = try match(["--package", "building-fire", "--scope", "all"]).output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("Building fire: complete in about ") == true)
    let unknown = try #require(lines.firstIndex { $0.hasPrefix("Not known") })
    let table = try #require(lines.firstIndex { $0.hasPrefix("   min  ") })
    let heading = try #require(lines.firstIndex { $0.hasPrefix("Incident at") })
    #expect(unknown < table && table < heading)
    #expect(lines[table..<heading].count { $0.first?.isNumber == true && !$0.contains("×") } == 5)
  }

  @Test func detailsTellWhoComesNextAndWhatIsLeftAtHome() throws {
    let short = try match(["--package", "building-fire"]).output
    let long = try match(["--package", "building-fire", "--details"]).output
    for words in ["Next for each need", "Cover left in the sending areas", "Request from"] {
      #expect(long.contains(words) && !short.contains(words), "\(words)")
    }
  }

  @Test func colourIsThereWhereItIsAskedForAlone() throws {
    let asked = try match(["--need", "pumping", "--color", "always"]).output
    #expect(asked.contains("\u{1B}[32m"))
    for choice in ["auto", "never"] {
      #expect(try !match(["--need", "pumping", "--color", choice]).output.contains("\u{1B}"))
    }
  }

  @Test(arguments: [
    (["--max-per-station", "1"], 1), (["--max-per-organisation", "2"], 2), (["--max-per-country", "3"], 3),
  ])
  func limitsHold(arguments: [String], limit: Int) throws {
    let answer = try match(["--need", "pumping:5", "--format", "json"] + arguments).object()
    let units = try slots(answer).flatMap { $0 }
    let places: [String] = units.compactMap { unit in
      switch limit {
      case 1: (unit["station"] as? [String: Any])?["id"] as? String
      case 2: (unit["organisation"] as? [String: Any])?["id"] as? String
      default: unit["country"] as? String
      }
    }
    #expect(Dictionary(grouping: places) { $0 }.values.allSatisfy { $0.count <= limit })
  }

  @Test(arguments: [
    (["--need", "ladder>=100"], "none-exists"), (["--need", "pumping", "--within", "0.001km"], "none-within-limit"),
    (["--need", "pumping", "--availability", "strict"], "all-busy"),
    (["--need", "pumping:9", "--max-per-country", "1"], "limit-per-country"),
  ])
  func shortfallsHaveAReasonAndExitWithOne(arguments: [String], reason: String) throws {
    let run = try match(arguments + ["--service", "fire", "--format", "json"])
    #expect(run.status == 1)
    let answer = try run.object()
    #expect(answer["complete"] as? Bool == false)
    #expect(answer["time_to_complete_s"] is NSNull)
    let need = try #require((answer["needs"] as? [[String: Any]])?.first)
    #expect((need["shortfall"] as? [String: Any])?["code"] as? String == reason)
  }

  @Test func ownUnitsThatAreSentAllTheSameStandBeside() throws {
    let answer = try match([
      "--need", "pumping:2", "--service", "fire", "--scope", "all", "--own-still-dispatched", "--format", "json",
    ]).object()
    for unit in try slots(answer).flatMap({ $0 }) { #expect(unit["country"] as? String != "NL") }
    let own = try #require(answer["own"] as? [String: Any])
    for unit in try slots(own).flatMap({ $0 }) { #expect((unit["id"] as? String)?.hasPrefix("nl-") == true) }
    #expect(try match(["--need", "pumping", "--own-still-dispatched", "--scope", "domestic"]).status == 2)
  }

  @Test func geoJSONHasAPointPerUnitWithItsNeed() throws {
    let collection = try match(["--package", "building-fire", "--format", "geojson"]).object()
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.count == 5)
    for feature in features {
      let properties = try #require(feature["properties"] as? [String: Any])
      #expect(Set(properties.keys).isSuperset(of: ["id", "need", "slot", "exceptional", "eta_s", "verdict"]))
    }
  }

  @Test func aPackageComesFromAFile() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      <packages xmlns="urn:mutual-aid:1.0" id="mine" issued="2026-01-01T00:00:00Z"><title>Mine</title>
        <package id="pumps" service="fire" max-per-station="1"><name>Pumps</name>
          <need count="2"><capability code="pumping" level="2000"/><capability code="crew" level="50"/>
            <instead count="2"><capability code="pumping"/></instead></need></package>
        <package id="ladder" service="fire"><name>Ladder</name><need><capability code="ladder"/></need></package>
      </packages>
      """, to: "mine.xml")
    #expect(try match(["--package", file]).errors.contains("FILE#ID"))
    let answer = try match(["--package", file + "#pumps", "--format", "json"]).object()
    let slots = try #require((answer["needs"] as? [[String: Any]])?.first?["slots"] as? [[String: Any]])
    #expect(slots.allSatisfy { $0["exceptional"] as? Bool == true && ($0["units"] as? [Any])?.count == 2 })
    #expect(try match(["--package", folder.file("none.xml")]).status == 3)
    #expect(try match(["--package", MutualAid.root + "/Datasets/norms/nl.xml"]).status == 2)
  }

  @Test(arguments: [
    ([], "--package"), (["--need", "a", "--package", "b"], "--package"), (["--need", "pumping:0"], "pumping:0"),
    (["--need", "pumpng"], "pumping"), (["--package", "building-fir"], "building-fire"),
    (["--need", "medical-level>=docter"], "doctor"),
    (["--need", "pumping", "--max-per-station", "0"], "expected 1 to 10000"),
  ])
  func aWrongQuestionIsExplained(arguments: [String], hint: String) throws {
    let run = try match(arguments)
    #expect([2, 64].contains(run.status))
    #expect(run.errors.contains(hint), "\(run.errors)")
  }

  @Test func infoAndExportKnowThePackages() throws {
    let directory = try MutualAid.filledDirectory()
    #expect(try MutualAid.run(["info"], directory: directory).output.contains("packages: samples-fire"))
    let export = try MutualAid.run(["export"], directory: directory)
    #expect(export.output.contains("<package id=\"building-fire\""))
  }
}
