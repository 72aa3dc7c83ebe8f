import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import Requests
import TextFormats

/// `mutualaid request export`.
struct RequestExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request export")

  @Argument(help: .of("request.id"))
  var id: String

  @Option(name: .customLong("as"), help: .of("request list.as", valueName: "room"), completion: .words(.controlRoom))
  var room: String?

  @Option(name: .long, help: .of("request export.form", valueName: "form"), completion: .list(Directory.messageForms))
  var form: String

  @Option(name: .long, help: .of("request export.message", valueName: "kind"))
  var message: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: false, in: global.lang) {
      let directory = try global.open(asJSON: false)
      let request = try directory.request(RequestID(id), for: room.map { ControlRoomID($0) })
      let export = try directory.export(request, form: form, kind: message)
      for document in export.documents { try Console.data(document) }
      // What is lost is told beside, so that the message stays one.
      if !export.lost.isEmpty, !global.quiet { Console.message(RequestReport.lost(export, in: global.lang)) }
    }
  }
}

/// `mutualaid request import`.
struct RequestImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("request import")

  @Argument(help: .of("request import.file"), completion: .files)
  var file: String

  @OptionGroup var room: RequestRoom

  @Option(name: .long, help: .of("request import.to", valueName: "room"), completion: .words(.controlRoom))
  var to: String?

  @Option(name: .long, help: .of("request export.form", valueName: "form"), completion: .list(Directory.messageForms))
  var form: String?

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(.update, asJSON: report.isJSON)
      defer { directory.close() }
      let receipt = try directory.take(
        message: try bytes(), form: form, from: room.id, to: to.map { ControlRoomID($0) })
      if !report.isJSON, !report.global.quiet { try Console.result(receipt.outcomes.joined(separator: ", ") + "\n") }
      try report.tell(receipt.request, in: directory, for: room.id)
    }
  }

  /// The message, of which no more is read than one may have.
  private func bytes() throws -> [UInt8] {
    let handle: FileHandle?
    if file == "-" { handle = .standardInput } else { handle = FileHandle(forReadingAtPath: file) }
    guard let handle, let data = try? handle.read(upToCount: (1 << 20) + 1) else {
      throw MutualAidError(
        .fileUnreadable, "the file '\(file)' cannot be read", hint: "Check the path and the permissions.")
    }
    return Array(data)
  }
}
