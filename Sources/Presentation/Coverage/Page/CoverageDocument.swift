package import Geodesy

/// What a coverage report on paper or screen holds; ``CoverageHTML`` draws it.
///
/// All figures are given: the page works out none but the curve of arrivals, which it takes from the cells.
package struct CoverageDocument: Sendable {
  /// People at a place.
  package struct Cell: Hashable, Sendable {
    /// Where they live.
    package var place: Coordinate
    /// How many.
    package var people: Int

    /// Makes a cell.
    package init(place: Coordinate, people: Int) {
      self.place = place
      self.people = people
    }
  }

  /// A fact of the page of inputs: a data set, a version, a model.
  package struct Fact: Hashable, Sendable {
    /// What it is about, in the reader's language.
    package var name: String
    /// What holds.
    package var value: String

    /// Makes a fact.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The day whose norms, agreements and stations hold, written `YYYY-MM-DD`.
  package var day: String
  /// The region or regions reported on, in words; empty for all there is.
  package var area: String
  /// The people.
  package var cells: [Cell]
  /// Borders of countries, as lines.
  package var borders: [[Coordinate]]
  /// Towns by which the reader finds the way.
  package var towns: [(name: String, place: Coordinate)]
  /// One part per service.
  package var topics: [CoverageTopic]
  /// Versions, data sets with dates and licences, models.
  package var inputs: [Fact]
  /// The command that writes the report again.
  package var command: String?
  /// The scenarios as they were given, word by word.
  package var scenarioText: [Fact]

  /// Makes a document.
  package init(
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
