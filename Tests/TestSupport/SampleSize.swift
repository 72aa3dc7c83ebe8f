import Foundation

/// How many random cases a property is tried on.
public enum SampleSize {
  /// Whether the long run is asked for, as `Scripts/test --long` does with the variable MUTUALAID_LONG.
  private static let isLong = ProcessInfo.processInfo.environment["MUTUALAID_LONG"] != nil

  /// The number of cases: a few in the usual run, which goes before every commit, and many in the long one.
  ///
  /// - Parameters:
  ///   - usual: how many there are in the usual run.
  ///   - long: how many there are in the long run.
  /// - Returns: one of the two.
  public static func count(_ usual: Int, long: Int) -> Int { isLong ? long : usual }

  /// The seeds of random cases, as many as ``count(_:long:)`` says.
  ///
  /// - Parameters:
  ///   - usual: how many there are in the usual run.
  ///   - long: how many there are in the long run.
  /// - Returns: the numbers from 0.
  public static func seeds(_ usual: Int, long: Int) -> Range<UInt64> { 0..<UInt64(count(usual, long: long)) }
}
