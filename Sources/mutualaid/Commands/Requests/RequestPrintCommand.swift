import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import Requests

/// `mutualaid request print`.
struct RequestPrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request print")

  @Argument(help: .of("request.id"))
  var id: String

  @Option(name: .customLong("as"), help: .of("request list.as", valueName: "room"), completion: .words(.controlRoom))
  var room: String?

  @Option(name: .long, help: .of("request print.kind"))
  var kind = RequestPaper.page

  @Option(name: .long, help: .of("request print.language", valueName: "tag"))
  var language: [Language] = []

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: false, in: global.lang) {
      let directory = try global.open(asJSON: false)
      let request = try directory.request(RequestID(id), for: room.map { ControlRoomID($0) })
      let rooms = try directory.rooms(of: request)
      let report = RequestReport(request, asking: rooms.asking, asked: rooms.asked, names: directory.requestNames)
      try Console.data(report.paper(kind, in: language.isEmpty ? nil : language, reader: global.lang))
    }
  }
}

extension RequestPaper: WordArgument {}
