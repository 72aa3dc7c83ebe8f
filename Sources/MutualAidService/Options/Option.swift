internal import TextFormats
internal import TypedOptions

/// A value that a request gives: a parameter of the query, a part of the path or a header.
struct Option<Value: Sendable>: Sendable {
  /// What is said of it.
  var description: OptionDescription
  /// Reads it.
  var read: @Sendable (String) throws -> Value

  /// Makes an option.
  ///
  /// - Parameters:
  ///   - name: its name, that of the command line's option where there is one.
  ///   - text: what it is for.
  ///   - schema: what values it takes, as JSON Schema.
  ///   - place: where it stands.
  ///   - isRepeated: whether it may be given several times.
  ///   - read: reads a value.
  init(
    _ name: String, _ text: String, schema: JSONValue = ["type": "string"],
    in place: OptionDescription.Place = .query, isRepeated: Bool = false,
    read: @escaping @Sendable (String) throws -> Value
  ) {
    description = OptionDescription(name: name, place: place, text: text, schema: schema, isRepeated: isRepeated)
    self.read = read
  }
}

/// What is said of an option, for the document that describes the service.
struct OptionDescription: Sendable {
  /// Where an option stands.
  enum Place: String, Sendable { case query, path, header }

  var name: String
  var place: Place
  var text: String
  var schema: JSONValue
  /// Whether it may be given several times.
  var isRepeated = false
  /// Whether it must be given.
  var isRequired = false
}

extension [OptionDescription] {
  /// The same options where they may stand in the body as well, so that the address need not have them.
  var orInBody: [OptionDescription] {
    map { option in
      var option = option
      option.isRequired = false
      return option
    }
  }
}

extension Option {
  /// The same option where it must be given.
  var required: Option {
    var option = self
    option.description.isRequired = true
    return option
  }

  /// The same option with a default, which is said.
  func standard(_ value: JSONValue) -> Option {
    var option = self
    guard case .object(var members) = description.schema else { return option }
    members["default"] = value
    option.description.schema = .object(members)
    return option
  }
}

extension Option where Value: CaseIterable & RawRepresentable<String> {
  /// An option whose values are words, which are read in upper and lower case.
  init(
    word name: String, _ text: String, in place: OptionDescription.Place = .query, isRepeated: Bool = false
  ) {
    let words = Value.allCases.map(\.rawValue)
    self.init(
      name, text, schema: ["type": "string", "enum": .array(words.map(JSONValue.string))], in: place,
      isRepeated: isRepeated
    ) { text in
      guard let value = Value.allCases.first(where: { $0.rawValue == text.lowercased() }) else {
        throw OptionDefect("expected \(words.joined(separator: ", "))")
      }
      return value
    }
  }
}

extension Option<Bool> {
  /// An option that is on or off; given without a value it is on.
  init(flag name: String, _ text: String) {
    self.init(name, text, schema: ["type": "boolean"]) { text in
      switch text.lowercased() {
      case "true", "": true
      case "false": false
      default: throw OptionDefect("expected true or false")
      }
    }
  }
}

extension Option<Int> {
  /// A whole number within a range.
  init(_ name: String, _ text: String, range: OptionRange<Int>) {
    self.init(
      name, text,
      schema: [
        "type": "integer", "minimum": .integer(range.bounds.lowerBound), "maximum": .integer(range.bounds.upperBound),
      ], read: range.read)
  }
}

extension Option<Double> {
  /// A number within a range.
  init(_ name: String, _ text: String, range: OptionRange<Double>) {
    self.init(
      name, text,
      schema: [
        "type": "number", "minimum": .number(range.bounds.lowerBound), "maximum": .number(range.bounds.upperBound),
      ], read: range.read)
  }
}
