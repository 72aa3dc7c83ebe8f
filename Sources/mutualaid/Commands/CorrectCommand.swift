import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// `mutualaid correct`.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Put right what a control room knows better than what is published.",
    discussion: """
      The number under which other rooms reach a room, languages, hours, a station's place, a vehicle that is really there \
      or gone: field by field it goes into the room's own registry, own- and the room's id. There it wins over every edition \
      of the registries below, and is marked with who said it and when; all other fields follow these. Each call makes a \
      version of that registry, which rollback and remove undo and export writes.

      Fields: of a control room name, phone, language, radio, position, note; of a station name, position, control-room, \
      hours, phone, turnout, note, and unit, which adds one by its type, with its call sign behind a semicolon; of a unit \
      exists (yes or no), station, service, type, name, call-sign, capability, crew, turnout, position, note; of an \
      organisation name, phone, note.

      A file has one correction on each line: CSV under a header, or JSON objects, with id, field, value, and perhaps by and \
      note; in JSON, the value null withdraws one. All of its lines are taken, or none.

      EXAMPLES
        export MUTUALAID_ROOM=nl-meldkamer-limburg-fire MUTUALAID_BY="M. Janssen"
        mutualaid correct de-nrw-leitstelle-staedteregion-aachen phone "+49 241 4311 0" --note "their letter of May"
        mutualaid correct nl-fire-vaals-f2e0bb79 hours "Mo-Fr 07:00-19:00" --dry-run
        mutualaid correct nl-fire-vaals-f2e0bb79.ts1 exists no
        mutualaid correct nl-fire-vaals-f2e0bb79 unit "TS; 24-4131"
        mutualaid correct --file numbers.csv
        mutualaid correct --withdraw nl-fire-vaals-f2e0bb79 hours
        mutualaid correct --list
      """)

  /// Bytes of a file of corrections.
  private static let longestFile = 16_000_000

  @Argument(help: "The id of a unit, station, control room or organisation.")
  var id: String?

  @Argument(help: "The field.")
  var field: String?

  @Argument(help: "The value.")
  var value: String?

  @Option(
    name: .long, help: ArgumentHelp("Take the corrections of a file, or of standard input with -.", valueName: "file|-")
  )
  var file: String?

  @Flag(name: .long, help: "List what is corrected, of the room or of all.")
  var list = false

  @Flag(name: .long, help: "Withdraw what was corrected of the field.")
  var withdraw = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The control room whose registry it goes into; without it, the environment variable MUTUALAID_ROOM.",
      valueName: "id"))
  var room: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Who says so; without it, the environment variable MUTUALAID_BY.", valueName: "name"))
  var by: String?

  @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
  var note: String?

  @Flag(name: .long, help: "A place may be moved farther than 20 km.")
  var far = false

  @Flag(name: .long, help: "Tell what would change, and leave the directory as it is.")
  var dryRun = false

  @Option(name: .long, help: "The report's form: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let isSingle = withdraw ? id != nil && field != nil && value == nil : value != nil
    guard [list, file != nil, id != nil].filter({ $0 }).count == 1, id == nil || isSingle else {
      throw ValidationError(
        "Give an id, a field and a value, or --withdraw with an id and a field, or --file, or --list.")
    }
    if list { return }
    guard chosenRoom != nil else {
      throw ValidationError("Say whose registry it is: --room with the id of a control room, or MUTUALAID_ROOM.")
    }
    guard chosenName != nil else { throw ValidationError("Say who says so: --by with a name, or MUTUALAID_BY.") }
  }

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang, questionCode: 3) {
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
      return [CorrectionRequest(id: id ?? "", field: field ?? "", value: withdraw ? nil : value, note: note)]
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
