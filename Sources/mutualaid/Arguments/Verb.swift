import ArgumentParser
import DirectoryModel

/// The verbs of the command line, looked at before their options.
enum Verb {
  /// Refuses a verb that there is none of, and names the one that may be meant.
  ///
  /// - Parameters:
  ///   - words: the arguments.
  ///   - command: the command whose verbs they begin with.
  /// - Throws: `ValidationError`.
  static func check(_ words: ArraySlice<String>, of command: any ParsableCommand.Type) throws {
    let verbs = command.configuration.subcommands
    guard !verbs.isEmpty, let word = words.first, !word.hasPrefix("-") else { return }
    if word == "help" { return try check(words.dropFirst(), of: command) }
    if let verb = verbs.first(where: { $0.configuration.commandName == word }) {
      return try check(words.dropFirst(), of: verb)
    }
    let names = verbs.compactMap { $0.configuration.commandName }
    let all = names.joined(separator: ", ")
    guard let guess = EditDistance.nearest(to: word.lowercased(), among: names) else {
      throw ValidationError("There is no verb '\(word)'. There are \(all).")
    }
    throw ValidationError("There is no verb '\(word)'. Did you mean '\(guess)'?")
  }
}
