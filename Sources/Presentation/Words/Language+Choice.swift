extension Language {
  /// The variables of the environment that say which language a person reads, the first that is set before the others.
  ///
  /// That of this program stands before those of POSIX (XBD 8.2), which it overrides.
  package static let variables = ["MUTUALAID_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]

  /// The language that an environment asks for.
  ///
  /// - Parameter environment: variables by their names; an empty one counts as not set, as POSIX has it.
  /// - Returns: the language; English where none is asked for that is known.
  package static func preferred(in environment: [String: String]) -> Language {
    let stated = variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return stated.flatMap(Language.init(tag:)) ?? .english
  }
}
