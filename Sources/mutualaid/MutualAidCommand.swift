import ArgumentParser

/// The command line.
@main
struct MutualAidCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutualaid",
    abstract: "Who is nearest, available, able and allowed to come from across the border, and whom to ask.",
    discussion: """
      A directory of fire, ambulance and civil-protection units of Belgium, the Netherlands, Luxembourg and \
      North Rhine-Westphalia.

      EXAMPLES
        mutualaid import Datasets
        mutualaid nearest --at 50.7703,6.0155 --service fire
        mutualaid match --at 50.7703,6.0155 --package building-fire
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 on-scene

      Exit codes: 0 done; 1 done, but something was rejected or nothing found; 2 or 64 wrong usage; 3 bad input; \
      4 trouble with the store.
      """,
    version: "1.0.0",
    subcommands: [
      ImportCommand.self, ValidateCommand.self, NearestCommand.self, MatchCommand.self, CoverageCommand.self,
      FindCommand.self, ShowCommand.self, UnitsCommand.self,
      StatusCommand.self, ExportCommand.self, HistoryCommand.self, RollbackCommand.self,
      RemoveCommand.self, BackupCommand.self,
      InfoCommand.self, CheckCommand.self, ProfilesCommand.self,
    ])

  /// Words that a command may have: telling options and values apart takes the square of their number.
  private static let mostWords = 10_000

  /// Runs the command that the arguments name, and ends the program.
  static func main() {
    StandardStreams.prepare()
    do {
      try Console.run(asJSON: Invocation.wantsJSON, in: Invocation.language) { try ByteArguments.check() }
      let words = CommandLine.arguments.count - 1
      guard words <= mostWords else {
        throw ValidationError(
          "The command has \(words) words, expected at most \(mostWords). Name a folder instead of its files.")
      }
      try Verb.check(CommandLine.arguments.dropFirst(), of: self)
      var command = try parseAsRoot()
      try command.run()
      Console.end(nil, of: self)
    } catch {
      Console.end(error, of: self)
    }
  }
}
