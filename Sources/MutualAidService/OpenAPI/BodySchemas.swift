internal import TextFormats

/// The schemas of bodies whose members are options.
enum BodySchemas {
  /// An object whose members are options, with further members that are texts.
  static func options(_ options: [OptionDescription], and texts: [String] = []) -> JSONValue {
    var members: [String: JSONValue] = [:]
    for option in options where option.place == .query {
      members[option.name] =
        option.isRepeated ? ["type": "array", "items": option.schema] : option.schema
    }
    for text in texts { members[text] = ["type": "string"] }
    return ["type": "object", "properties": .object(members), "additionalProperties": .bool(false)]
  }
}
