import ArgumentParser
import Foundation

/// `mutualaid-server settings`.
struct SettingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "The settings in force, where each was given, and what it is for; secrets are hidden.")

  @OptionGroup var options: SettingOptions

  func run() async throws {
    try await ServerCommand.run {
      let settings = try await ServerSettings.read(options)
      var lines = ""
      for setting in Setting.all {
        let value = setting.value(settings)
        let shown = value.map { setting.isSecret ? "(hidden)" : SettingsCommand.withoutPassword($0) } ?? ""
        lines += "\(setting.name): \(shown)  # \(settings.origins[setting.name] ?? "default"). \(setting.text)\n"
      }
      try FileHandle.standardOutput.write(contentsOf: Data(lines.utf8))
    }
  }

  /// An address without the name and password that may stand in it.
  private static func withoutPassword(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://"), let at = text[scheme.upperBound...].firstIndex(of: "@") else {
      return text
    }
    return text[..<scheme.upperBound] + "(hidden)" + text[at...]
  }
}
