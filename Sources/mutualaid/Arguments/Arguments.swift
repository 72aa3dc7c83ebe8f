public import ArgumentParser
public import DirectoryModel
import Foundation
public import Matching
import TextFormats

// How options of the command line are read into values.

/// A value with a word on the command line, which is read in upper and lower case.
public protocol WordArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension WordArgument {
  /// Reads the word in any case.
  public init?(argument: String) {
    guard let value = Self.allCases.first(where: { $0.rawValue == argument.lowercased() }) else { return nil }
    self = value
  }
}

extension Service: WordArgument {}
extension Purpose: WordArgument {}
extension ResponseRole: WordArgument {}
extension CSV.Dialect: WordArgument {}
extension CSV.Formulas: WordArgument {}
extension NearestQuery.Scope: WordArgument {}
extension NearestQuery.Rank: WordArgument {}
extension NearestQuery.TieBreak: WordArgument {}
extension NearestQuery.AvailabilityPolicy: WordArgument {}
extension NearestQuery.LenderCost: WordArgument {}
extension NearestQuery.AgreementPolicy: WordArgument {}

extension CountryCode: ExpressibleByArgument {
  /// Reads two letters in any case; whether there is such a country is asked later.
  public init?(argument: String) { self.init(argument.uppercased()) }
}

extension Need: ExpressibleByArgument {
  /// Reads `CODE` or `CODE>=LEVEL`; `nil` for anything else.
  public init?(argument: String) { self.init(argument) }
}

extension PackageNeed: ExpressibleByArgument {
  /// Reads `CAPABILITY:COUNT`, several capabilities of one unit joined by `+`.
  public init?(argument: String) { self.init(argument) }
}
