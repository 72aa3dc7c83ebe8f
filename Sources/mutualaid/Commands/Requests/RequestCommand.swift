import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import Requests
import TextFormats

/// `mutualaid request`.
struct RequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of(
    "request",
    subcommands: [
      RequestNewCommand.self, RequestListCommand.self, RequestShowCommand.self, RequestStepCommand.self,
      RequestPrintCommand.self, RequestLimitCommand.self, RequestExportCommand.self,
      RequestImportCommand.self, RequestReportCommand.self, RequestWakeCommand.self,
    ])
}

extension RequestState: WordArgument {}
extension RequestAction: WordArgument {}
extension RequestUrgency: WordArgument {}

/// The room in whose name a verb about requests acts.
struct RequestRoom: ParsableArguments {
  @Option(name: .customLong("as"), help: .of("request.as", valueName: "room"), completion: .words(.controlRoom))
  var room: String

  var id: ControlRoomID { ControlRoomID(room) }
}

extension ReportOptions {
  /// Tells a request as it is now.
  func tell(_ request: AidRequest, in directory: Directory, for room: ControlRoomID?) throws {
    let rooms = try directory.rooms(of: request)
    let report = RequestReport(
      request, asking: rooms.asking, asked: rooms.asked, party: room.flatMap { request.party($0) },
      life: try directory.requestLife(), names: directory.requestNames)
    if isJSON {
      try Console.result(report.json.text() + "\n")
    } else if !global.quiet {
      try Console.result(report.text(in: global.lang))
    }
  }
}
