import Foundation
import Testing

/// `mutualaid nearest` on the real registries.
struct NearestCommandTests {
  static let vaals = ["nearest", "--at", "50.7703,6.0155", "--service", "fire", "--time", "2026-11-23T12:00:00Z"]

  private func nearest(_ more: [String]) throws -> Run {
    try MutualAid.run(NearestCommandTests.vaals + more, directory: MutualAid.filledDirectory())
  }

  @Test(arguments: [
    ("en", ["arrives in", "Request from", "Legal", "allowed", "everyday emergencies", "Fastest home unit"]),
    (
      "nl",
      [
        "ter plaatse in", "Aanvragen bij", "Grondslag", "toegestaan", "dagelijkse hulpverlening",
        "Snelste eenheid uit eigen land",
      ]
    ),
    (
      "fr",
      ["arrive en", "À demander à", "Base légale", "autorisé", "secours courant", "Unité nationale la plus rapide"]
    ),
    (
      "de",
      [
        "trifft ein in", "Anfragen bei", "Rechtsgrundlage", "zulässig", "tägliche Hilfeleistung",
        "Schnellste inländische Einheit",
      ]
    ),
  ])
  func tableSpeaksTheLanguageAsked(language: String, words: [String]) throws {
    let run = try nearest(["--lang", language, "--details"])
    #expect(run.status == 0)
    for word in words { #expect(run.output.contains(word), "\(word)") }
    #expect(run.output.contains("Leitstelle StädteRegion Aachen"))
    #expect(!run.output.contains("\u{1B}"), "no colours where no terminal is")
    #expect(run.errors.isEmpty)
  }

  @Test func jsonHasTheKeysOfTheContract() throws {
    let answer = try nearest(["--format", "json"]).object()
    #expect(
      Set(answer.keys).isSuperset(of: [
        "incident", "query", "units", "nearest_domestic", "gain_s", "directory_version", "elapsed_us",
      ]))
    let incident = try #require(answer["incident"] as? [String: Any])
    #expect(
      Set(incident.keys).isSuperset(of: [
        "lat", "lon", "country", "region", "border_distance_m", "country_certain", "control_room",
      ]))
    #expect(incident["country"] as? String == "NL")
    #expect(incident["region"] as? String == "NL-VR24")
    let query = try #require(answer["query"] as? [String: Any])
    #expect(Set(query.keys).isSuperset(of: ["service", "needs", "scope", "rank", "count", "time"]))
    let units = try #require(answer["units"] as? [[String: Any]])
    #expect(units.count == 5)
    for (index, unit) in units.enumerated() {
      #expect(
        Set(unit.keys).isSuperset(of: [
          "rank", "id", "name", "service", "type", "capabilities", "country", "station", "organisation", "distance_m",
          "eta_s", "turnout_s", "travel_s", "travel_model", "availability", "agreement", "control_room",
        ]))
      #expect(unit["rank"] as? Int == index + 1)
      #expect(unit["country"] as? String != "NL")
      let agreement = try #require(unit["agreement"] as? [String: Any])
      #expect(Set(agreement.keys).isSuperset(of: ["verdict", "id", "title", "citation", "reasons"]))
      let room = try #require(unit["control_room"] as? [String: Any])
      #expect(Set(room.keys).isSuperset(of: ["id", "name", "phone", "languages", "radio"]))
      #expect(room["phone"] is NSNull, "a number that nobody published is null")
    }
  }

  @Test func geoJSONHasOnePointPerUnitWithTheMatchsFigures() throws {
    let collection = try nearest(["--format", "geojson"]).object()
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.count == 5)
    for feature in features {
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let coordinates = try #require(geometry["coordinates"] as? [Double])
      #expect((5...7).contains(coordinates[0]) && (50...52).contains(coordinates[1]))
      let properties = try #require(feature["properties"] as? [String: Any])
      #expect(
        Set(properties.keys).isSuperset(of: [
          "id", "name", "country", "service", "type", "capabilities", "station_id", "station_name", "organisation_id",
          "status", "position_quality", "registry", "distance_m", "eta_s", "verdict", "control_room_id",
        ]))
    }
  }

  @Test func csvHasAHeaderAndOneRowPerUnit() throws {
    let lines = try nearest(["--format", "csv"]).output.split(separator: "\r\n")
    #expect(lines.count == 6)
    #expect(lines.first?.hasPrefix("id,name,country,service,type,capabilities,station_id") == true)
  }

  @Test(arguments: [
    (["--within", "0.001km"], 1), (["--within", "30km", "--count", "1"], 0), (["--within", "9min", "--count", "2"], 0),
    (["--need", "ladder>=100"], 1), (["--agreement", "required", "--count", "1"], 0),
    (["--availability", "strict"], 1), (["--from", "FR", "--within", "100km"], 1),
  ])
  func filtersFindSomethingOrExitWithOne(arguments: [String], status: Int) throws {
    let run = try nearest(arguments + ["--format", "json"])
    #expect(Int(run.status) == status)
    #expect(try (run.object()["units"] as? [Any])?.isEmpty == (status == 1))
  }

  @Test func everyUnitOfARankIsAtLeastAsFarAsTheOneBefore() throws {
    for rank in ["eta", "distance"] {
      let units = try #require(
        nearest(["--rank", rank, "--count", "40", "--scope", "all", "--format", "json"]).object()["units"]
          as? [[String: Any]])
      let values = units.compactMap { $0[rank == "eta" ? "eta_s" : "distance_m"] as? Double }
      #expect(values.count == 40)
      #expect(values == values.sorted())
    }
  }

  @Test func requestDelayIsAddedToForeignUnitsOnly() throws {
    let units = try #require(
      nearest(["--request-delay", "120", "--scope", "all", "--count", "20", "--format", "json"]).object()["units"]
        as? [[String: Any]])
    for unit in units {
      let delay = try #require(unit["request_delay_s"] as? Double)
      #expect(delay == (unit["country"] as? String == "NL" ? 0 : 120))
    }
  }

  @Test func incidentOutsideAllCountriesAsksForTheCountry() throws {
    let run = try MutualAid.run(["nearest", "--at", "40.4,-3.7"], directory: MutualAid.filledDirectory())
    #expect(run.status == 3)
    #expect(run.errors.contains("--incident-country"))
    let stated = try MutualAid.run(
      ["nearest", "--at", "40.4,-3.7", "--incident-country", "ES", "--count", "1"],
      directory: MutualAid.filledDirectory())
    #expect(stated.status == 0)
  }

  // MARK: Explanations

  private static let plombieres = "be-fire-vesdre-hoegne-plateau-plombieres.ap1"

  @Test(arguments: [
    ("en", "Not listed in the answer"), ("nl", "Niet in het antwoord"), ("fr", "Écartée"),
    ("de", "Nicht in der Antwort"),
  ])
  func anExplanationSaysWhichCheckFails(language: String, words: String) throws {
    let run = try nearest([
      "--explain", NearestCommandTests.plombieres, "--need", "ladder>=23", "--within", "10min", "--lang", language,
    ])
    #expect(run.status == 1)
    #expect(run.output.contains(words))
    #expect(run.output.split(separator: "\n").filter { $0.hasPrefix("✗") }.count == 2)
  }

  @Test func anExplanationHasTheRankThatTheAnswerGives() throws {
    let units = try #require(try nearest(["--count", "12", "--format", "json"]).object()["units"] as? [[String: Any]])
    let rank = try #require(units.firstIndex { $0["id"] as? String == NearestCommandTests.plombieres }) + 1
    let run = try nearest(["--count", "12", "--format", "json", "--explain", NearestCommandTests.plombieres])
    #expect(run.status == 0)
    let explanation = try run.object()
    #expect(explanation["rank"] as? Int == rank)
    #expect(explanation["in_answer"] as? Bool == true)
    let checks = try #require(explanation["checks"] as? [[String: Any]])
    #expect(checks.compactMap { $0["check"] as? String } == ["service", "scope", "availability", "agreement"])
    #expect(checks.compactMap { $0["holds"] as? Bool } == [true, true, true, true])
  }

  @Test func anExplanationOfAnUnknownUnitIsAnError() throws {
    let run = try nearest(["--explain", "be-fire-plombieres.ap1"])
    #expect(run.status == 2)
    #expect(run.errors.contains("there is no unit"))
    #expect(try nearest(["--explain", "x", "--format", "csv"]).status == 64)
  }

  @Test func aScenarioIsChosenByFileAndNameAndTold() throws {
    let file = MutualAid.root + "/Datasets/scenarios/closed-borders.yaml"
    let several = try nearest(["--scenario", file])
    #expect(several.status == 2)
    #expect(several.errors.contains("has 2 scenarios") && several.errors.contains("#All borders closed"))
    let closed = try nearest(["--scenario", file + "#All borders closed", "--lang", "nl"])
    #expect(closed.status == 1, "nobody may come")
    #expect(closed.output.contains("close-border: [DE, NL]"))
    let run = try nearest(["--scenario", file + "#Germany and the Netherlands, fire closed", "--format", "json"])
    let query = try #require(try run.object()["query"] as? [String: Any])
    let scenario = try #require(query["scenario"] as? [String: Any])
    #expect(scenario["name"] as? String == "Germany and the Netherlands, fire closed")
    #expect((scenario["edits"] as? [[String: Any]])?.first?["effect"] as? String == "made")
    let units = try #require(try run.object()["units"] as? [[String: Any]])
    #expect(units.allSatisfy { $0["country"] as? String == "BE" })
    let wrong = try nearest(["--scenario", file + "#Nothing", "--format", "json"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("unknown-scenario"))
    #expect(try nearest(["--scenario", "/nowhere.yaml"]).status == 3)
  }
}
