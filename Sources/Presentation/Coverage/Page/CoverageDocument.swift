package import Coverage
package import DirectoryModel
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
    /// The position of their region among those of the document; `nil` where it is not known.
    package var region: Int?

    /// Makes a cell.
    package init(place: Coordinate, people: Int, region: Int? = nil) {
      self.place = place
      self.people = people
      self.region = region
    }
  }

  /// The outline of a country or region, for the drawing.
  package struct Outline: Hashable, Sendable {
    /// Its code.
    package var code: String
    /// Its name.
    package var name: String
    /// The outline in pieces.
    package var outline: [[Coordinate]]

    /// Makes an outline.
    package init(code: String, name: String, outline: [[Coordinate]]) {
      self.code = code
      self.name = name
      self.outline = outline
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
  /// The moment as the region's clocks show it, written `YYYY-MM-DD HH:MM`; the day where no more is known.
  package var moment: String
  /// What was asked beside area and moment, in the reader's language: whose units count, and so on.
  package var question: [String]
  /// The region or regions reported on, in words; empty for all there is.
  package var area: String
  /// The people.
  package var cells: [Cell]
  /// Metres along the side of the squares in which the people are counted; `nil` where they are counted at points.
  package var gridSide: Double?
  /// The outlines of countries, coasts included.
  package var countries: [Outline]
  /// The regions that the people live in, with their outlines.
  package var regions: [Outline]
  /// Towns by which the reader finds the way, the more important first.
  package var towns: [(name: String, place: Coordinate)]
  /// One part per service.
  package var topics: [CoverageTopic]
  /// Versions, data sets with dates and licences, models.
  package var inputs: [Fact]
  /// What the figures rest on, in short, a sentence each.
  package var grounds: [String]
  /// What the figures do not know, a sentence each.
  package var unknowns: [String]
  /// Stations of several services, one after the other; empty where they were not looked for.
  package var sharedSites: [CoverageAction] = []
  /// The Monday of the week that is told hour by hour, written `YYYY-MM-DD`; `nil` where none is.
  package var monday: String?
  /// Whether actions were looked for.
  package var looksForActions = true
  /// The command that writes the report again.
  package var command: String?
  /// The scenarios as they were given, word by word.
  package var scenarioText: [Fact]

  /// Makes a document.
  package init(
    day: String, moment: String? = nil, question: [String] = [], area: String = "", cells: [Cell],
    gridSide: Double? = nil, countries: [Outline] = [], regions: [Outline] = [],
    towns: [(name: String, place: Coordinate)] = [],
    topics: [CoverageTopic], inputs: [Fact] = [], grounds: [String] = [], unknowns: [String] = [],
    command: String? = nil, scenarioText: [Fact] = []
  ) {
    self.day = day
    self.moment = moment ?? day
    self.question = question
    self.area = area
    self.cells = cells
    self.gridSide = gridSide
    self.countries = countries
    self.regions = regions
    self.towns = towns
    self.topics = topics
    self.inputs = inputs
    self.grounds = grounds
    self.unknowns = unknowns
    self.command = command
    self.scenarioText = scenarioText
  }
}

/// One service in a coverage report.
package struct CoverageTopic: Sendable {
  /// The service.
  package var service: Service
  /// Where its stations stand in the baseline.
  package var stations: [Coordinate]
  /// The standards of cover by which it is judged: whose, and what they ask.
  package var norms: [CoverageDocument.Fact]
  /// The baseline first, then the scenarios.
  package var outcomes: [CoverageOutcome]
  /// What would help most, best first.
  package var actions: [CoverageAction]
  /// Stations whose loss costs most, worst first.
  package var losses: [StationLoss]
  /// What closed borders cost; `nil` where it was not asked for.
  package var penalty: CoveragePenalty?
  /// Places outside the norm that are reached last, worst first.
  package var last: [LastReached]
  /// The week hour by hour, the baseline first; empty where it was not asked for.
  package var weeks: [TopicWeek] = []

  /// Makes a part of a report.
  package init(
    service: Service, stations: [Coordinate] = [], norms: [CoverageDocument.Fact] = [],
    outcomes: [CoverageOutcome],
    actions: [CoverageAction] = [], losses: [StationLoss] = [], penalty: CoveragePenalty? = nil,
    last: [LastReached] = []
  ) {
    self.last = last
    self.penalty = penalty
    self.service = service
    self.stations = stations
    self.norms = norms
    self.outcomes = outcomes
    self.actions = actions
    self.losses = losses
  }
}

/// What the baseline or a scenario comes to.
package struct CoverageOutcome: Sendable {
  /// People within the norm, and when they are reached.
  package struct Count: Hashable, Sendable {
    /// The region's code; empty for all together.
    package var code: String
    /// The region's name in the reader's language.
    package var name: String
    /// The people whom a norm judges.
    package var people: Int
    /// Those within it.
    package var within: Int
    /// The arrival within which half the people are reached, in seconds; `nil` where it is never.
    package var median: Double?
    /// The same for nine in ten.
    package var ninety: Double?
    /// The same for 95 in 100.
    package var ninetyFive: Double?
    /// Who is within the norm and is not in the baseline, and the reverse.
    package var change: CoverageChange
    /// People whom norms of law judge, and those of them within.
    package var legal: CoverageTally
    /// The same of objectives, ended norms and yardsticks.
    package var other: CoverageTally
    /// What the figures rest on, short and in the reader's language; empty where norms of law judge by what is published.
    package var marks: String
    /// People who are in no sum.
    package var notJudged: [Apart]

    /// People whom nothing judges.
    package struct Apart: Hashable, Sendable {
      /// Why, in the reader's language.
      package var reason: String
      /// How many.
      package var people: Int

      /// Makes an entry.
      package init(reason: String, people: Int) {
        self.reason = reason
        self.people = people
      }
    }

    /// Makes a count.
    package init(
      code: String, name: String, people: Int, within: Int, median: Double?, ninety: Double?, ninetyFive: Double?,
      change: CoverageChange = CoverageChange(), legal: CoverageTally? = nil, other: CoverageTally = CoverageTally(),
      marks: String = "", notJudged: [Apart] = []
    ) {
      self.legal = legal ?? CoverageTally(judged: people, covered: within, change: change)
      self.other = other
      self.change = change
      self.marks = marks
      self.notJudged = notJudged
      self.code = code
      self.name = name
      self.people = people
      self.within = within
      self.median = median
      self.ninety = ninety
      self.ninetyFive = ninetyFive
    }

    /// People whom a norm judges and who are not within it.
    package var outside: Int { max(0, people - within) }
  }

  /// The scenario's name; for the baseline it may be empty.
  package var name: String
  /// What it changes, one line per edit.
  package var edits: [String]
  /// Crossings that it closes or opens: how many, in words, and their names.
  package var crossings: [CoverageDocument.Fact]
  /// The outlines of the hazards that it supposes.
  package var hazards: [[Coordinate]]
  /// All together.
  package var total: Count
  /// Who is judged by norms of law, and who by anything else, a sentence each.
  package var headlines: [String] = []
  /// Region by region.
  package var regions: [Count]
  /// The first arrival in seconds for each cell; `nan` where no unit comes.
  package var arrivals: [Float]
  /// For each cell whether it is within its norm; `nil` where no norm judges it, and it is left out of maps and curves.
  package var isWithin: [Bool?]

  /// Makes an outcome.
  package init(
    name: String, edits: [String] = [], crossings: [CoverageDocument.Fact] = [], hazards: [[Coordinate]] = [],
    total: Count, regions: [Count] = [], arrivals: [Float], isWithin: [Bool?]
  ) {
    self.crossings = crossings
    self.name = name
    self.edits = edits
    self.hazards = hazards
    self.total = total
    self.regions = regions
    self.arrivals = arrivals
    self.isWithin = isWithin
  }
}

/// Something that would bring people within the norm.
package struct CoverageAction: Hashable, Sendable {
  /// What to do, in the reader's language.
  package var title: String
  /// Why, and on what it rests; may be empty.
  package var detail: String
  /// People who come within the norm by it, beyond those of the earlier steps of its kind.
  package var gained: Int
  /// The same through it and the earlier steps of its kind.
  package var cumulative: Int
  /// Of so many.
  package var people: Int
  /// How far from the best choice the list of actions can be at most, as a share; `nil` where it is not known.
  package var gap: Double?

  /// Makes an action.
  package init(title: String, detail: String = "", gained: Int, cumulative: Int, people: Int, gap: Double? = nil) {
    self.cumulative = cumulative
    self.title = title
    self.detail = detail
    self.gained = gained
    self.people = people
    self.gap = gap
  }
}

/// A station, and who is outside the norm when it alone is lost.
package struct StationLoss: Hashable, Sendable {
  /// The station's name.
  package var name: String
  /// Where it stands: country, or what else tells it from others of the name.
  package var location: String
  /// People who fall outside the norm.
  package var lost: Int
  /// Of so many.
  package var people: Int

  /// Makes a loss.
  package init(name: String, location: String, lost: Int, people: Int) {
    self.name = name
    self.location = location
    self.lost = lost
    self.people = people
  }
}

/// A place outside the norm that is reached late.
package struct LastReached: Hashable, Sendable {
  /// Where it is: near which town, in which region.
  package var place: String
  /// People who live there.
  package var people: Int
  /// Seconds to the first arrival; `nil` where no unit comes.
  package var seconds: Double?

  /// Makes a place.
  package init(place: String, people: Int, seconds: Double?) {
    self.place = place
    self.people = people
    self.seconds = seconds
  }
}

/// What closed borders cost one service, for the page.
package struct CoveragePenalty: Hashable, Sendable {
  /// One section of a border in one direction.
  package struct Section: Hashable, Sendable {
    /// The region whose people lose, in the reader's language.
    package var region: String
    /// The country from which help would come.
    package var lender: String
    /// People outside the norm only because the border is closed.
    package var uncovered: Int
    /// People who are reached later.
    package var later: Int
    /// Seconds by which, on average.
    package var mean: Double
    /// The norm by which they are judged; empty for none.
    package var norm: String

    /// Makes a section.
    package init(region: String, lender: String, uncovered: Int, later: Int, mean: Double, norm: String) {
      self.region = region
      self.lender = lender
      self.uncovered = uncovered
      self.later = later
      self.mean = mean
      self.norm = norm
    }
  }

  /// The sections, the worst first.
  package var sections: [Section]
  /// Seconds by which the first arrival is later for each cell; infinite where no unit comes any more, `nan` where nothing
  /// changes.
  package var delays: [Float]

  /// People outside the norm only because borders are closed.
  package var uncovered: Int { sections.reduce(0) { $0 + $1.uncovered } }
  /// People who are reached later.
  package var later: Int { sections.reduce(0) { $0 + $1.later } }
  /// Seconds by which, on average over all of these.
  package var mean: Double {
    later > 0 ? sections.reduce(0) { $0 + $1.mean * Double($1.later) } / Double(later) : 0
  }

  /// Makes a penalty.
  package init(sections: [Section], delays: [Float]) {
    self.sections = sections
    self.delays = delays
  }
}
