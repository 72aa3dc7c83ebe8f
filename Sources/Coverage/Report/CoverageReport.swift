public import DirectoryModel
public import Geodesy

/// Who is reached within the norm, as things are and in scenarios, with all that was put in.
///
/// It is a plain value: text, JSON, CSV, GeoJSON and the HTML report are made from it alone. Persons and percentages
/// belong together everywhere: `people` times `share` is `covered`.
public struct CoverageReport: Sendable {
  /// What anyone needs to repeat the run.
  public struct Inputs: Sendable {
    /// Where people were taken from.
    public struct Population: Hashable, Sendable {
      /// The document or file.
      public var name: String
      /// Cells taken.
      public var cells: Int
      /// People in them.
      public var people: Int
      /// The years that the numbers describe, in ascending order.
      public var years: [Int]
      /// The ids of the sources, in order.
      public var sources: [String]

      /// Describes a source.
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
    /// The people.
    public var population: Population
    /// The norms that judge any of the cells, by id.
    package var norms: [Norm]
    /// The moment for which turnout times, agreements and weekly windows were taken, as ISO 8601.
    public var moment: String
    /// What the travel-time model is called.
    public var travelModel: String
    /// What comes beside turnout and travel.
    public var times: CoverageTimes
    /// Stations and units that were weighed.
    public var stations: Int
    /// Units that were weighed.
    public var units: Int
    /// The region codes that the report was narrowed to; empty for all.
    public var regions: [RegionCode]

    /// Makes the inputs.
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
  public struct CellOutcome: Hashable, Sendable {
    /// Seconds from the alarm to the first arrival; `nil` when nobody arrives within `CoverageModel.horizon`.
    public var first: Float?
    /// Seconds to when all that the norm asks for is there; `nil` when that is later than the norm's last step.
    public var complete: Float?
    /// Whether every step of the norm is met; `nil` where no norm judges.
    public var isCovered: Bool?
    /// People, where a hazard multiplies them more than live there.
    public var people: Int
    /// The probability that every step is met, from 0 to 1, where units are busy; else 1 or 0 as covered or not.
    public var probability: Double

    /// Makes an outcome.
    package init(first: Float?, complete: Float?, isCovered: Bool?, people: Int, probability: Double) {
      self.first = first
      self.complete = complete
      self.isCovered = isCovered
      self.people = people
      self.probability = probability
    }
  }

  /// The sums of one country, region or of everything.
  public struct AreaResult: Hashable, Sendable {
    /// The country's or region's code; `*` for everything.
    public var code: String
    /// The country; `nil` for everything.
    public var country: CountryCode?
    /// Cells.
    public var cells: Int
    /// People in them.
    public var people: Int
    /// People whose cells a norm judges.
    public var judged: Int
    /// People of these whose cells are within the norm.
    public var covered: Int
    /// People within the norm to be expected where units are busy at times; equal to `covered` where none is.
    public var expected: Double
    /// People within the norm who are not in the baseline.
    public var gained: Int
    /// People outside the norm who are within it in the baseline.
    public var lost: Int
    /// Seconds to the first arrival that half of the people judged are reached in; `nil` when fewer are reached at all.
    public var median: Float?
    /// The same for 90 % of the people.
    public var percentile90: Float?
    /// The same for 95 % of the people.
    public var percentile95: Float?
    /// People judged with a first arrival within 0, 10, 20 … seconds (`reachedStep`); empty for regions.
    public var reached: [Int]
    /// People within the norm even when any one unit is lost; it is counted in the baseline, `nil` elsewhere.
    public var backed: Int?

    /// Seconds from one number of `reached` to the next.
    public static let reachedStep = 10.0

    /// The share of those judged that is covered, from 0 to 1; `nil` where no norm judges anyone.
    public var share: Double? { judged > 0 ? Double(covered) / Double(judged) : nil }
  }

  /// One service in one scenario.
  public struct ServiceResult: Sendable {
    /// The service.
    public var service: Service
    /// By cell, in the order of `cells`.
    package var outcomes: CellOutcomes
    /// The same in the baseline.
    let baseline: CellOutcomes
    /// Everything first, then countries, then regions, by code.
    public var areas: [AreaResult]
    /// Cells with the latest first arrival among those outside the norm, the worst first, then by people; at most 20.
    public var worst: [Int]

    /// The sums of everything.
    public var total: AreaResult? { areas.first }

    /// Cells with another outcome than in the baseline, in ascending order; they are found anew each time.
    public var changed: [Int] { outcomes.differences(from: baseline) }
  }

  /// One scenario; the first of a report is the baseline.
  public struct ScenarioResult: Sendable {
    /// Its name.
    public var name: String
    /// The file it came from; `nil` for the baseline.
    public var file: String?
    /// Its text as it was read; `nil` for the baseline.
    public var text: String?
    /// Its edits in words, in order, as the scenario file says them.
    public var edits: [String]
    /// Edits that do not hold at the moment, by position in `edits`, because their part of the week is another one.
    public var dormant: [Int]
    /// By service.
    public var services: [ServiceResult]
  }

  /// What a closed border costs one service.
  public struct BorderPenalty: Sendable {
    /// What it costs at one cell.
    public struct CellLoss: Hashable, Sendable {
      /// The cell.
      public var cell: Int
      /// The country from which help would come first.
      public var lender: CountryCode
      /// Seconds by which the first arrival is later; `nil` when without the other country nobody comes in time at all.
      public var seconds: Float?
      /// Whether the cell is within the norm with the border open and outside it with the border closed.
      public var losesCover: Bool
    }

    /// The sums of one section of the border, in one direction.
    public struct Section: Hashable, Sendable {
      /// The country whose people lose.
      public var host: CountryCode
      /// The country from which help would come first.
      public var lender: CountryCode
      /// The region whose people lose; `nil` where it is not known.
      public var region: RegionCode?
      /// The norm that judges them; `nil` for none.
      public var norm: String?
      /// People for whom help is later.
      public var people: Int
      /// People outside the norm only because the border is closed.
      public var uncovered: Int
      /// Minutes times people.
      public var personMinutes: Double
      /// The most minutes anywhere.
      public var mostMinutes: Double
    }

    /// The service.
    public var service: Service
    /// Cells with a loss, in order.
    public var cells: [CellLoss]
    /// By host, lender, region and norm.
    public var sections: [Section]
  }

  /// A station with units that were weighed.
  public struct StationSummary: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// Where its first unit stands.
    public var place: Coordinate
    /// Its country.
    public var country: CountryCode
    /// The services of its units, in the order of `Service.allCases`.
    public var services: [Service]
    /// How many units it has.
    public var units: Int
  }

  /// What the loss of one station alone costs one service.
  public struct Criticality: Hashable, Sendable {
    /// The station's id.
    public var station: StationID
    /// The service.
    public var service: Service
    /// People who fall outside the norm.
    public var people: Int
    /// Their cells.
    public var cells: Int
  }

  /// What was put in.
  public var inputs: Inputs
  /// The cells that all results refer to.
  package var cells: [DemandCell]
  /// Ids of norms by service and cell; `nil` where none judges.
  public var normIDs: [Service: [String?]]
  /// The stations, by id.
  public var stations: [StationSummary]
  /// The baseline, then the scenarios.
  public var scenarios: [ScenarioResult]
  /// By service; empty unless asked for.
  public var borderPenalties: [BorderPenalty]
  /// Stations that people depend on in the baseline: the most people first, then by station and service.
  public var criticality: [Criticality]
  /// What would help most; `nil` where nobody asked.
  public var actions: ActionPlan?
  /// People whom no norm judges because no unit of the service stands in their part of the country, by service and the
  /// code of that part: nobody knows who would come to them.
  public var leftOut: [Service: [String: Int]] = [:]
  /// Names of stations, by id; those without one are left out.
  public var stationNames: [StationID: String] = [:]
  /// Names of countries and regions, by code; those without one are left out.
  public var areaNames: [String: String] = [:]
  /// What statistical offices count, to hold the people counted against.
  package var officialTotals: [OfficialTotal] = []
}
