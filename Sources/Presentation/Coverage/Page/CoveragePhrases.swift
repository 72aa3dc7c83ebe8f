internal import DirectoryModel

/// The words of the coverage report in one language.
///
/// Each language is one file; the compiler sees to it that none lacks a phrase. Braces are filled from left to right.
struct CoveragePhrases: Sendable {
  // The page.
  var title: String
  var subtitle: String
  var skip: String
  var contents: String
  var preparedFor: String
  var wholeArea: String

  // Headings.
  var summary: String
  var maps: String
  var curves: String
  var regions: String
  var actions: String
  var resilience: String
  var method: String

  // The summary.
  var baseline: String
  var withinNorm: String
  var ofPeople: String
  var summaryBaseline: String
  var summaryMore: String
  var summaryFewer: String
  var summarySame: String
  var changes: [String]
  var whatChanges: String

  // Maps.
  var arrivalMap: String
  var changeMap: String
  var arrivalMapNote: String
  var changeMapNote: String
  var mapAlternative: String
  var upTo: String
  var overUpTo: String
  var laterOrNever: String
  var station: String
  var border: String
  var hazard: String

  // Curves.
  var curveTitle: String
  var curveAlternative: String
  var curveTable: String
  var minutesAxis: String
  var minutes: String
  var reachedBy: String

  // Tables.
  var scenario: String
  var region: String
  var all: String
  var people: String
  var within: String
  var change: String
  var median: String
  var ninety: String
  var ninetyFive: String
  var tableNote: String
  var regionTable: String
  var scenarioTable: String

  // Actions and resilience.
  var rank: String
  var action: String
  var gained: String
  var together: String
  var gapNote: String
  var actionsNote: String
  var noActions: String
  var lostStation: String
  var lost: String
  var lossNote: String
  var noLosses: String

  // Inputs and method.
  var inputs: String
  var item: String
  var value: String
  var norms: String
  var scenarios: String
  var howCounted: [String]
  var repeatIt: String
  var limits: String

  // Names of what was put in.
  var directoryVersion: String
  var population: String
  var populationValue: String
  var moment: String
  var travelModel: String
  var callHandling: String
  var requestDelay: String
  var slowness: String
  var weighed: String
  var weighedValue: String
  var dormant: String
  var crew: String
  var units: String

  // The border penalty and the summary in a terminal.
  var borderPenalty: String
  var noBorderPenalty: String
  var penaltyNote: String
  var penaltyMap: String
  var helpFrom: String
  var lostPeople: String
  var later: String
  var meanMinutes: String
  var worstPlaces: String
  var peopleHere: String
  var expected: String
  var official: String
  var officialValue: String
  var leftOut: String
  var unit: String
}

extension CoveragePhrases {
  init(_ language: Language) {
    self =
      switch language {
      case .english: .english
      case .french: .french
      case .dutch: .dutch
      case .german: .german
      }
  }
}

extension String {
  /// The text with its braces filled from left to right.
  func filled(_ texts: String...) -> String {
    var parts = split(separator: "{}", omittingEmptySubsequences: false).makeIterator()
    var text = parts.next().map { String($0) } ?? ""
    for filling in texts {
      guard let part = parts.next() else { break }
      text += filling + part
    }
    return text
  }

  func filled(_ numbers: Int...) -> String {
    numbers.count == 2 ? filled(String(numbers[0]), String(numbers[1])) : filled(String(numbers.first ?? 0))
  }
}
