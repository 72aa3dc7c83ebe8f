import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats
import TypedOptions

/// `mutualaid audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of(
    "audit", subcommands: [Show.self, Verify.self, Export.self, SignCheckpoint.self, Purge.self])

  /// `mutualaid audit show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration.of("audit show")

    @OptionGroup var selection: AuditSelection

    @Option(
      name: .long, help: OptionRange<Int>.versions.help("audit show.limit", default: 50),
      transform: OptionRange<Int>.versions.read)
    var limit = 50

    @OptionGroup var report: ReportOptions

    func run() throws {
      try report.run {
        let records = try selection.records(in: Directory(at: report.global.path()), limit: limit)
        let list = AuditList(records)
        try Console.result(report.isJSON ? list.json.text() + "\n" : list.text(in: report.global.lang))
      }
    }
  }

  /// `mutualaid audit export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration.of("audit export")

    @OptionGroup var selection: AuditSelection

    @Option(name: .long, help: .of("audit export.person", valueName: "text"))
    var person: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
      try Console.run(asJSON: false, in: global.lang) {
        var records = try selection.records(in: Directory(at: global.path()), limit: nil)
        if let person { records.removeAll { !$0.names(person) } }
        for record in records { try Console.data(AuditList.line(record) + "\n") }
      }
    }
  }

  /// `mutualaid audit checkpoint`.
  struct SignCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration.of("audit checkpoint")

    @Option(name: .long, help: .of("audit checkpoint.key", valueName: "file"), completion: .files)
    var key: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
      try Console.run(asJSON: false, in: global.lang) {
        let path = try global.path()
        let directory = try Directory(at: path)
        let signing: SigningKey
        do throws(KeyFileError) {
          signing = try SigningKey.loadOrMake(at: key ?? path + ".checkpoint-key")
        } catch {
          throw error.explained
        }
        try Console.data(directory.checkpoint(signedWith: signing).line + "\n")
      }
    }
  }

  /// `mutualaid audit purge`.
  struct Purge: ParsableCommand {
    static let configuration = CommandConfiguration.of("audit purge")

    @Option(name: .long, help: .of("audit purge.kind", valueName: "kind"), completion: .list(AuditSelection.kinds))
    var kind: [String] = []

    @Option(name: .long, help: .of("audit purge.olderThan", valueName: "age"), transform: Age.read)
    var olderThan: Age

    @OptionGroup var report: ReportOptions

    func validate() throws {
      guard !kind.isEmpty else { throw ValidationError("Name the kinds of entries: --kind.") }
    }

    func run() throws {
      try report.run {
        let kinds = try AuditSelection.checked(kind)
        let directory = try report.global.open(.update, goesByClock: true, asJSON: report.isJSON)
        defer { directory.close() }
        let purge = try directory.purgeJournal(kinds, before: Date(timeIntervalSinceNow: -olderThan.seconds))
        let text = PurgeText(purge)
        if report.isJSON {
          try Console.result(text.json.text() + "\n")
        } else if !report.global.quiet {
          try Console.result(text.text(in: report.global.lang))
        }
      }
    }
  }
}
