import ArgumentParser
import DirectoryModel
import Foundation
import Presentation

/// The program.
@main
struct ServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutualaid-server",
    abstract: "Answers control rooms over HTTP: one directory for many.",
    discussion: """
      Settings are given as options, in the environment (MUTUALAID_PORT for --port), or in a file (--config), in this order. \
      Beyond this machine it listens only with --tls-certificate and --tls-key, or with --insecure.
      """,
    version: "1.0.0",
    subcommands: [
      ServeCommand.self, TokenCommand.self, KeyCommand.self, SettingsCommand.self, OpenAPICommand.self,
    ],
    defaultSubcommand: ServeCommand.self)

  /// Tells an error as the command line of `mutualaid` does.
  static func run(_ body: () async throws -> Void) async throws {
    do { try await body() } catch let error as MutualAidError {
      let language = Language.preferred(in: ProcessInfo.processInfo.environment)
      try? FileHandle.standardError.write(
        contentsOf: Data((ScreenText.line("mutualaid-server: \(error.text(in: language))") + "\n").utf8))
      let code: Int32 =
        switch error.code.category {
        case .question: 2
        case .input: 3
        case .store: 4
        }
      throw ExitCode(code)
    }
  }
}
