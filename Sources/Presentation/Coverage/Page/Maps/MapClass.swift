/// How maps group cells, and the colours of the groups.
///
/// Within and outside are blue and orange, which people who see few colours tell apart; of a change the stronger blue is also
/// the darker, so that the two are two greys in print. More people, or more minutes, are darker.
enum MapClass {
  /// People in a cell from which the next shade begins.
  static let peopleSteps = [50, 250, 1000]

  /// Within the norm, by people in the cell, then outside it.
  static let within: [UInt32] = [0xC9DDF0, 0x8FB9DE, 0x4A8AC4, 0x15508C, 0xFCD7AB, 0xF7AA5B, 0xDF6E12, 0x9A3B00]

  /// The shade of so many people, from 0.
  static func shade(_ people: Int) -> Int { peopleSteps.firstIndex { people < $0 } ?? peopleSteps.count }

  /// The upper ends of the classes of arrival in minutes; after the last comes "later or never".
  static let arrivalMinutes = [5, 8, 10, 12, 15, 20]
  /// Their colours, light to dark.
  static let arrival: [UInt32] = [0xE4EEF6, 0xBBD3E8, 0x8CB4D8, 0x5A90C2, 0x2F659F, 0x7A2B74, 0x3A0A2C]

  static func arrival(_ seconds: Float) -> Int {
    arrivalMinutes.firstIndex { seconds <= Float($0 * 60) } ?? arrivalMinutes.count
  }

  /// The upper ends of the classes of delay in minutes; after the last comes "more, or never".
  static let delayMinutes = [1, 2, 4, 6, 10, 20]
  /// Their colours, light to dark, and that of cells where nothing is lost.
  static let delay: [UInt32] = [0xFBE3B4, 0xF7C06A, 0xEF9340, 0xD9622B, 0xB03A2A, 0x7A1F35, 0x3A0A2C, 0xE3E7EB]

  static func delay(_ seconds: Float) -> Int {
    delayMinutes.firstIndex { seconds <= Float($0 * 60) } ?? delayMinutes.count
  }

  /// People whom no norm judges: stripes of this grey.
  static let notJudged: UInt32 = 0x9AA3AC

  /// What a scenario does to a cell; the raw value is the place among the colours.
  enum Change: Int, CaseIterable, Hashable {
    case gained, lost, sooner, later, none

    /// Their colours.
    static let colours: [UInt32] = [0x123F85, 0xF08A1D, 0xAFC6E4, 0xFBD9A9, 0xE3E7EB]

    init(_ before: (seconds: Float, isWithin: Bool?), _ after: (seconds: Float, isWithin: Bool?)) {
      if before.isWithin == false, after.isWithin == true {
        self = .gained
      } else if before.isWithin == true, after.isWithin == false {
        self = .lost
      } else {
        // No unit came before and one comes now, or the other way round: that is a minute at least.
        let gain = (before.seconds.isNaN ? 1e6 : before.seconds) - (after.seconds.isNaN ? 1e6 : after.seconds)
        self = gain >= 60 ? .sooner : gain <= -60 ? .later : .none
      }
    }

    /// What it is called.
    var phrase: CoveragePhrase {
      switch self {
      case .gained: .changeGained
      case .lost: .changeLost
      case .sooner: .changeSooner
      case .later: .changeLater
      case .none: .changeNone
      }
    }
  }
}
