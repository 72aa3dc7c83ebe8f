internal import DirectoryModel
internal import Matching

/// Numbers for capabilities and ranks for their levels, as the index in memory wants them.
///
/// A unit's rank is never below that of a need which it meets, so that the index leaves out no unit that fits; what it
/// lets through by mistake, because levels share a rank or capabilities a number, is looked at once more.
struct LevelRanks: Sendable {
  /// The number that all capabilities share for which there is none left.
  private static let shared = 63
  private static let ranks = 255

  private let numbers: [String: Int]
  private let levels: [String: [String]]
  /// Numeric levels that occur, ascending, by capability.
  private let thresholds: [String: [Double]]

  init(vocabulary: Vocabulary, units: [MatchableUnit]) {
    let codes = vocabulary.capabilities.keys.sorted().prefix(LevelRanks.shared)
    numbers = Dictionary(uniqueKeysWithValues: zip(codes, 0...))
    levels = vocabulary.capabilities.mapValues(\.levels)
    var occurring: [String: Set<Double>] = [:]
    for capability in units.lazy.flatMap(\.capabilities) {
      if let number = capability.level.flatMap(Double.init) { occurring[capability.code, default: []].insert(number) }
    }
    thresholds = occurring.mapValues { values in
      let sorted = values.sorted()
      guard sorted.count >= LevelRanks.ranks else { return sorted }
      return (1..<LevelRanks.ranks).map { sorted[$0 * sorted.count / LevelRanks.ranks] }
    }
  }

  /// A capability's number, 0 to 63.
  func number(of capability: String) -> Int { numbers[capability] ?? LevelRanks.shared }

  /// The rank of a level that is offered or needed: how many of the levels there are do not lie above it; 0 for none.
  func rank(of level: String?, _ capability: String) -> UInt8 {
    guard numbers[capability] != nil, let level else { return 0 }
    if let number = Double(level) { return UInt8(clamping: (thresholds[capability] ?? []).count { $0 <= number }) }
    return UInt8(clamping: (levels[capability]?.firstIndex(of: level) ?? -1) + 1)
  }
}
