import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import Requests
import TextFormats
import TypedOptions

/// `mutualaid request step`.
struct RequestStepCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request step")

  @Argument(help: .of("request.id"))
  var id: String

  @Argument(help: .of("request step.action"))
  var action: RequestAction

  @OptionGroup var room: RequestRoom

  @Option(name: .long, help: .of("request step.line", valueName: "number"))
  var line: Int?

  @Option(name: .long, help: .of("request step.unit", valueName: "unit"), completion: .words(.unit))
  var unit: [String] = []

  @Option(name: .long, help: .of("request step.insteadOf", valueName: "unit"), completion: .words(.unit))
  var insteadOf: String?

  @Option(name: .long, help: .of("request step.departure", valueName: "ISO8601"), transform: Moment.read)
  var departure: Moment?

  @Option(name: .long, help: .of("request step.channel", valueName: "text"))
  var channel: String?

  @Option(name: .long, help: .of("request step.until", valueName: "ISO8601"), transform: Moment.read)
  var until: Moment?

  @Option(
    name: .long, help: .of("request step.reason", valueName: "word"), completion: .list(RequestLife.standard.reasons))
  var reason: String?

  @Option(name: .long, help: .of("request step.note", valueName: "text"))
  var note: String?

  @Option(name: .long, help: .of("request step.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(.update, asJSON: report.isJSON)
      defer { directory.close() }
      var draft = StepDraft(action, line: line)
      draft.units = unit.isEmpty ? nil : unit.map { UnitID($0) }
      draft.insteadOf = insteadOf.map { UnitID($0) }
      (draft.departure, draft.until, draft.time) = (departure?.date, until?.date, time?.date)
      (draft.channel, draft.reason, draft.note) = (channel, reason, note)
      do {
        try report.tell(directory.take(draft, on: RequestID(id), by: room.id), in: directory, for: room.id)
      } catch let conflict as RequestConflict {
        // What happened meanwhile comes before the reason.
        try report.tell(conflict.request, in: directory, for: room.id)
        throw conflict.error
      }
    }
  }
}
