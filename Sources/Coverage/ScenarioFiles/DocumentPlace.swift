internal import DirectoryModel
internal import Yams

/// Where in a scenario file something is said, for errors.
struct DocumentPlace {
  /// The file as messages name it; `nil` where there is none.
  var file: String?
  /// The number of the edit within its scenario, from 1.
  var edit: Int?

  func failure(
    _ code: MutualAidError.Code, _ message: TranslatableText, line: Int? = nil, hint: Hint? = nil
  ) -> MutualAidError {
    MutualAidError(code, message, at: MutualAidError.Place(file: file, line: line, edit: edit), hint: hint)
  }

  /// What the parser says, in our form.
  func failure(_ error: YamlError) -> MutualAidError {
    let problem: TranslatableText
    var line: Int?
    switch error {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
      (problem, line) = (TranslatableText(verbatim: text), mark.line)
    case .duplicatedKeysInMapping(let keys, let context):
      (problem, line) = ("'\(keys.first ?? "")' is there twice", context.mark.line)
    case .reader(let text, _, _, _): problem = TranslatableText(verbatim: text)
    default: problem = "it is no YAML"
    }
    return failure(
      .scenarioInvalid, problem, line: line, hint: "Correct the YAML or JSON: the place is where reading stopped.")
  }
}
