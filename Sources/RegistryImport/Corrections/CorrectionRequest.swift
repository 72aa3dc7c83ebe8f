/// One value that a control room knows better, as somebody gives it.
public struct CorrectionRequest: Hashable, Sendable {
  /// The id of a unit, station, control room or organisation.
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
