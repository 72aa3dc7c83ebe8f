/// What the pages of an edition say of those that should be there: settled where the pages given are the whole together.
struct PageStatements {
  /// The pages' names without their folders.
  let names: [String]
  /// Of the page that is being read, by rule: how many members there are in all, and how many are in it.
  private var numbers: [Int: (all: Int?, given: Int?)] = [:]
  /// Of all pages, by rule.
  private var sums: [Int: (all: Int, given: Int, said: FoundText)] = [:]
  private var lastSaid: [Int: FoundText] = [:]
  /// How many pages say that another one follows, by rule, and what the last of them says.
  private var following: [Int: (pages: Int, said: FoundText)] = [:]
  private var followingHere: [Int: FoundText] = [:]

  init(names: [String]) { self.names = names }

  /// Takes a statement of a page.
  ///
  /// - Returns: the statement where no page can settle it.
  mutating func note(_ value: FoundText, for index: Int, isSaid: Bool, _ rule: PartialityRule) -> FoundText? {
    switch rule.pages {
    case .named:
      let path = value.text.prefix { $0 != "?" && $0 != "#" }
      let name = path.split(separator: "/").last.map(String.init) ?? value.text
      return names.contains(name) ? nil : value
    case .following: followingHere[index] = value
    case nil:
      var found = numbers[index] ?? (nil, nil)
      if isSaid {
        found.all = found.all ?? Int(value.text)
        lastSaid[index] = value
      } else {
        found.given = found.given ?? Int(value.text)
      }
      numbers[index] = found
    }
    return nil
  }

  mutating func endPage() {
    for (index, found) in numbers {
      guard let said = lastSaid[index] else { continue }
      var sum = sums[index] ?? (0, 0, said)
      sum.all = max(sum.all, found.all ?? 0)
      sum.given = sum.given.addingReportingOverflow(max(0, found.given ?? 0)).partialValue
      sums[index] = sum
    }
    for (index, said) in followingHere { following[index] = ((following[index]?.pages ?? 0) + 1, said) }
    numbers = [:]
    followingHere = [:]
  }

  /// What is not settled by all pages together; `repeats` members came twice, and so stand for others that did not come.
  func partialities(repeats: Int) -> [FoundText] {
    var found: [FoundText] = []
    var isCounted = false
    for (_, sum) in sums.sorted(by: { $0.key < $1.key }) where sum.all > 0 {
      let given = sum.given - repeats
      guard sum.all > given else {
        isCounted = true
        continue
      }
      var said = sum.said
      said.text = "\(given) of \(sum.all)"
      found.append(said)
    }
    // Each page but the last names the next, and some servers the last too.
    guard !isCounted, found.isEmpty else { return found }
    for (_, said) in following.sorted(by: { $0.key < $1.key }) where said.pages >= names.count {
      found.append(said.said)
    }
    return found
  }
}
