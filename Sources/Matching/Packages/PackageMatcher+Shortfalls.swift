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
    for need in answer.fillings.indices where answer.fillings[need].missing > 0 {
      answer.fillings[need].shortfall = try reason(need, query, country: country, from: source)
    }
  }

  private func reason(
    _ need: Int, _ query: PackageQuery, country: CountryCode?, from source: any ShortfallSource
  ) throws -> ShortfallReason {
    let wanted = query.needs[need].count
    var question = query.query(for: need)
    if try source.existing(for: question) < wanted { return .noneExists }
    // As strict as asked, and then as lenient as can be, one filter after the other.
    let limit = question.limit
    question.agreement = .any
    question.limit = nil
    if try countUpTo(wanted, question) < wanted { return .allBusy }
    question.limit = limit
    if try countUpTo(wanted, question) < wanted { return .noneWithinLimit }
    question.agreement = query.base.agreement
    if try countUpTo(wanted, question) < wanted { return .noneAllowed }
    let filled = try fills(query, limits: query.limits, country: country)[need]
    var limits = query.limits
    for (path, reason) in [
      (\PackageLimits.perStation, ShortfallReason.limitPerStation), (\.perOrganisation, .limitPerOrganisation),
      (\.perCountry, .limitPerCountry),
    ] where limits[keyPath: path] != nil {
      // Limits are lifted one on the other, from the smallest place up.
      limits[keyPath: path] = nil
      if try fills(query, limits: limits, country: country)[need] > filled { return reason }
    }
    return .usedForOthers
  }

  private func countUpTo(_ wanted: Int, _ query: NearestQuery) throws -> Int {
    let stream = try candidates(for: query)
    var count = 0
    while count < wanted, try stream.next() != nil { count += 1 }
    return count
  }
}
