public import Journal

extension JournalRecord {
  /// Whether somebody did this, or is named in what it says, in upper or lower case.
  ///
  /// - Parameter person: an actor, such as `person:anna` or `token:7f3a`, or a part of a text, such as a name.
  /// - Returns: whether it is so.
  public func names(_ person: String) -> Bool {
    guard !person.isEmpty else { return false }
    if entry.actor == person { return true }
    guard let payload else { return false }
    let text = String(decoding: payload, as: UTF8.self)
    // JSON may write letters by their numbers; what this program writes does not.
    return text.lowercased().contains(person.lowercased())
  }
}
