import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import Requests
import TextFormats
import TypedOptions

enum AfterActionFormat: String, WordArgument {
  case text, json, csv, html
}

/// `mutualaid request report`.
struct RequestReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request report")

  @Option(name: .customLong("as"), help: .of("request list.as", valueName: "room"), completion: .words(.controlRoom))
  var room: String?

  @Option(name: .long, help: .of("request report.since", valueName: "ISO8601"), transform: Moment.read)
  var since: Moment?

  @Option(name: .long, help: .of("request report.until", valueName: "ISO8601"), transform: Moment.read)
  var until: Moment?

  @Option(name: .long, help: .of("request report.incident", valueName: "number"))
  var incident: String?

  @Option(name: .long, help: .of("global.format"))
  var format = AfterActionFormat.text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try global.open(asJSON: format == .json)
      let room = room.map { ControlRoomID($0) }
      if let incident {
        let timeline = try timeline(of: incident, for: room, in: directory)
        try Console.data(text(of: timeline))
        if timeline.isEmpty { throw ExitCode(1) }
      } else {
        let report = AfterActionReport(try directory.afterAction(of: room, since: since?.date, until: until?.date))
        try Console.data(text(of: report))
      }
    }
  }

  private func timeline(of incident: String, for room: ControlRoomID?, in directory: Directory) throws
    -> RequestTimeline
  {
    let requests = try directory.requests(of: room, madeFrom: since?.date, to: until?.date)
      .filter { $0.incident.id == incident }
    return RequestTimeline(
      incident,
      try requests.map { request in
        let rooms = try directory.rooms(of: request)
        return RequestReport(request, asking: rooms.asking, asked: rooms.asked)
      })
  }

  private func text(of report: AfterActionReport) -> String {
    switch format {
    case .text: report.text(in: global.lang)
    case .json: report.json.text() + "\n"
    case .csv: report.csv
    case .html: report.html(in: global.lang)
    }
  }

  private func text(of timeline: RequestTimeline) -> String {
    switch format {
    case .text, .csv: timeline.text(in: global.lang)
    case .json: timeline.json.text() + "\n"
    case .html: timeline.html(in: global.lang)
    }
  }
}
