import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// `mutualaid correct`.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("correct")

  /// Bytes of a file of corrections.
  private static let longestFile = 16_000_000

  @Argument(help: .of("correct.id"))
  var id: String?

  @Argument(help: .of("correct.field"))
  var field: String?

  @Argument(help: .of("correct.value"))
  var value: String?

  @Argument(help: .of("correct.more"))
  var more: [String] = []

  @Option(name: .long, help: .of("correct.file", valueName: "file|-"), completion: .files)
  var file: String?

  @Flag(name: .long, help: .of("correct.list"))
  var list = false

  @Flag(name: .long, help: .of("correct.withdraw"))
  var withdraw = false

  @Option(name: .long, help: .of("correct.room", valueName: "id"), completion: .words(.controlRoom))
  var room: String?

  @Option(name: .long, help: .of("correct.by", valueName: "name"))
  var by: String?

  @Option(name: .long, help: .of("correct.note", valueName: "text"))
  var note: String?

  @Flag(name: .long, help: .of("correct.far"))
  var far = false

  @Flag(name: .long, help: .of("global.dryRun"))
  var dryRun = false

  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let isSingle = withdraw ? id != nil && field != nil && value == nil : value != nil && more.count.isMultiple(of: 2)
    guard [list, file != nil, id != nil].filter({ $0 }).count == 1, id == nil || isSingle else {
      throw ValidationError(
        "Give an id, a field and a value, perhaps more of these two, or --withdraw with an id and a field, or --file, or --list."
      )
    }
    if list { return }
    guard chosenRoom != nil else {
      throw ValidationError("Say whose registry it is: --room with the id of a control room, or MUTUALAID_ROOM.")
    }
    guard chosenName != nil else { throw ValidationError("Say who says so: --by with a name, or MUTUALAID_BY.") }
  }

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      if list { return try showList() }
      let directory = try global.open(.update, goesByClock: true, asJSON: format == .json)
      defer { directory.close() }
      let report = try directory.correct(
        requests(), room: ControlRoomID(chosenRoom ?? ""), by: chosenName ?? "", acceptsFar: far, isDryRun: dryRun,
        waiting: { Console.message(WaitingText.anotherImport(in: global.lang)) })
      if format == .json {
        try Console.result(report.json.text() + "\n")
      } else if !global.quiet {
        try Console.result(report.text(in: global.lang))
      }
    }
  }

  private var chosenRoom: String? { room ?? CorrectCommand.setting("MUTUALAID_ROOM") }
  private var chosenName: String? { by ?? CorrectCommand.setting("MUTUALAID_BY") }

  private static func setting(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private func showList() throws {
    let corrections = try Directory(at: global.path()).corrections(of: chosenRoom.map { ControlRoomID($0) })
    let list = CorrectionList(corrections)
    try Console.result(format == .json ? list.json.text() + "\n" : list.text(in: global.lang))
  }

  private func requests() throws -> [CorrectionRequest] {
    guard let file else {
      let words = [field ?? "", value ?? ""] + more
      return stride(from: 0, to: words.count, by: 2).map { index in
        CorrectionRequest(
          id: id ?? "", field: words[index], value: withdraw ? nil : words[index + 1], note: note)
      }
    }
    let bytes =
      file == "-"
      ? [UInt8](FileHandle.standardInput.readDataToEndOfFile())
      : try InputFile.bytes(of: file, limit: CorrectCommand.longestFile)
    guard bytes.count <= CorrectCommand.longestFile else {
      throw MutualAidError(.notACorrectionFile, "the file is longer than \(CorrectCommand.longestFile) bytes")
    }
    var requests = try CorrectionFile.requests(bytes)
    for index in requests.indices where requests[index].note == nil { requests[index].note = note }
    return requests
  }
}
