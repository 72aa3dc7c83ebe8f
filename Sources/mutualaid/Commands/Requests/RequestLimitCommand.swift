import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import Requests
import TextFormats
import TypedOptions

/// `mutualaid request limit`.
struct RequestLimitCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request limit")

  @Argument(help: .of("request limit.name"), completion: .list(RequestLife.standard.limits.all.map(\.limit)))
  var name: String?

  @Argument(help: .of("request limit.seconds"))
  var seconds: Int?

  @Option(name: .long, help: .of("request limit.asking", valueName: "room"), completion: .words(.controlRoom))
  var asking: String?

  @Option(name: .long, help: .of("request limit.asked", valueName: "room"), completion: .words(.controlRoom))
  var asked: String?

  @Option(name: .long, help: .of("request limit.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard (name == nil) == (seconds == nil), seconds.map({ $0 >= 0 }) ?? true else {
      throw ValidationError("Give a limit and its seconds, or neither.")
    }
  }

  func run() throws {
    try report.run {
      let directory = try report.global.open(.update, asJSON: report.isJSON)
      defer { directory.close() }
      if let name, let seconds {
        try directory.put(
          requestLimit: name, asking: asking.map { ControlRoomID($0) }, asked: asked.map { ControlRoomID($0) },
          seconds: seconds)
      }
      let told = try directory.keepRequestLimits(at: time?.date ?? Date()).map(\.request)
      let list = RequestList(told)
      try Console.result(report.isJSON ? list.json.text() + "\n" : list.text(in: report.global.lang))
    }
  }
}
