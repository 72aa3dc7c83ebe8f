import ArgumentParser
import DirectoryModel
import Presentation
import RegistryXML
import TextFormats
import TypedOptions

/// `mutualaid profiles`.
struct ProfilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("profiles", subcommands: [List.self, Show.self, Check.self])

  /// `mutualaid profiles list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration.of("profiles list")

    @Option(name: .long, help: .of("global.format"))
    var format: ReportFormat = .text

    @OptionGroup var global: GlobalOptions

    func run() throws {
      try Console.run(asJSON: format == .json, in: global.lang) {
        let list = ProfileList(profiles: try ProfileLibrary.summaries())
        try Console.result(format == .json ? list.json.text() + "\n" : list.text(in: global.lang))
      }
    }
  }

  /// `mutualaid profiles show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration.of("profiles show")

    @Argument(help: .of("profiles show.name"), completion: .list(ProfileLibrary.names + ["schema", "maps"]))
    var name: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
      try Console.run(asJSON: false, in: global.lang) {
        guard let text = name == "schema" ? ProfileLibrary.schema : ProfileLibrary.text(of: name) else {
          throw MutualAidError(
            .profileInvalid, "there is no profile '\(name)'",
            hint: "Known are \(ProfileLibrary.names.joined(separator: ", ")), schema and maps.")
        }
        try Console.data(text)
      }
    }
  }

  /// `mutualaid profiles check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration.of("profiles check")

    @Argument(help: .of("profiles check.file"), completion: .files)
    var file: String

    @Argument(help: .of("profiles check.samples"), completion: .files)
    var samples: [String] = []

    @Option(name: .long, help: .of("profiles check.count"))
    var count = 5

    @Option(name: .long, help: .of("reading.country"))
    var country: String?

    @Option(name: .long, help: .of("reading.service"))
    var service: Service?

    @Option(name: .long, help: .of("reading.issued"), transform: Moment.read)
    var issued: Moment?

    @OptionGroup var global: GlobalOptions

    private var options: ReadingOptions {
      var options = ReadingOptions()
      options.profile = .file(file)
      options.country = country.map { CountryCode(unchecked: $0.uppercased()) }
      options.service = service
      options.issued = issued?.date
      return options
    }

    func run() throws {
      try Console.run(asJSON: false, in: global.lang) {
        let (profile, problems) = try ProfileLibrary.check(file: file)
        for problem in problems {
          Console.message("\(file):\(problem.line.map { "\($0):" } ?? "") error: \(problem.message)")
        }
        guard problems.isEmpty else { throw ExitCode(3) }
        try Console.result("\(file): profile '\(profile.name)' (\(profile.content)) can be used\n")
        var isClean = true
        for sample in samples {
          let reading = try SampleReading(path: sample, options: options, shown: count)
          try Console.result(reading.text)
          isClean = isClean && reading.problems == 0
        }
        if !isClean { throw ExitCode(1) }
      }
    }
  }
}

/// The profiles as people and programs see them.
struct ProfileList {
  let profiles: [ProfileLibrary.Summary]

  var json: JSONValue {
    .array(
      profiles.map { profile in
        [
          "name": .string(profile.name), "title": .string(profile.titles.main), "content": .string(profile.content),
          "description": .string(profile.description),
        ]
      })
  }

  func text(in language: Language) -> String {
    let width = (profiles.map(\.name.count).max() ?? 0) + 2
    return profiles.map { profile in
      let padding = { (text: String, width: Int) in text + String(repeating: " ", count: max(1, width - text.count)) }
      return padding(profile.name, width) + padding(profile.content, 10)
        + profile.titles.text(in: language.rawValue) + "\n"
    }.joined()
  }
}
