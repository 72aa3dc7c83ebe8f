public import Geodesy

/// What a coverage report on paper or screen holds; ``CoveragePage`` draws it.
///
/// All figures are given: the page works out none but the curve of arrivals, which it takes from the cells.
public struct CoverageDocument: Sendable {
  /// People at a place.
  public struct Cell: Hashable, Sendable {
    /// Where they live.
    public var place: Coordinate
    /// How many.
    public var people: Int

    /// Makes a cell.
    public init(place: Coordinate, people: Int) {
      self.place = place
      self.people = people
    }
  }

  /// A fact of the page of inputs: a data set, a version, a model.
  public struct Fact: Hashable, Sendable {
    /// What it is about, in the reader's language.
    public var name: String
    /// What holds.
    public var value: String

    /// Makes a fact.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The day whose norms, agreements and stations hold, written `YYYY-MM-DD`.
  public var day: String
  /// The region or regions reported on, in words; empty for all there is.
  public var area: String
  /// The people.
  public var cells: [Cell]
  /// Borders of countries, as lines.
  public var borders: [[Coordinate]]
  /// Towns by which the reader finds the way.
  public var towns: [(name: String, place: Coordinate)]
  /// One part per service.
  public var topics: [CoverageTopic]
  /// Versions, data sets with dates and licences, models.
  public var inputs: [Fact]
  /// The command that writes the report again.
  public var command: String?
  /// The scenarios as they were given, word by word.
  public var scenarioText: [Fact]

  /// Makes a document.
  public init(
    day: String, area: String = "", cells: [Cell], borders: [[Coordinate]] = [],
    towns: [(name: String, place: Coordinate)] = [], topics: [CoverageTopic], inputs: [Fact] = [],
    command: String? = nil, scenarioText: [Fact] = []
  ) {
    self.day = day
    self.area = area
    self.cells = cells
    self.borders = borders
    self.towns = towns
    self.topics = topics
    self.inputs = inputs
    self.command = command
    self.scenarioText = scenarioText
  }
}
