import ArgumentParser

/// The command line.
@main
struct MutualAidCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of(
    "mutualaid", version: "1.0.0",
    subcommands: [
      ImportCommand.self, ValidateCommand.self, NearestCommand.self, MatchCommand.self, CoverageCommand.self,
      FindCommand.self, ShowCommand.self, UnitsCommand.self,
      StatusCommand.self, RequestCommand.self, CorrectCommand.self, ExportCommand.self, HistoryCommand.self,
      RollbackCommand.self,
      RemoveCommand.self, SourcesCommand.self, BackupCommand.self,
      InfoCommand.self, CheckCommand.self, AuditCommand.self, ProfilesCommand.self,
    ])

  /// Words that a command may have: telling options and values apart takes the square of their number.
  private static let mostWords = 10_000

  /// Runs the command that the arguments name, and ends the program.
  static func main() {
    StandardStreams.prepare()
    do {
      try Console.run(asJSON: Invocation.wantsJSON, in: Invocation.language) { try ByteArguments.check() }
      let arguments = Invocation.arguments
      guard arguments.count <= mostWords else {
        throw ValidationError(
          "The command has \(arguments.count) words, expected at most \(mostWords). Name a folder instead of its files."
        )
      }
      try Verb.check(arguments[...], of: self)
      var command = try parseAsRoot(arguments)
      try command.run()
      Console.end(nil, of: self)
    } catch {
      Console.end(error, of: self)
    }
  }
}
