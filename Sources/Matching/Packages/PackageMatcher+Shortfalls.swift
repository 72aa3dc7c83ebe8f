package import DirectoryModel

/// What is needed to say why something is not there.
package protocol ShortfallSource {
  /// How many units of the question's scope could fill it, whatever their status, and however far they are.
  func existing(for query: NearestQuery) throws -> Int
}

extension PackageMatcher {
  /// Says of every need that is not filled why.
  ///
  /// - Throws: what the sources throw.
  package func explain(
    _ answer: inout PackageAnswer, _ query: PackageQuery, country: CountryCode?, from source: any ShortfallSource
  ) throws {
    var counts = ShortfallCounts()
    for need in answer.fillings.indices where answer.fillings[need].missing > 0 {
      answer.fillings[need].shortfall = try reason(need, query, country: country, from: source, &counts)
    }
  }

  private func reason(
    _ need: Int, _ query: PackageQuery, country: CountryCode?, from source: any ShortfallSource,
    _ counts: inout ShortfallCounts
  ) throws -> ShortfallReason {
    let wanted = query.needs[need].count
    var question = query.query(for: need)
    if try counts.count(.existing, of: question, { try source.existing(for: question) }) < wanted { return .noneExists }
    func countUpToWanted() throws -> Int { try countUpTo(wanted, question) }
    // As strict as asked, and then as lenient as can be, one filter after the other.
    let limit = question.limit
    question.agreement = .any
    question.limit = nil
    if try counts.count(.anywhere(wanted), of: question, countUpToWanted) < wanted {
      return try hasEnoughWithoutWay(wanted, question) ? .noneByRoad : .allBusy
    }
    question.limit = limit
    if try counts.count(.withinLimit(wanted), of: question, countUpToWanted) < wanted { return .noneWithinLimit }
    question.agreement = query.base.agreement
    if try counts.count(.allowed(wanted), of: question, countUpToWanted) < wanted { return .noneAllowed }
    let filled = try counts.fills(query.limits) { try fills(query, limits: query.limits, country: country) }[need]
    var limits = query.limits
    for (path, reason) in [
      (\PackageLimits.perStation, ShortfallReason.limitPerStation), (\.perOrganisation, .limitPerOrganisation),
      (\.perCountry, .limitPerCountry),
    ] where limits[keyPath: path] != nil {
      // Limits are lifted one on the other, from the smallest place up.
      limits[keyPath: path] = nil
      let lifted = limits
      if try counts.fills(lifted, { try fills(query, limits: lifted, country: country) })[need] > filled {
        return reason
      }
    }
    return .usedForOthers
  }

  private func countUpTo(_ wanted: Int, _ query: NearestQuery) throws -> Int {
    let stream = try candidates(for: query)
    var count = 0
    while count < wanted, try stream.next() != nil { count += 1 }
    return count
  }

  /// Whether there would be enough units if ways by road led from all of them.
  private func hasEnoughWithoutWay(_ wanted: Int, _ query: NearestQuery) throws -> Bool {
    let stream = try candidates(for: query)
    var count = 0
    while try stream.next() != nil { count += 1 }
    return stream.passedWithoutWay > 0 && count + stream.passedWithoutWay >= wanted
  }
}

/// What has been counted for one package, so that needs that ask for the same are counted once.
private struct ShortfallCounts {
  /// What is counted, up to the number that is wanted.
  enum Kind: Hashable {
    case existing
    case anywhere(Int)
    case withinLimit(Int)
    case allowed(Int)
  }

  private struct Key: Hashable {
    var kind: Kind
    var needs: Set<Need>
    var service: Service?
  }

  private var counts: [Key: Int] = [:]
  private var fills: [PackageLimits: [Int]] = [:]

  mutating func count(_ kind: Kind, of question: NearestQuery, _ count: () throws -> Int) rethrows -> Int {
    let key = Key(kind: kind, needs: Set(question.needs), service: question.service)
    if let known = counts[key] { return known }
    let found = try count()
    counts[key] = found
    return found
  }

  /// How many units each need gets under limits.
  mutating func fills(_ limits: PackageLimits, _ fill: () throws -> [Int]) rethrows -> [Int] {
    if let known = fills[limits] { return known }
    let found = try fill()
    fills[limits] = found
    return found
  }
}
