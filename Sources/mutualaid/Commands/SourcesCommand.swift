import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid sources`.
struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of(
    "sources", subcommands: [List.self, Add.self, Remove.self, Update.self, Approve.self])

  /// `mutualaid sources list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration.of("sources list")

    @OptionGroup var report: ReportOptions

    func run() throws {
      try report.run {
        let list = SourceList(try Directory(at: report.global.path()).sources())
        try Console.result(report.isJSON ? list.json.text() + "\n" : list.text(in: report.global.lang))
      }
    }
  }

  /// `mutualaid sources add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration.of("sources add")

    @Argument(help: .of("sources add.source"), completion: .words(.registry))
    var source: String

    @Argument(help: .of("sources add.address"), completion: .files)
    var address: String

    @Option(name: .long, help: .of("sources add.interval", valueName: "age"), transform: Age.read)
    var interval: Age?

    @Option(name: .long, help: .of("sources add.promise", valueName: "age"), transform: Age.read)
    var promise: Age?

    @Option(name: .long, help: .of("reading.profile", valueName: "auto|name|file"), completion: .files)
    var profile = "auto"

    @Option(name: .long, help: .of("reading.country", valueName: "country"), completion: .words(.country))
    var country: CountryCode?

    @Option(name: .long, help: .of("reading.service"))
    var service: Service?

    @Option(name: .long, help: .of("sources add.maxBytes", valueName: "number"))
    var maxBytes: Int?

    @Option(name: .long, help: .of("sources add.timeLimit", valueName: "seconds"))
    var timeLimit: Int?

    @Flag(name: .long, help: .of("sources add.approval"))
    var approval = false

    @OptionGroup var report: ReportOptions

    func run() throws {
      try report.run {
        var entered = EditionSource(of: source, at: address)
        if let interval { entered.interval = Int(interval.seconds) }
        entered.promise = promise.map { Int($0.seconds) }
        entered.profile = profile
        entered.country = country
        entered.service = service
        if let maxBytes { entered.byteLimit = maxBytes }
        if let timeLimit { entered.timeLimit = timeLimit }
        entered.needsApproval = approval
        let directory = try Directory(at: report.global.path(), access: .readWrite)
        defer { directory.close() }
        try directory.put(source: entered)
        try report.tell(.put(entered))
      }
    }
  }

  /// `mutualaid sources remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration.of("sources remove")

    @Argument(help: .of("sources.source"))
    var source: String

    @OptionGroup var report: ReportOptions

    func run() throws {
      try report.run {
        let directory = try Directory(at: report.global.path(), access: .update)
        defer { directory.close() }
        try directory.removeSource(source)
        try report.tell(.removed(source))
      }
    }
  }

  /// `mutualaid sources update`.
  struct Update: ParsableCommand {
    static let configuration = CommandConfiguration.of("sources update")

    @Argument(help: .of("sources update.sources"))
    var sources: [String] = []

    @Flag(name: .long, help: .of("sources update.all"))
    var all = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
      guard !all || sources.isEmpty else { throw ValidationError("Name sources, or give --all.") }
    }

    func run() throws {
      try report.run {
        let directory = try report.global.open(.update, goesByClock: true, asJSON: report.isJSON)
        defer { directory.close() }
        let named =
          sources.isEmpty
          ? try (all ? directory.sources() : directory.dueSources()).map(\.source.subject) : sources
        var updates: [SourceUpdate] = []
        for name in named { updates.append(try directory.update(source: name, waiting: report.waiting)) }
        try report.tell(SourceUpdateList(updates))
      }
    }
  }

  /// `mutualaid sources approve`.
  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration.of("sources approve")

    @Argument(help: .of("sources.source"))
    var source: String

    @Option(name: .long, help: .of("sources approve.by", valueName: "name"))
    var by: String

    @Option(name: .long, help: .of("sources approve.digest", valueName: "digest"))
    var digest: String?

    @Flag(name: .long, help: .of("sources approve.reject"))
    var reject = false

    @OptionGroup var report: ReportOptions

    func run() throws {
      try report.run {
        let opened = try report.global.open(.update, goesByClock: true, asJSON: report.isJSON)
        defer { opened.close() }
        let directory = opened.acting(as: ChangeOrigin(actor: String(by.prefix(200))))
        let update =
          reject
          ? try directory.rejectEdition(of: source, digest: digest)
          : try directory.approveEdition(of: source, digest: digest, waiting: report.waiting)
        try report.tell(SourceUpdateList([update]))
      }
    }
  }
}

extension ReportOptions {
  fileprivate func waiting() { Console.message(WaitingText.anotherImport(in: global.lang)) }

  fileprivate func tell(_ change: SourceChangeText) throws {
    if isJSON {
      try Console.result(change.json.text() + "\n")
    } else if !global.quiet {
      try Console.result(change.text(in: global.lang))
    }
  }

  /// Tells what became of sources, and ends with 1 where any gave nothing that could be taken.
  fileprivate func tell(_ list: SourceUpdateList) throws {
    if isJSON {
      try Console.result(list.json.text() + "\n")
    } else if !global.quiet || list.hasTrouble {
      try Console.result(list.text(in: global.lang))
    }
    if list.hasTrouble { throw ExitCode(1) }
  }
}
