import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation

/// Options of every verb.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The directory's file. Default: the environment variable MUTUALAID_DIRECTORY, else mutualaid.sqlite in the user's data folder.",
      valueName: "file"))
  var directory: String?

  @Flag(name: .long, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .long, help: "Say more.")
  var verbose = false

  @Option(
    name: .long,
    help: """
      auto, always or never: whether results are coloured. By itself on a terminal, unless NO_COLOR is set; always for a \
      pager such as less -R.
      """)
  var color = ColourChoice.auto

  @Option(
    name: .customLong("lang"),
    help: """
      The language of answers, errors and help. Default: the environment variable MUTUALAID_LANG, else LC_ALL, LC_MESSAGES \
      or LANG, else en.
      """)
  var statedLanguage: Language?

  /// The language in which to answer.
  var lang: Language { statedLanguage ?? Invocation.language }

  /// The directory's file.
  ///
  /// - Throws: `MutualAidError` for a path that cannot be one, and where results would be written into it.
  func path() throws -> String { try place().path }

  /// Opens the directory for an answer that goes by the clock here, and warns where that is behind.
  ///
  /// - Throws: as ``path()``, and as opening a directory does.
  func open(
    _ access: Directory.Access = .readOnly, routing: String? = nil, goesByClock: Bool = true, asJSON: Bool
  ) throws -> Directory {
    let directory = try Directory(at: path(), access: access, routing: routing)
    if goesByClock, !quiet, let warning = try directory.clockWarning() {
      Console.warn(warning, asJSON: asJSON, in: lang)
    }
    return directory
  }

  /// The directory's file, with those that belong to it.
  ///
  /// - Throws: as ``path()``.
  func place() throws -> DirectoryPath {
    let place = try DirectoryPath(
      directory ?? DefaultPath.directory(environment: ProcessInfo.processInfo.environment))
    var output = stat()
    var file = stat()
    for path in place.files where stat(path, &file) == 0 && fstat(STDOUT_FILENO, &output) == 0 {
      guard output.st_dev == file.st_dev, output.st_ino == file.st_ino else { continue }
      throw MutualAidError(
        .outputIsInput, "the result would take the place of '\(path)', from which it is made",
        hint: "Name another file for the result.")
    }
    return place
  }
}

extension Language: ExpressibleByArgument {
  /// Reads a tag such as `nl` or `nl-BE`, in any case.
  package init?(argument: String) { self.init(tag: argument) }
}
