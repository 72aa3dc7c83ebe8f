import ArgumentParser
import Presentation
import TypedOptions

extension OptionRange {
  /// An option's help: what it is for, by its key, its range, and what is taken where it is not given.
  func help(_ key: String, valueName: String? = nil, default standard: Value? = nil) -> ArgumentHelp {
    let purpose = HelpWords.spoken.text(key)
    let parts = [purpose, ends.0, ends.1] + (standard.map { ["\($0)"] } ?? [])
    return ArgumentHelp(
      "\(HelpWords.spoken.text(standard == nil ? "common.range" : "common.rangeAndDefault", parts))",
      valueName: valueName)
  }
}
