/// Makes the registries of all pages one: the first begins it, and it ends behind the last.
struct EditionFrame {
  let isEdition: Bool
  private var hasBegun = false

  init(isEdition: Bool) { self.isEdition = isEdition }

  /// Whether a record is passed on.
  mutating func admits(_ record: DirectoryRecord) -> Bool {
    guard isEdition else { return true }
    switch record {
    case .registryStart:
      defer { hasBegun = true }
      return !hasBegun
    case .registryEnd: return false
    default: return true
    }
  }

  /// The end of the edition, to be passed on when all has been read; `nil` where there is none.
  func end() -> DirectoryRecord? { hasBegun ? .registryEnd : nil }
}
