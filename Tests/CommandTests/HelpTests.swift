import Foundation
import TestSupport
import Testing

/// What the program says of itself, and what it offers while somebody types.
struct HelpTests {
  private static let languages = ["en", "fr", "nl", "de"]

  /// A verb, or one of its options, with what is said of it.
  private struct Said: Hashable {
    var name: String
    var text: String
  }

  /// All verbs and their options, as the parser of arguments describes them.
  private static func said(in language: String) throws -> [Said] {
    let run = try MutualAid.run(["--experimental-dump-help"], environment: ["MUTUALAID_LANG": language])
    let root = try #require(try run.object()["command"] as? [String: Any])
    return said(of: root, behind: "")
  }

  private static func said(of command: [String: Any], behind parents: String) -> [Said] {
    let name = parents + (command["commandName"] as? String ?? "?")
    var result = [Said(name: name, text: command["abstract"] as? String ?? "")]
    for argument in command["arguments"] as? [[String: Any]] ?? [] {
      let option = argument["valueName"] as? String ?? "?"
      guard !["help", "version"].contains(option) else { continue }
      result.append(Said(name: "\(name) \(option)", text: argument["abstract"] as? String ?? ""))
    }
    let verbs = command["subcommands"] as? [[String: Any]] ?? []
    return verbs.reduce(result) { $0 + said(of: $1, behind: name + " ") }
  }

  @Test(arguments: languages) func everyVerbAndOptionHasItsHelp(language: String) throws {
    let english = try HelpTests.said(in: "en")
    let said = try HelpTests.said(in: language)
    #expect(said.count > 150 && said.count == english.count)
    for (text, original) in zip(said, english) where !text.name.contains(" help") {
      #expect(
        text.text.count > 5 && text.text.firstMatch(of: /^[a-z ]+\.[A-Za-z]+$/) == nil, "\(text.name): \(text.text)")
      #expect(language == "en" || text.text != original.text, "\(text.name)")
    }
  }

  @Test(arguments: [("de", "OPTIONEN:"), ("nl", "OPTIES:"), ("fr", "OPTIONS :"), ("en", "OPTIONS:")])
  func headingsAreInTheLanguageToo(language: String, heading: String) throws {
    let run = try MutualAid.run(["nearest", "--help", "--lang", language])
    #expect(run.status == 0 && run.output.contains(heading))
    #expect(language == "en" || !run.output.contains("Show help information."))
  }

  @Test(arguments: [
    (["LANG": "nl_BE.UTF-8"], "Fout:"), (["LC_ALL": "fr_LU.UTF-8", "LANG": "nl_NL"], "Erreur :"),
    (["MUTUALAID_LANG": "de", "LC_ALL": "fr_FR"], "Fehler:"), (["LANG": "C"], "Error:"), ([:], "Error:"),
  ])
  func wrongUsageSpeaksTheLanguageOfTheEnvironment(environment: [String: String], word: String) throws {
    let run = try MutualAid.run(["nearest"], environment: environment)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix(word), "\(run.errors)")
  }

  @Test func theOptionGoesBeforeTheEnvironment() throws {
    let run = try MutualAid.run(["nearest", "--lang", "nl-BE"], environment: ["MUTUALAID_LANG": "de"])
    #expect(run.errors.hasPrefix("Fout:"))
    let other = try MutualAid.run(["info", "--lang", "it"])
    #expect(other.status == 64)
    for language in HelpTests.languages { #expect(other.errors.contains("'\(language)'")) }
  }

  /// The examples of a verb's help, as somebody would paste them; those that name something of the reader's own are left out.
  private static func examples(of verb: String) throws -> [String] {
    let lines = try MutualAid.run([verb, "--help"]).output.split(separator: "\n", omittingEmptySubsequences: false)
    let list = lines.drop { $0 != "EXAMPLES" }.dropFirst().prefix { !$0.isEmpty }
    return list.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.firstMatch(of: /(^|[ =])my-/) == nil && !$0.contains("less -R") }
  }

  // Reports of coverage take long, and are run by the check of the README.
  @Test(arguments: [
    "import", "validate", "nearest", "match", "find", "show", "units", "status", "export", "history", "rollback",
    "remove",
    "backup", "info", "check", "profiles", "request",
  ])
  func examplesRunAsTheyStandOnAnyDay(verb: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("Datasets"), withDestinationPath: MutualAid.root + "/Datasets")
    let directory = folder.file("own.sqlite")
    try FileManager.default.copyItem(atPath: MutualAid.filledDirectory(), toPath: directory)
    let examples = try HelpTests.examples(of: verb).filter { $0 != "mutualaid import Datasets" }
    #expect(!examples.isEmpty)
    for example in examples {
      let run = try MutualAid.shell(example, directory: directory, workingFolder: folder.path)
      #expect(run.status <= 1, "\(example): \(run.errors)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func aShellCanCompleteTheCommands(shell: String) throws {
    let run = try MutualAid.run(
      ["--generate-completion-script", shell], environment: ["MUTUALAID_LANG": "nl"])
    #expect(run.status == 0 && run.output.contains("mutualaid"))
  }

  @Test func wordsOfTheDirectoryAreOffered() throws {
    let offered = { (option: String, words: [String]) throws in
      let verb = words[0]
      let typed = try #require(words.last)
      return try MutualAid.run(
        ["---completion", verb, "--", option, "\(words.count)", "\(typed.utf8.count)", "mutualaid"] + words,
        directory: MutualAid.filledDirectory()
      ).output.split(separator: "\n").map(String.init)
    }
    #expect(try offered("positional@0", ["show", "nl-fire-vaals"]).contains("nl-fire-vaals-f2e0bb79.ts1"))
    #expect(try offered("--need", ["nearest", "--need", "lad"]) == ["ladder"])
    #expect(try offered("--package", ["match", "--package", "build"]).contains("building-fire"))
    #expect(try offered("--region", ["coverage", "--region", "nl-vr24"]) == ["NL-VR24"])
    #expect(try offered("--from", ["nearest", "--from", ""]) == ["BE", "DE", "LU", "NL"])
    #expect(try offered("--registry", ["history", "--registry", "nl-f"]) == ["nl-fire"])
  }

  @Test func nothingIsOfferedWhereThereIsNoDirectory() throws {
    let run = try MutualAid.run(
      ["---completion", "show", "--", "positional@0", "2", "0", "mutualaid", "show", ""], directory: "/nowhere/x.sqlite"
    )
    #expect(run.status == 0 && run.errors.isEmpty)
  }
}
