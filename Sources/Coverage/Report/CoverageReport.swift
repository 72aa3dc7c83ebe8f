public import DirectoryModel
package import Geodesy
package import Matching

/// The people who are reached within the norm, as things are and in scenarios, with the inputs of the count.
///
/// It is a plain value: text, JSON, CSV, GeoJSON and the HTML report are made from it alone, so that one quantity is one
/// number everywhere. People and shares go together: `judged` times `share` is `covered`.
public struct CoverageReport: Sendable {
  /// The inputs that are needed to repeat the count.
  public struct Inputs: Sendable {
    /// The source of the people who were counted.
    public struct Population: Hashable, Sendable {
      /// The id of the population document, or the name of the file.
      public var name: String
      /// How many cells were counted.
      package var cells: Int
      /// How many people live in these cells.
      public var people: Int
      /// How many of them are given at a point that is also a station's, because of both only the municipality is known:
      /// they are spread over squares around it.
      package var spread = 0
      /// The years that the numbers describe, in ascending order.
      package var years: [Int]
      /// The ids of the sources, in order.
      package var sources: [String]

      package init(name: String, cells: Int, people: Int, years: [Int], sources: [String]) {
        self.name = name
        self.cells = cells
        self.people = people
        self.years = years
        self.sources = sources
      }
    }

    /// The version of the directory; `nil` where the units came from elsewhere.
    public var directoryVersion: Int?
    /// Where the people were taken from, and how many they are.
    public var population: Population
    /// The norms that apply to any of the cells, by id.
    package var norms: [Norm]
    /// The moment for which turnout times, agreements and weekly windows were taken, as ISO 8601.
    package var moment: String
    /// The name of the travel-time model, such as `speed-model`.
    package var travelModel: String
    /// The times that are added to turnout and travel.
    package var times: CoverageTimes
    /// How many stations with ready units were counted.
    public var stations: Int
    /// How many ready units were counted.
    public var units: Int
    /// The region codes that the report was narrowed to; empty for all.
    package var regions: [RegionCode]
    /// Whether norms that ask for people on board are judged by what units of a type usually have.
    public var countsTypicalCrews = false
    /// Whether regions are judged whose lists of stations are known to lack some.
    public var judgesIncompleteLists = false

    package init(
      directoryVersion: Int?, population: Population, norms: [Norm], moment: String, travelModel: String,
      times: CoverageTimes, stations: Int, units: Int, regions: [RegionCode]
    ) {
      self.directoryVersion = directoryVersion
      self.population = population
      self.norms = norms
      self.moment = moment
      self.travelModel = travelModel
      self.times = times
      self.stations = stations
      self.units = units
      self.regions = regions
    }
  }

  /// What happens at one cell.
  package struct CellOutcome: Hashable, Sendable {
    /// Seconds to the first arrival by the clock of the norm, call handling included where it starts with the call; `nil`
    /// when no unit arrives within `CoverageTimes.horizon` of the alarm.
    package var first: Float?
    /// Seconds, by the same clock, to when all that the norm asks for is there; `nil` when that is later than the norm's
    /// last step.
    package var complete: Float?
    /// Whether every step of the norm is met; `nil` where nothing judges the cell.
    package var isCovered: Bool?
    /// People who live there.
    package var people: Int
    /// Calls, where one is as many as one person usually has: more than people where a hazard weighs them.
    package var calls: Int
    /// The probability that every step is met, from 0 to 1, where units are busy; else 1 or 0 as covered or not.
    package var probability: Double

    package init(
      first: Float?, complete: Float?, isCovered: Bool?, people: Int, calls: Int? = nil, probability: Double
    ) {
      self.first = first
      self.complete = complete
      self.isCovered = isCovered
      self.people = people
      self.calls = calls ?? people
      self.probability = probability
    }
  }

  /// The results of one service in one scenario.
  public struct ServiceResult: Sendable {
    /// The service that the results are for.
    public var service: Service
    /// By cell, in the order of `cells`.
    package var outcomes: CellOutcomes
    /// The same in the baseline.
    let baseline: CellOutcomes
    /// Everything first, then countries, then regions, by code.
    public var areas: [AreaResult]
    /// Cells with the latest first arrival among those outside the norm, the worst first, then by people; at most 20.
    package var worst: [Int]

    /// The sums of all areas together; `nil` only where there are no areas.
    public var total: AreaResult? { areas.first }

    /// Cells with another outcome than in the baseline, in ascending order; they are found anew each time.
    package var changed: [Int] { outcomes.differences(from: baseline) }
  }

  /// One scenario; the first of a report is the baseline.
  public struct ScenarioResult: Sendable {
    /// Its name; `baseline` for the baseline.
    public var name: String
    /// The file it came from; `nil` for the baseline.
    package var file: String?
    /// Its text as it was read; `nil` for the baseline.
    package var text: String?
    /// Its edits in words, in order, as the scenario file says them.
    package var edits: [String]
    /// Edits that do not hold at the moment, by position in `edits`, because their part of the week is another one.
    package var dormant: [Int]
    /// Crossings that it closes and opens, by id.
    public var crossings: [CrossingChange] = []
    /// Its results by service, in the order asked for.
    public var services: [ServiceResult]
  }

  /// The loss of people where units of one service do not cross borders.
  package struct BorderPenalty: Sendable {
    /// The loss at one cell.
    package struct CellLoss: Hashable, Sendable {
      /// The position of the cell.
      package var cell: Int
      /// The country from which help would come first.
      package var lender: CountryCode
      /// Seconds by which the first arrival is later; `nil` when without the other country no unit comes in time at all.
      package var seconds: Float?
      /// Whether the cell is within the norm with the border open and outside it with the border closed.
      package var losesCover: Bool
    }

    /// The sums of one section of the border, in one direction.
    package struct Section: Hashable, Sendable {
      /// The country whose people lose.
      package var host: CountryCode
      /// The country from which help would come first.
      package var lender: CountryCode
      /// The region whose people lose; `nil` where it is not known.
      public var region: RegionCode?
      /// The id of the norm that applies to them; `nil` for none.
      package var norm: String?
      /// How many people are reached later.
      public var people: Int
      /// People outside the norm only because the border is closed.
      package var uncovered: Int
      /// The sum over all these people of the minutes by which they are reached later.
      package var personMinutes: Double
      /// The most minutes by which anyone is reached later.
      package var mostMinutes: Double
    }

    /// The service whose units do not cross borders.
    public var service: Service
    /// Cells with a loss, in order.
    package var cells: [CellLoss]
    /// The losses added up by host, lender, region and norm, in this order.
    package var sections: [Section]
  }

  /// A station with units that were counted.
  package struct StationSummary: Hashable, Sendable {
    /// Its id.
    package var id: StationID
    /// The place of its first unit.
    package var place: Coordinate
    /// Its country.
    package var country: CountryCode
    /// The services of its units, in the order of `Service.allCases`.
    package var services: [Service]
    /// How many units it has.
    package var units: Int
  }

  /// The people who fall outside the norm of one service if one station alone is lost.
  package struct Criticality: Hashable, Sendable {
    /// The id of the station that is lost.
    public var station: StationID
    /// The service whose norm is no longer met.
    public var service: Service
    /// How many people fall outside the norm.
    public var people: Int
    /// How many of them are judged by a norm of law.
    public var legal: Int
    /// How many cells these people live in.
    package var cells: Int
  }

  /// The inputs of the count.
  public var inputs: Inputs
  /// The cells that all results refer to.
  package var cells: [DemandCell]
  /// Ids of norms by service and cell; `nil` where none applies.
  package var normIDs: [Service: [String?]]
  /// How each cell is judged, and what is to be known of its figures.
  package var judgements = CellJudgements()
  /// The stations, by id.
  package var stations: [StationSummary]
  /// The baseline, then the scenarios.
  public var scenarios: [ScenarioResult]
  /// The losses through closed borders by service; empty unless asked for.
  package var borderPenalties: [BorderPenalty]
  /// Stations that people depend on in the baseline: the most people first, then by station and service.
  package var criticality: [Criticality]
  /// The actions that would help most people; `nil` unless asked for.
  public var actions: ActionPlan?
  /// The week, hour by hour; `nil` unless asked for.
  public var week: CoverageWeek?
  /// People who are not counted because no unit of the service stands in their part of the country, by service and the
  /// code of that part: it is not known which units would come to them.
  package var leftOut: [Service: [String: Int]] = [:]
  /// Names of stations, by id; those without one are left out.
  package var stationNames: [StationID: String] = [:]
  /// Names of countries and regions, by code; those without one are left out.
  package var areaNames: [String: String] = [:]
  /// How long units of the services travel by the built-in model, and how far that is from what happens.
  package var travelTimes: [TravelStatement] = []
  /// Which router's times the count went by, and what it could not say; `nil` where it went by the travel-time model alone.
  public var roads: RoadSummary?
  /// Totals of statistical offices, to compare the people counted with.
  package var officialTotals: [OfficialTotal] = [] {
    didSet {
      officialByCode = Dictionary(officialTotals.map { ($0.region?.rawValue ?? $0.country.rawValue, $0) }) { first, _ in
        first
      }
    }
  }
  /// The first of them by the code of its region or country.
  package private(set) var officialByCode: [String: OfficialTotal] = [:]
}
