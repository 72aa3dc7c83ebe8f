import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import Requests
import TextFormats

/// `mutualaid request list`.
struct RequestListCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request list")

  @Option(name: .customLong("as"), help: .of("request list.as", valueName: "room"), completion: .words(.controlRoom))
  var room: String?

  @Option(name: .long, help: .of("request list.state"))
  var state: [RequestState] = []

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(asJSON: report.isJSON)
      let list = RequestList(
        try directory.requests(of: room.map { ControlRoomID($0) }, states: Set(state)))
      try Console.result(report.isJSON ? list.json.text() + "\n" : list.text(in: report.global.lang))
    }
  }
}

/// `mutualaid request show`.
struct RequestShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request show")

  @Argument(help: .of("request.id"))
  var id: String

  @Option(name: .customLong("as"), help: .of("request list.as", valueName: "room"), completion: .words(.controlRoom))
  var room: String?

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(asJSON: report.isJSON)
      let room = room.map { ControlRoomID($0) }
      try report.tell(directory.request(RequestID(id), for: room), in: directory, for: room)
    }
  }
}
