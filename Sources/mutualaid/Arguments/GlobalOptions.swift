import ArgumentParser
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

  @Option(name: .long, help: "The language of answers: en, fr, nl or de.")
  var lang: Language = .english

  var path: String { directory ?? DefaultPath.directory(environment: ProcessInfo.processInfo.environment) }
}

extension Language: ExpressibleByArgument {}
