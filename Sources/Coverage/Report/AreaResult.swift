public import DirectoryModel

extension CoverageReport {
  /// The sums of one country, region or of everything.
  public struct AreaResult: Hashable, Sendable {
    /// Calls of people who are judged, where hazards weigh them.
    public struct Calls: Hashable, Sendable {
      /// How many there are, where one is as many as one person usually has.
      public var judged: Int
      /// Those of them from within the norm.
      public var covered: Int

      /// The share of them from within the norm, from 0 to 1; `nil` for none.
      public var share: Double? { judged > 0 ? Double(covered) / Double(judged) : nil }
    }

    /// The country's or region's code; `*` for everything.
    public var code: String
    /// The country; `nil` for everything.
    public var country: CountryCode?
    /// How many cells it has.
    package var cells: Int
    /// How many people live in them.
    public var people: Int
    /// People whom norms of law judge.
    public var legal: CoverageTally
    /// People whom objectives, ended norms and yardsticks judge.
    public var other: CoverageTally
    /// People within the norm to be expected where units are busy at times; equal to `covered` where none is.
    package var expected: Double
    /// Calls, where hazards of the scenario weigh them; `nil` where a call is as likely as ever.
    public var calls: Calls?
    /// Seconds to the first arrival, by the clock of the norm, in which half of the people judged are reached; `nil` when
    /// fewer are reached at all.
    public var median: Float?
    /// The same for 90 % of them.
    package var percentile90: Float?
    /// The same for 95 % of them.
    package var percentile95: Float?
    /// People judged with a first arrival within 0, 10, 20 … seconds (`reachedStep`); empty for regions.
    package var reached: [Int]
    /// People within the norm even when any one unit is lost; it is counted in the baseline, `nil` elsewhere.
    package var backed: Int?
    /// People who are not judged, by why.
    public var notJudged: [NotJudged: Int] = [:]
    /// The ids of the norms that judge people here, in order.
    package var norms: [String] = []
    /// What is to be known of figures of people here.
    public var marks: Set<CoverageMark> = []

    /// Seconds from one number of `reached` to the next.
    package static let reachedStep = BlockOutcomes.binSeconds

    /// All whom anything judges.
    public var all: CoverageTally { legal + other }
    /// People whose cells are judged, because a norm applies there and enough is known of the units.
    public var judged: Int { legal.judged + other.judged }
    /// People of these whose cells are within the norm.
    public var covered: Int { legal.covered + other.covered }
    /// Who is within the norm and is not in the baseline, and the reverse.
    public var change: CoverageChange { all.change }
    /// The share of those judged that is covered, from 0 to 1; `nil` where no norm applies to anyone.
    public var share: Double? { judged > 0 ? Double(covered) / Double(judged) : nil }
  }
}
