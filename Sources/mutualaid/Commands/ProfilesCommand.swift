import ArgumentParser
import DirectoryModel
import Presentation
import RegistryXML
import TextFormats

/// `mutualaid profiles`.
struct ProfilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: "The dialects that can be read, and profiles of one's own.",
    discussion: """
      A profile is a file that says how a dialect of XML is read. To make one for a new dialect, start from a built-in \
      one and its schema, and check it with samples.

      EXAMPLES
        mutualaid profiles list
        mutualaid profiles show gml > my-dialect.xml
        mutualaid profiles show schema
        mutualaid profiles check my-dialect.xml sample.xml
      """,
    subcommands: [List.self, Show.self, Check.self])

  /// `mutualaid profiles list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the built-in profiles.")

    @Option(name: .long, help: "text or json.")
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
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: """
        Print a built-in profile's file; of native the schema of the format, of schema that of profile files, of maps the \
        words for countries and languages that every profile can use.
        """)

    @Argument(help: "A name that `profiles list` shows, schema or maps.")
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
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check a profile file, and show what it reads from samples.")

    @Argument(help: "The profile file.")
    var file: String

    @Argument(help: "Documents to read with it.")
    var samples: [String] = []

    @Option(name: .long, help: "How many records of a sample are shown.")
    var count = 5

    @Option(name: .long, help: "The country of records that do not say theirs, such as NL.")
    var country: String?

    @Option(name: .long, help: "The service of records that do not say theirs: fire, ambulance or civil-protection.")
    var service: Service?

    @Option(
      name: .long, help: "The time of issue, where the document does not say; else the file's.", transform: Moment.read)
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
