import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation

/// Options of every verb.
struct GlobalOptions: ParsableArguments {
  @Option(name: .long, help: .of("global.directory", valueName: "file"), completion: .files)
  var directory: String?

  @Flag(name: .long, help: .of("global.quiet"))
  var quiet = false

  @Flag(name: .long, help: .of("global.verbose"))
  var verbose = false

  @Option(name: .long, help: .of("global.color"))
  var color = ColourChoice.auto

  @Option(name: .customLong("lang"), help: .of("global.lang"))
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
    let router = try routing.map { try DefaultPath.router($0, environment: ProcessInfo.processInfo.environment) }
    let directory = try Directory(at: path(), access: access, routing: router)
    if goesByClock, !quiet, let warning = try directory.clockWarning() {
      Console.warn(warning, asJSON: asJSON, in: lang)
    }
    return directory
  }

  /// Warns where no unit of a country is on file that is asked to lend.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  func warn(ofLenders lenders: [CountryCode], in directory: Directory, asJSON: Bool) throws {
    guard !quiet, let warning = try directory.warning(ofLenders: lenders) else { return }
    Console.warn(warning, asJSON: asJSON, in: lang)
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

  /// The four languages; their variants are taken too.
  package static var allValueStrings: [String] { allCases.filter { $0.base == nil }.map(\.rawValue) }
}
