/// How a map groups cells.
///
/// The classes differ by lightness and size or shape, not by hue alone.
enum MapClass {
  /// The upper ends of the classes of arrival in minutes; after the last comes "later or never".
  static let arrivalMinutes = [5, 8, 10, 12, 15, 20]
  static let arrivalCount = arrivalMinutes.count + 1

  static func arrival(_ seconds: Float) -> Int {
    arrivalMinutes.firstIndex { seconds <= Float($0 * 60) } ?? arrivalMinutes.count
  }

  /// The upper ends of the classes of delay in minutes; after the last comes "more, or never".
  static let delayMinutes = [1, 2, 4, 6, 10, 20]

  static func delay(_ seconds: Float) -> Int {
    delayMinutes.firstIndex { seconds <= Float($0 * 60) } ?? delayMinutes.count
  }

  /// What a scenario changes for a cell.
  enum Change: Int, CaseIterable {
    case gained
    case lost
    case sooner
    case later
    case same

    /// What it is called.
    var phrase: CoveragePhrase {
      [.changeGained, .changeLost, .changeSooner, .changeLater, .changeNone][rawValue]
    }

    /// The class in the style sheet.
    var styleName: String { "c\(rawValue)" }

    init(_ before: (seconds: Float, isWithin: Bool?), _ after: (seconds: Float, isWithin: Bool?)) {
      if before.isWithin == false, after.isWithin == true {
        self = .gained
      } else if before.isWithin == true, after.isWithin == false {
        self = .lost
      } else {
        // No unit came before and one comes now, or the other way round: that is a minute at least.
        let gain = (before.seconds.isNaN ? 1e6 : before.seconds) - (after.seconds.isNaN ? 1e6 : after.seconds)
        self = gain >= 60 ? .sooner : gain <= -60 ? .later : .same
      }
    }
  }
}
