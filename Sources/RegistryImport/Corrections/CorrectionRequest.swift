internal import DirectoryModel
internal import Primitives

/// One value that a control room knows better, as somebody gives it.
public struct CorrectionRequest: Hashable, Sendable {
  /// The id of a unit, station, control room or organisation; `agreement:` and a name for a local agreement.
  public var id: String
  /// The field, such as `phone` or `hours`; `unit` of a station adds a unit to it.
  public var field: String
  /// The value; `nil` withdraws what was corrected of the field.
  public var value: String?
  /// Who says so, where that is not who asks for all of them.
  public var by: String?
  /// Why; `nil` where nobody said.
  public var note: String?
  /// The line that it stands on in a file, from 1; `nil` where it is in none.
  public var line: Int?

  /// Makes a request.
  public init(
    id: String, field: String, value: String?, by: String? = nil, note: String? = nil, line: Int? = nil
  ) {
    self.id = id
    self.field = field
    self.value = value
    self.by = by
    self.note = note
    self.line = line
  }
}

extension CorrectionRequest {
  /// The request with texts as documents hold them: one space between words, none around them.
  ///
  /// - Throws: `MutualAidError` where a text has control characters.
  func inTokens() throws -> CorrectionRequest {
    var request = self
    request.value = try value.map { try token($0, field) }
    request.note = try note.map { try token($0, "note") }.flatMap { $0.isEmpty ? nil : $0 }
    request.by = try by.map { try token($0, "by") }
    return request
  }

  /// Where it stands in its file.
  var place: MutualAidError.Place { .init(line: line) }

  private func token(_ text: String, _ name: String) throws -> String {
    let token = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !token.unicodeScalars.contains(where: HiddenCharacters.isControl) else {
      throw MutualAidError(
        .question(.controlCharacters), "\(name) '\(HiddenCharacters.escaped(token))' has control characters", at: place)
    }
    return token
  }
}
