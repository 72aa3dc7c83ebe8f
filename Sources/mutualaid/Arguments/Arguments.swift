public import ArgumentParser
public import DirectoryModel
import Foundation
public import Matching
import TextFormats

// How options of the command line are read into values.

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The value of a word in upper or lower case.
  init?(word: String) {
    guard let value = Self.allCases.first(where: { $0.rawValue == word.lowercased() }) else { return nil }
    self = value
  }
}

extension Service: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension Purpose: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension ResponseRole: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension CSV.Formulas: ExpressibleByArgument {}
extension NearestQuery.Scope: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension NearestQuery.Rank: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension NearestQuery.TieBreak: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension NearestQuery.AvailabilityPolicy: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension NearestQuery.AgreementPolicy: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension AvailabilityStatus: ExpressibleByArgument {
  /// Reads the word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

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
