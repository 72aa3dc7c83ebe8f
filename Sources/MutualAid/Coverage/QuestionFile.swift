/// A file that comes with a question.
public struct QuestionFile: Hashable, Sendable {
  /// Where it lies.
  public var path: String
  /// What messages call it.
  public var name: String

  /// Takes a file.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - name: what messages call it; `nil` for its path, which is what people know who gave it.
  public init(_ path: String, named name: String? = nil) {
    self.path = path
    self.name = name ?? path
  }
}
