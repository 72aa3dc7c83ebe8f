internal import DirectoryModel

/// Remembers where stations stand that name an organisation or control room which has not been listed so far: whether
/// anybody lists it is known at the end of the registry.
struct ReferenceLines {
  private var listed: Set<String> = []
  private var lines: [String: Int] = [:]

  mutating func noteListed(_ id: String) {
    if listed.count < FileImport.listedProblems { listed.insert(id) }
  }

  mutating func note(_ station: Station, line: Int) {
    let isListed = { [listed] (reference: String?) in reference.map(listed.contains) ?? true }
    guard !isListed(station.organisation) || !isListed(station.controlRoom), lines.count < FileImport.listedProblems
    else { return }
    lines[station.id] = line
  }

  /// The line of a station; `nil` where there were too many to remember.
  func line(of station: String) -> Int? { lines[station] }
}
