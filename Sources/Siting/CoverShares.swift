/// What being reached by several sites counts: the first one most, every further one no more than the one before.
///
/// Greedy choice keeps its bound for all of them, because a further site never adds more than it would have added earlier.
package struct CoverShares: Hashable, Sendable {
  /// What the first site that reaches a person in time counts, the second, and so on, as shares of a person; those beyond the last
  /// count nothing.
  package let shares: [Double]

  private init(_ shares: [Double]) { self.shares = shares }

  /// Who is reached counts, by however many.
  ///
  /// This is the maximal covering location problem (R. Church and C. ReVelle, "The maximal covering location problem", Papers of
  /// the Regional Science Association 32, 1974, 101–118, https://doi.org/10.1007/BF01942293).
  package static let once = CoverShares([1])

  /// A person counts 1 − b when one site reaches them and 1 when two do.
  ///
  /// The weighted form of backup coverage, BACOP2 (K. Hogan and C. ReVelle, "Concepts and applications of backup coverage",
  /// Management Science 32, 1986, 1434–1444, https://doi.org/10.1287/mnsc.32.11.1434). Above 0.5 a second site would count for
  /// more than the first: greedy choice loses its bound, and a sensible planner would cover someone else first.
  ///
  /// - Parameter share: b, 0 to 0.5.
  /// - Returns: The shares of a first and a second site.
  /// - Throws: ``SitingError`` for another share.
  package static func backup(_ share: Double) throws(SitingError) -> CoverShares {
    guard share >= 0, share <= 0.5 else {
      throw SitingError(.invalidInstance, "a backup share of \(share)", hint: "give a share from 0 to 0.5")
    }
    return share == 0 ? once : CoverShares([1 - share, share])
  }

  /// A person counts as likely as one of the units that reach them is free, each busy for itself with the same probability.
  ///
  /// The maximum expected covering location problem (M. Daskin, "A maximum expected covering location model: formulation,
  /// properties and heuristic solution", Transportation Science 17, 1983, 48–70, https://doi.org/10.1287/trsc.17.1.48): the
  /// k-th unit counts (1 − p) · pᵏ⁻¹. What all units beyond the last that is told would count is less than a billionth, or than
  /// `most` units are there for.
  ///
  /// - Parameters:
  ///   - probability: p, from 0 to 0.95.
  ///   - most: how many units may reach one person at most.
  /// - Returns: The shares of as many units as matter.
  /// - Throws: ``SitingError`` for another probability.
  package static func expected(busy probability: Double, most: Int = 250) throws(SitingError) -> CoverShares {
    guard probability >= 0, probability <= 0.95 else {
      throw SitingError(
        .invalidInstance, "units that are busy with a probability of \(probability)", hint: "give one from 0 to 0.95")
    }
    var shares: [Double] = []
    var rest = 1.0
    while shares.count < min(250, max(1, most)), rest > 1e-9 {
      shares.append((1 - probability) * rest)
      rest *= probability
    }
    return CoverShares(shares)
  }
}
