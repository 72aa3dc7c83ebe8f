import ArgumentParser
import Presentation

// Where the help of verbs and options comes from: the files with its words, in the language that was asked for.

extension HelpWords {
  /// The words in the language of this run.
  static let spoken = HelpWords(Invocation.language)
}

extension ArgumentHelp {
  /// What is said of an option, by its key, with values in its places.
  static func of(_ key: String, _ values: String..., valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp("\(HelpWords.spoken.text(key, values))", valueName: valueName)
  }
}

extension CommandConfiguration {
  /// A verb with what is said of it.
  ///
  /// - Parameters:
  ///   - verb: the verb, behind those that it belongs to, as in `profiles list`.
  ///   - version: that of the program, at its root.
  ///   - subcommands: the verbs that belong to it.
  /// - Returns: the configuration, with examples at the end.
  static func of(
    _ verb: String, version: String = "", subcommands: [any ParsableCommand.Type] = []
  ) -> CommandConfiguration {
    CommandConfiguration(
      commandName: verb.split(separator: " ").last.map(String.init),
      abstract: HelpWords.spoken.text(verb + ".abstract"),
      discussion: HelpWords.spoken.discussion(of: verb), version: version, subcommands: subcommands)
  }
}
