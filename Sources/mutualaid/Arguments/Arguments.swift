public import ArgumentParser
public import DirectoryModel
import Foundation
import LocalTime
public import Matching
import TextFormats

// How options of the command line are read into values.

extension Service: ExpressibleByArgument {}
extension Purpose: ExpressibleByArgument {}
extension ResponseRole: ExpressibleByArgument {}
extension CSV.Formulas: ExpressibleByArgument {}
extension NearestQuery.Scope: ExpressibleByArgument {}
extension NearestQuery.Rank: ExpressibleByArgument {}
extension NearestQuery.TieBreak: ExpressibleByArgument {}
extension NearestQuery.AvailabilityPolicy: ExpressibleByArgument {}
extension NearestQuery.AgreementPolicy: ExpressibleByArgument {}

extension Need: ExpressibleByArgument {
  /// Reads `CODE` or `CODE>=LEVEL`; `nil` for anything else.
  public init?(argument: String) { self.init(argument) }
}

extension PackageNeed: ExpressibleByArgument {
  /// Reads `CAPABILITY:COUNT`, several capabilities of one unit joined by `+`.
  public init?(argument: String) { self.init(argument) }
}

// What `nearest` and `match` say of an option that both have.
extension ArgumentHelp {
  static let scenario = ArgumentHelp(
    "What if: a file of one scenario, YAML or JSON as in Datasets/scenarios; of several, FILE#NAME.",
    valueName: "file")
  static let requestDelay = OptionRange<Double>.delay.help(
    """
    Seconds that asking another country's control room takes, added to the arrival of foreign units; without it, what is \
    on file for the two rooms
    """,
    valueName: "seconds")
  static let within = ArgumentHelp("How far: 30km, 500m, 15min or 90s; \(Limit.range).", valueName: "limit")
  static let csvFormulas = ArgumentHelp(
    """
    defuse or keep: whether values of CSV that a spreadsheet would run, those that begin with = + - or @ and are no \
    numbers, get an apostrophe before them.
    """)
}

/// A moment given as ISO 8601; without a zone, in the region's local time.
struct Moment: ExpressibleByArgument {
  let date: Date

  init?(argument: String) {
    guard let date = Timestamp.date(argument, zone: LocalClock.zone) else { return nil }
    self.date = date
  }
}
