import Foundation
import Presentation

/// What the arguments and the environment say of how to speak, whatever is wrong with the rest of them.
enum Invocation {
  /// The language of help, of what is wrong with the arguments, and of answers.
  static let language =
    value(of: "--lang").flatMap(Language.init(tag:))
    ?? Language.preferred(in: ProcessInfo.processInfo.environment)

  /// Whether a program reads the errors.
  static let wantsJSON = ["json", "geojson"].contains(value(of: "--format")?.lowercased())

  /// The arguments without a language before the verb, which has none of its own options there.
  static var arguments: [String] {
    var words = CommandLine.arguments.dropFirst()
    var others: [String] = []
    while let word = words.first, word.hasPrefix("-") {
      words.removeFirst()
      if word == "--lang", let tag = words.first, Language(tag: tag) != nil {
        words.removeFirst()
      } else if !word.hasPrefix("--lang=") || Language(tag: String(word.dropFirst("--lang=".count))) == nil {
        others.append(word)
      }
    }
    return others + words
  }

  /// What was last given for an option; `nil` where it was not.
  private static func value(of option: String) -> String? {
    let words = CommandLine.arguments.dropFirst().prefix { $0 != "--" }
    var value: String?
    for (word, next) in zip(words, Array(words.dropFirst()) + [""]) {
      if word == option { value = next }
      if word.hasPrefix(option + "=") { value = String(word.dropFirst(option.count + 1)) }
    }
    return value
  }
}
