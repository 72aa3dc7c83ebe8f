/// Finds what someone may have meant.
package enum EditDistance {
  /// The candidate nearest to a word, if it is near enough to be a likely slip.
  ///
  /// Near means an edit distance (Levenshtein, 1966) of at most a third of the word's length, and at most 4.
  ///
  /// - Complexity: O(n) for n candidates: of each at most nine columns are looked at for each of the word's characters, and
  ///   those of another length not at all.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased())
    var limit = min(4, max(1, wanted.count / 3))
    var best: (distance: Int, word: String)?
    // Ids are ASCII as a rule: their bytes in lower case are their characters.
    let bytes = wanted.allSatisfy(\.isASCII) ? wanted.compactMap(\.asciiValue) : nil
    for candidate in candidates {
      // A character takes a byte or more: a shorter text is too short in characters too.
      guard candidate.utf8.count + limit >= wanted.count else { continue }
      let found: Int
      if let bytes, candidate.utf8.allSatisfy({ $0 < 0x80 }) {
        guard candidate.utf8.count <= wanted.count + limit else { continue }
        found = distance(bytes, candidate.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, limit: limit)
      } else {
        found = distance(wanted, Array(candidate.lowercased()), limit: limit)
      }
      guard found <= limit, best.map({ (found, candidate) < $0 }) ?? true else { continue }
      best = (found, candidate)
      limit = found
    }
    return best?.word
  }

  /// The id nearest to another one, if it is near enough to be a likely slip.
  package static func nearest<ID: DirectoryIdentifier>(to id: ID, among candidates: some Sequence<ID>) -> String? {
    nearest(to: id.rawValue, among: candidates.map(\.rawValue))
  }

  /// The distance, as far as it is no more than the limit: beyond, any number above it.
  private static func distance<Letter: Equatable>(_ left: [Letter], _ right: [Letter], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    // What lies farther from the diagonal than the limit costs more than the limit (E. Ukkonen, 1985).
    let beyond = limit + 1
    var row = (0...right.count).map { min($0, beyond) }
    for i in left.indices {
      let first = max(0, i - limit)
      let end = min(right.count, i + limit + 1)
      var diagonal = row[first]
      row[first] = first == 0 ? min(i + 1, beyond) : beyond
      var least = row[first]
      for j in first..<max(first, end) {
        let substituted = diagonal + (left[i] == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1, beyond)
        least = min(least, row[j + 1])
      }
      if end < right.count { row[end + 1] = beyond }
      if least >= beyond { return beyond }
    }
    return row[right.count]
  }
}
