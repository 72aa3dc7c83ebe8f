import DirectoryModel
import Foundation
import Geodesy
import Matching
import TestSupport
import Testing

@testable import RoadRouting

@Suite struct EngineAnswerTests {
  private func response(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, body: Data(text.utf8))
  }

  @Test func osrmIsAskedForItsTable() throws {
    let request = OSRMTable.request(
      from: [try place(50.77, 6.09), try place(-0.0000004, -0.5)],
      to: [try place(50.1234567, 6), try place(50.2, 6)], base: "http://h",
      profile: "driving")
    #expect(
      request.url
        == "http://h/table/v1/driving/6.090000,50.770000;-0.500000,0.000000;6.000000,50.123457;6.000000,50.200000"
        + "?sources=0;1&destinations=2;3&annotations=duration&generate_hints=false")
    #expect(request.body == nil)
  }

  @Test func valhallaIsAskedForItsMatrix() throws {
    let request = ValhallaMatrix.request(
      from: [try place(50.77, 6.09)], to: [try place(50, 6)], base: "http://h", costing: "auto")
    #expect(request.url == "http://h/sources_to_targets")
    #expect(
      request.body
        == #"{"sources":[{"lat":50.77,"lon":6.09}],"targets":[{"lat":50.0,"lon":6.0}],"costing":"auto"}"#)
  }

  @Test func anAnswerOfOSRMIsUnderstood() throws {
    let text = """
      {"code":"Ok","durations":[[248.8],[null]],"sources":[{"distance":13.4,"name":"","location":[6.1,50.7]},
      {"distance":34249.5,"name":"","location":[6.1,50.7]}],"destinations":[{"distance":31.9,"location":[6,50]}]}
      """
    let two = [try place(50.77, 6.09), try place(50.78, 6.1)]
    #expect(
      try OSRMTable.answer(response(text), from: two, to: [try place(50, 6)])
        == .ways(seconds: [248.8, nil], sourcesMoved: [13.4, 34_249.5], destinationsMoved: [31.9]))
  }

  @Test func whereOSRMDoesNotSayTheMetresTheyAreThoseToTheRoad() throws {
    let text = """
      {"code":"Ok","durations":[[5, 6]],"sources":[{"location":[6.1,50.7]}],"destinations":[{},{"location":[6.1,50.71]}],
      "data_version":"2026-11-01"}
      """
    let one = try place(50.7, 6.1)
    guard
      case .ways(_, let sources, let destinations) = try OSRMTable.answer(response(text), from: [one], to: [one, one])
    else {
      Issue.record("no ways")
      return
    }
    #expect(sources == [0])
    #expect(destinations[0] == 0)
    #expect((1112...1113).contains(destinations[1]))
    #expect(RoutingEngine.osrm.dataVersion(response(text)) == "2026-11-01")
    #expect(RoutingEngine.osrm.dataVersion(response(#"{"code":"Ok"}"#)) == nil)
  }

  @Test func anAnswerOfValhallaIsUnderstood() throws {
    let (one, two, target) = (try place(50.77, 6.09), try place(50.78, 6.1), try place(50.77, 6.1))
    let text = """
      {"sources_to_targets":[[{"from_index":0,"to_index":0,"time":105,"distance":0.971}],[{"time":null,"distance":null}]],
      "sources":[{"lat":50.77,"lon":6.09},{"lat":50.78,"lon":6.1}],"targets":[{"lat":50.77,"lon":6.1}],"units":"kilometers"}
      """
    #expect(
      try ValhallaMatrix.answer(response(text), from: [one, two], to: [target])
        == .ways(seconds: [105, nil], sourcesMoved: [0, 0], destinationsMoved: [0]))
  }

  /// What no engine answers to a question about two places.
  static let nonsense = [
    "", "null", "[]", "{}", "Bad Gateway", "<html>", "\u{0}\u{1}", #"{"code":"Ok"}"#, #"{"code":7}"#,
    #"{"code":"Ok","durations":[]}"#, #"{"code":"Ok","durations":[[1],[2]]}"#,
    #"{"code":"Ok","durations":[[1]],"sources":[{}],"destinations":[{}]}"#,
    #"{"code":"Ok","durations":[[1,2],[3,4]],"sources":[{},{}],"destinations":[{},{}]}"#,
    #"{"code":"Ok","durations":[[1],[]],"sources":[{},{}],"destinations":[{}]}"#,
    #"{"code":"Ok","durations":[["1"],[2]],"sources":[{},{}],"destinations":[{}]}"#,
    #"{"code":"Ok","durations":[[1e999],[2]],"sources":[{},{}],"destinations":[{}]}"#,
    #"{"sources_to_targets":[]}"#, #"{"sources_to_targets":[[{"time":1}]]}"#,
    #"{"sources_to_targets":[[{"time":1}],[]]}"#, #"{"sources_to_targets":[[{"time":1}],[{"time":"2"}]]}"#,
    #"{"sources_to_targets":[[{"time":1}],[{"time":2}]],"sources":[]}"#,
    String(repeating: "[", count: 100_000),
  ]

  @Test(arguments: nonsense)
  func whatIsNoAnswerIsRefused(text: String) throws {
    let two = [try place(50.77, 6.09), try place(50.78, 6.1)]
    for engine in RoutingEngine.allCases {
      let error = #expect(throws: MutualAidError.self) {
        try engine.answer(response(text, status: 502), from: two, to: [two[0]])
      }
      #expect(error?.code == .routerNonsense)
    }
  }

  @Test func aRefusalBecauseOfSomePlacesCanBeDivided() throws {
    let two = [try place(50.77, 6.09), try place(50.78, 6.1)]
    func answer(_ engine: RoutingEngine, _ text: String) throws -> RoutingAnswer {
      try engine.answer(response(text, status: 400), from: two, to: [two[0]])
    }
    func refusal(_ answer: RoutingAnswer) -> RoutingAnswer.Refusal? {
      if case .refused(let reason, _) = answer { reason } else { nil }
    }
    #expect(refusal(try answer(.osrm, #"{"code":"NoSegment"}"#)) == .offMap)
    #expect(refusal(try answer(.osrm, #"{"code":"TooBig"}"#)) == .tooMuch)
    for code in ["NoTable", "NoRoute"] { #expect(try answer(.osrm, "{\"code\":\"\(code)\"}") == .noWays) }
    for (code, reason) in [
      (150, RoutingAnswer.Refusal.tooMuch), (158, .tooMuch), (154, .offMap), (171, .offMap), (170, .noWay),
      (442, .noWay),
    ] {
      #expect(refusal(try answer(.valhalla, "{\"error_code\":\(code),\"error\":\"no\"}")) == reason)
    }
    #expect(throws: MutualAidError.self) { try answer(.osrm, #"{"code":"InvalidQuery","message":"no"}"#) }
    #expect(throws: MutualAidError.self) { try answer(.valhalla, #"{"error_code":125,"error":"No costing"}"#) }
  }

  @Test func theEngineIsRecognisedByHowItTellsItsState() throws {
    let valhalla = #"{"version":"3.5.1","tileset_last_modified":1795624618,"available_actions":["status"]}"#
    #expect(try RoutingEngine.recognise(response(valhalla)) == .valhalla)
    let osrm = #"{"message":"URL string malformed close to position 7: \"tus\"","code":"InvalidUrl"}"#
    #expect(try RoutingEngine.recognise(response(osrm, status: 400)) == .osrm)
    #expect(throws: MutualAidError.self) { try RoutingEngine.recognise(response("ok")) }
  }
}
