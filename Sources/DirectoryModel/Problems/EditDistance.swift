/// Finds what someone may have meant.
package enum EditDistance {
  /// The candidate nearest to a word, if it is near enough to be a likely slip.
  ///
  /// Near means an edit distance (Levenshtein, 1966) of at most a third of the word's length, and at most 4.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased())
    let limit = min(4, max(1, wanted.count / 3))
    return candidates.map { (distance: distance(wanted, Array($0.lowercased()), limit: limit), word: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// The id nearest to another one, if it is near enough to be a likely slip.
  package static func nearest<ID: DirectoryIdentifier>(to id: ID, among candidates: some Sequence<ID>) -> String? {
    nearest(to: id.rawValue, among: candidates.map(\.rawValue))
  }

  private static func distance(_ left: [Character], _ right: [Character], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let substituted = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
