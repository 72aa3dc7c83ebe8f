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
    subcommands: [Issue.self, Revoke.self, List.self])

  /// `mutualaid-server token issue`.
  struct Issue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Issue a token; it is shown this once.")

    @Option(help: "In whose name the bearer writes, such as the control room.")
    var owner: String

    @Option(help: "What the bearer may do. May be repeated.")
    var scope: [Scope] = [.read, .status]

    @Option(help: "For how many days the token is good.")
    var days = 365

    @OptionGroup var options: SettingOptions

    func validate() throws {
      guard TokenIssue.isOwner(owner) else {
        throw ValidationError("--owner takes 1 to 100 letters, digits, dots and dashes.")
      }
      guard (1...3650).contains(days) else { throw ValidationError("--days must be 1 to 3650.") }
    }

    func run() async throws {
      try await ServerCommand.run {
        let settings = try await ServerSettings.read(options)
        let key = try TokenKey.loadOrMake(at: settings.tokenKeyPath)
        let authority = await TokenAuthority(key: key, issuer: settings.service.issuer)
        let record = TokenIssue.record(owner: owner, scopes: Set(scope), days: days)
        let directory = try Directory(at: settings.service.directory, access: .update)
        defer { directory.close() }
        try directory.issue(record)
        let token = try await authority.token(for: record)
        try FileHandle.standardOutput.write(contentsOf: Data((token + "\n").utf8))
      }
    }
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
