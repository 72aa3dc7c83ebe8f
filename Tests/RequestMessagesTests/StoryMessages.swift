import DirectoryModel
import Foundation
import RequestMessages
import Requests

/// Requests in all states, for messages of them.
enum StoryMessages {
  static let start = Date(timeIntervalSince1970: 1_796_000_000)

  /// A request of two lines, sent.
  static func request(isExercise: Bool = false, text: String? = "Brand <B3> & \"Öl\"") -> AidRequest {
    var request = AidRequest(
      id: "k7qf-2m9x-vt3c-0hd4",
      incident: RequestIncident(
        id: "E-2026/17", latitude: 50.7753, longitude: 6.0839, country: "DE", text: text,
        place: "Vaals, Maastrichterlaan"),
      asking: "de-room", asked: "nl-room",
      lines: [RequestLine(need: "pumping", count: 2), RequestLine(unit: "nl-fire-vaals.ts1")], urgency: .immediate,
      language: "de", isExercise: isExercise, created: start)
    for line in request.lines { take(.send, .asking, at: 0, line: line.number, on: &request) }
    return request
  }

  @discardableResult
  static func take(
    _ action: RequestAction, _ party: RequestParty, at seconds: Double, line: Int, on request: inout AidRequest,
    _ adapt: (inout RequestStep) -> Void = { _ in }
  ) -> Bool {
    let time = start.addingTimeInterval(seconds)
    var step = RequestStep(action: action, line: line, party: party, actor: "test", time: time, received: time)
    adapt(&step)
    do throws(RequestDefect) {
      try request.apply(step)
      return true
    } catch {
      return false
    }
  }

  /// The same request after each kind of step, by the step.
  static func stories(isExercise: Bool = false) -> [(action: RequestAction, request: AidRequest)] {
    var stories: [(RequestAction, AidRequest)] = []
    var request = request(isExercise: isExercise)
    stories.append((.send, request))
    var deferred = request
    take(.defer, .asked, at: 20, line: 1, on: &deferred) { $0.until = start.addingTimeInterval(600) }
    stories.append((.defer, deferred))
    var declined = request
    take(.decline, .asked, at: 20, line: 2, on: &declined) {
      $0.reason = "own-incident"
      $0.note = "Großbrand"
    }
    stories.append((.decline, declined))
    var cancelled = request
    take(.cancel, .asking, at: 20, line: 1, on: &cancelled)
    stories.append((.cancel, cancelled))
    var part = request
    take(.acceptPart, .asked, at: 25, line: 1, on: &part) { $0.units = ["nl.1"] }
    stories.append((.acceptPart, part))
    take(.accept, .asked, at: 30, line: 1, on: &request) {
      $0.units = ["nl.1", "nl.2"]
      $0.channel = "TMO-1"
      $0.departure = start.addingTimeInterval(90)
    }
    stories.append((.accept, request))
    var withdrawn = request
    take(.withdraw, .asked, at: 40, line: 1, on: &withdrawn) { $0.reason = "technical" }
    stories.append((.withdraw, withdrawn))
    var replaced = request
    take(.replace, .asked, at: 40, line: 1, on: &replaced) {
      $0.units = ["nl.3"]
      $0.insteadOf = "nl.1"
    }
    stories.append((.replace, replaced))
    take(.turnOut, .asked, at: 100, line: 1, on: &request)
    stories.append((.turnOut, request))
    take(.arrive, .asked, at: 500, line: 1, on: &request)
    stories.append((.arrive, request))
    take(.release, .asking, at: 900, line: 1, on: &request)
    stories.append((.release, request))
    take(.return, .asked, at: 1_500, line: 1, on: &request)
    stories.append((.return, request))
    return stories
  }
}
