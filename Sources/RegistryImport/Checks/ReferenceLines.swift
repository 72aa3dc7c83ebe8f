internal import DirectoryModel

/// Remembers where stations stand that name an organisation or control room which has not been listed so far: whether
/// anybody lists it is known at the end of the registry.
struct ReferenceLines {
  private var listed: Set<ByteText> = []
  private var lines: [ByteText: Int] = [:]

  mutating func noteListed(_ id: String) {
    if listed.count < FileImport.listedProblems { listed.insert(ByteText(id)) }
  }

  mutating func note(_ station: Station, line: Int) {
    guard !isListed(station.organisation) || !isListed(station.controlRoom), lines.count < FileImport.listedProblems
    else { return }
    lines[ByteText(station.id)] = line
  }

  private func isListed(_ reference: String?) -> Bool { reference.map { listed.contains(ByteText($0)) } ?? true }

  /// The line of a station; `nil` where there were too many to remember.
  func line(of station: String) -> Int? { lines[ByteText(station)] }
}
