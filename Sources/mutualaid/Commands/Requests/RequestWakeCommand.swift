import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid request wake`.
struct RequestWakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request wake")

  @Argument(help: .of("request wake.room"), completion: .words(.controlRoom))
  var room: String?

  @Argument(help: .of("request wake.address"))
  var address: String?

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(address == nil ? .readOnly : .update, asJSON: report.isJSON)
      defer { directory.close() }
      if let room, let address { try directory.put(wakeAddress: address, of: ControlRoomID(room)) }
      let addresses = try directory.wakeAddresses().filter { room == nil || $0.key == room }
      if report.isJSON {
        try Console.result(JSONValue.object(addresses.mapValues { .string($0) }).text() + "\n")
      } else if !report.global.quiet {
        try Console.result(addresses.sorted { $0.key < $1.key }.map { "\($0.key)  \($0.value)\n" }.joined())
      }
    }
  }
}
