import ArgumentParser
import DirectoryModel
import Foundation
import Journal
import MutualAid
import MutualAidService

/// `mutualaid-server key`.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "The keys that sign tokens and heads of the record; a service that runs takes new ones.",
    subcommands: [Rotate.self, List.self])

  /// What a key signs.
  enum Purpose: String, CaseIterable, ExpressibleByArgument {
    case tokens, checkpoints

    func path(_ settings: ServerSettings) -> String {
      switch self {
      case .tokens: settings.tokenKeyPath
      case .checkpoints: settings.checkpointKeyPath
      }
    }
  }

  /// `mutualaid-server key rotate`.
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a new key in the place of the one that signs; what the old one signed still counts.")

    @Argument(help: "What the key signs: tokens or checkpoints.")
    var purpose: Purpose

    @Flag(help: "Somebody else may have the old key: nothing that it signed counts any longer.")
    var lost = false

    @OptionGroup var options: SettingOptions

    func run() async throws {
      try await ServerCommand.run {
        let settings = try await ServerSettings.read(options)
        let path = purpose.path(settings)
        do throws(KeyFileError) {
          let ring = try KeyRing.rotate(at: path, time: Timestamp.text(Date()), isLost: lost)
          try? FileHandle.standardOutput.write(contentsOf: Data("\(ring.current.publicKey)\n".utf8))
        } catch {
          throw error.explained
        }
        guard purpose == .checkpoints, lost else { return }
        // Heads that a lost key signed are put aside: anybody could have made them.
        let heads = settings.service.directory + ".checkpoints"
        if FileManager.default.fileExists(atPath: heads) {
          try FileManager.default.moveItem(
            atPath: heads, toPath: heads + ".untrusted-\(Int(Date().timeIntervalSince1970))")
        }
      }
    }
  }

  /// `mutualaid-server key list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The public halves of the keys: those that sign, and those before them.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
      try await ServerCommand.run {
        let settings = try await ServerSettings.read(options)
        var lines = ""
        for purpose in Purpose.allCases {
          do throws(KeyFileError) {
            let ring = try KeyRing.loadOrMake(at: purpose.path(settings))
            lines += "\(purpose.rawValue)  \(ring.current.publicKey)  signs\n"
            for retired in ring.retired.reversed() {
              lines += "\(purpose.rawValue)  \(retired.key)  until \(retired.since)\n"
            }
          } catch {
            throw error.explained
          }
        }
        try FileHandle.standardOutput.write(contentsOf: Data(lines.utf8))
      }
    }
  }
}
