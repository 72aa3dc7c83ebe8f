public import ArgumentParser
import DirectoryModel
import Foundation
import Journal
import MutualAid
public import MutualAidService
import ServiceSecurity

/// `mutualaid-server token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Tokens of those who write; a service that runs hears of changes at once.",
    subcommands: [Issue.self, Seal.self, Revoke.self, List.self])

  /// `mutualaid-server token issue`.
  struct Issue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Issue a token; it is shown this once.")

    @Option(
      help:
        "What is the bearer's own: room:ID, organisation:ID, registry:ID, unit:ID, country:CC or all, several with spaces between."
    )
    var owner: String

    @Option(help: "What the bearer may do. May be repeated.")
    var scope: [Scope] = [.read, .status]

    @Option(help: "For how many days the token is good.")
    var days = 365

    @Option(help: "From when it is good: a time such as 2026-12-01T06:00:00Z; from now on by default.")
    var from: String?

    @OptionGroup var options: SettingOptions

    func validate() throws {
      guard Remit.isRight(owner) else {
        throw ValidationError(
          "--owner takes words such as room:ID, organisation:ID, registry:ID, unit:ID, country:CC or all.")
      }
      guard from.map({ Timestamp.date($0) != nil }) ?? true else {
        throw ValidationError("--from takes a time such as 2026-12-01T06:00:00Z.")
      }
      guard (1...3650).contains(days) else { throw ValidationError("--days must be 1 to 3650.") }
    }

    func run() async throws {
      try await ServerCommand.run {
        let settings = try await ServerSettings.read(options)
        let record = TokenIssue.record(
          owner: owner, scopes: Set(scope), days: days, from: from.flatMap { Timestamp.date($0) })
        try await TokenCommand.issue(record, settings)
      }
    }
  }

  /// `mutualaid-server token seal`.
  struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Issue the token that is kept sealed for the day on which nobody can log in.",
      discussion:
        "It may do everything but issue tokens. Each use is an event and an entry that somebody else has to sign off. Print it, seal it, and revoke it once it was used."
    )

    @Option(help: "For how many days the token is good.")
    var days = 365

    @OptionGroup var options: SettingOptions

    func validate() throws {
      guard (1...3650).contains(days) else { throw ValidationError("--days must be 1 to 3650.") }
    }

    func run() async throws {
      try await ServerCommand.run {
        let record = TokenIssue.record(
          owner: "all", scopes: Set(Scope.allCases).subtracting([.admin]), days: days, isSealed: true)
        try await TokenCommand.issue(record, try await ServerSettings.read(options))
      }
    }
  }

  private static func issue(_ record: TokenRecord, _ settings: ServerSettings) async throws {
    let authority = try await settings.authority()
    let directory = try Directory(at: settings.service.directory, access: .update)
    defer { directory.close() }
    try directory.issue(record)
    let token = try await authority.token(for: record)
    try FileHandle.standardOutput.write(contentsOf: Data((token + "\n").utf8))
  }

  /// `mutualaid-server token revoke`.
  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Revoke a token by its id.")

    @Argument(help: "The token's id, as token list shows it.")
    var id: String

    @OptionGroup var options: SettingOptions

    func run() async throws {
      try await ServerCommand.run {
        let settings = try await ServerSettings.read(options)
        let directory = try Directory(at: settings.service.directory, access: .update)
        defer { directory.close() }
        guard try directory.tokens().contains(where: { $0.id == id }) else {
          throw ValidationError("There is no token '\(id)'.")
        }
        try directory.revokeToken(id)
      }
    }
  }

  /// `mutualaid-server token list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The tokens that were issued: id, owner, rights, end.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
      try await ServerCommand.run {
        let settings = try await ServerSettings.read(options)
        let directory = try Directory(at: settings.service.directory)
        defer { directory.close() }
        var lines = ""
        for token in try directory.tokens() {
          let end =
            token.revoked.map { "revoked \(Timestamp.text($0))" } ?? token.expires.map { "until \(Timestamp.text($0))" }
          lines += "\(token.id)  \(token.owner)  \(token.scopes.joined(separator: " "))  \(end ?? "")\n"
        }
        try FileHandle.standardOutput.write(contentsOf: Data(lines.utf8))
      }
    }
  }
}

extension Scope: ExpressibleByArgument {}
