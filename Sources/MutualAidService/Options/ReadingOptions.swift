internal import DirectoryModel
internal import Presentation
internal import RegistryXML
internal import TextFormats
internal import TypedOptions

/// How documents are read: options of whatever takes them.
enum ReadingOptions {
  private static let help = HelpWords(.english)

  static let profile = Option(
    "profile", "The dialect: auto, or the name of one that is built in.",
    schema: ["type": "string", "enum": .array((["auto"] + ProfileLibrary.names).map(JSONValue.string))]
  ) { name in
    // A profile of one's own is a file of the server, which nobody names from outside.
    guard name == "auto" || ProfileLibrary.names.contains(name) else {
      throw OptionDefect("expected auto, \(ProfileLibrary.names.joined(separator: ", "))")
    }
    return name
  }
  static let country = QuestionOptions.country("country", help.text("reading.country"))
  static let service = Option<Service>(word: "service", help.text("reading.service"))
}
