public import Coverage
public import DirectoryModel
public import FoundationEssentials

/// A question about coverage: for whom, when, by which norms, in which scenarios.
public struct CoverageQuery: Sendable {
  /// Where people are taken from.
  public enum Population: Hashable, Sendable {
    /// A population document of the directory; `nil` for the usual one.
    case directory(String?)
    /// A file: a table, GeoJSON, GML of the census grid, or a native document.
    case file(QuestionFile)
  }

  /// The services, in the order of the report; empty for all.
  public var services: [Service] = []
  /// Codes that begin the codes of the regions (or countries) reported on; empty for everywhere.
  public var regions: [RegionCode] = []
  /// The what-if scenarios, each evaluated by itself.
  public var scenarios: [Scenario] = []
  /// When: turnout times, norms, agreements and parts of the week are those of the moment.
  public var time: Date
  /// Where the people are taken from.
  public var population = Population.directory(nil)
  /// Metres along the side of the squares over which people are spread; `nil` to leave them where the population has them.
  public var gridSide: Double?
  /// Files of norms, in place of those in the directory; empty for these.
  public var normFiles: [QuestionFile] = []
  /// Whether units cross borders in the baseline.
  public var areBordersOpen = true
  /// Whether they do so only where an agreement lets them.
  public var requiresAgreements = false
  /// Whether to compare all borders open with all borders closed.
  public var countsBorderPenalty = false
  /// Whether each hour of the week around the moment is counted, too.
  public var countsWeek = false
  /// Whether norms that ask for people on board are judged, where no registry lists crews, by what units of a type usually
  /// have; what is so judged is marked.
  public var countsTypicalCrews = false
  /// Whether regions are judged, too, whose lists of stations are known to lack some; they are marked.
  public var judgesIncompleteLists = false
  /// Whether units that are reported as busy are left out; else everything that registries list is counted.
  public var leavesOutBusyUnits = false
  /// The address of an OSRM or Valhalla server that gives travel times along roads; `nil` for the travel-time model alone.
  public var routing: String?
  /// The file in which its times are kept from one count to the next; `nil` to ask for all of them again.
  public var routingCache: String?
  /// What comes beside turnout and travel.
  public var times = CoverageTimes()

  /// Asks about all services and regions at a moment.
  public init(time: Date) { self.time = time }
}
