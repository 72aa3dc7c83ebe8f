import ArgumentParser
import DirectoryModel
import Foundation
import Matching
import MutualAid
import Presentation
import Requests
import TextFormats
import TypedOptions

/// `mutualaid request new`.
struct RequestNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request new")

  @OptionGroup var room: RequestRoom

  @Option(name: .long, help: .of("request new.incident", valueName: "number"))
  var incident: String

  @Option(name: .long, help: .of("incident.at", valueName: "place"), transform: PlaceArgument.read)
  var at: PlaceArgument

  @Option(
    name: .long, help: .of("match.need", "\(PackageNeed.largestCount)", valueName: "capability:count"),
    completion: .words(.need))
  var need: [PackageNeed]

  @Option(name: .long, help: .of("request new.to", valueName: "room"), completion: .words(.controlRoom))
  var to: String?

  @Option(name: .long, help: .of("incident.service"))
  var service: Service?

  @Option(name: .long, help: .of("incident.sender", valueName: "cc"), completion: .words(.country))
  var from: [CountryCode] = []

  @Option(name: .long, help: .of("incident.agreement"))
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(name: .long, help: .of("incident.availability"))
  var availability = NearestQuery.AvailabilityPolicy.assume

  @Option(name: .long, help: .of("request new.text", valueName: "text"))
  var text: String?

  @Option(name: .long, help: .of("request new.place", valueName: "text"))
  var place: String?

  @Option(name: .long, help: .of("request new.urgency"))
  var urgency = RequestUrgency.immediate

  @Flag(name: .long, help: .of("request new.exercise"))
  var exercise = false

  @Flag(name: .long, help: .of("request new.draft"))
  var draft = false

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(.update, asJSON: report.isJSON)
      defer { directory.close() }
      var base = NearestQuery(
        place: try at.coordinate(in: directory, global: report.global), service: service, time: Date())
      base.lenders = from
      base.agreement = agreement
      base.availability = availability
      var written = RequestDraft(asking: room.id, incident: incident)
      written.asked = to.map { ControlRoomID($0) }
      (written.text, written.place, written.urgency) = (text, place, urgency)
      (written.isExercise, written.language) = (exercise, report.global.lang.rawValue)
      let match = try directory.match(PackageQuery(base: base, needs: need))
      let requests = try directory.add(directory.requests(from: match, written), isSent: !draft)
      guard !requests.isEmpty else {
        return try report.fail(RequestList([]).text(in: report.global.lang).trimmingCharacters(in: .newlines))
      }
      if report.isJSON {
        try Console.result(RequestList(requests).json.text() + "\n")
      } else {
        for request in requests { try report.tell(request, in: directory, for: room.id) }
      }
    }
  }
}
