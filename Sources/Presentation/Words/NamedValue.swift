internal import Coverage
internal import DirectoryModel
internal import Matching

/// A value of the model that has a name in each language: its raw value is the key in a section of the files with words.
protocol NamedValue: RawRepresentable<String>, CaseIterable, Sendable {
  /// The section's name.
  static var section: String { get }
}

extension Service: NamedValue { static let section = "service" }
extension NearestQuery.Scope: NamedValue { static let section = "scope" }
extension Purpose: NamedValue { static let section = "purpose" }
extension ResponseRole: NamedValue { static let section = "role" }
extension AvailabilityStatus: NamedValue { static let section = "status" }
extension VehicleObstacle: NamedValue { static let section = "vehicle" }
extension Verdict.Kind: NamedValue { static let section = "verdict" }
extension AgreementRule.Condition: NamedValue { static let section = "condition" }
extension Verification: NamedValue { static let section = "verification" }
extension WindowDay: NamedValue { static let section = "day" }
extension InteroperabilityContent.Coupling.Fit: NamedValue { static let section = "coupling" }
extension ShortfallReason: NamedValue { static let section = "shortfall" }
extension ReferenceDocument.Kind: NamedValue { static let section = "document" }
extension Barrier.Kind: NamedValue { static let section = "barrier" }
extension Crossing.Kind: NamedValue { static let section = "crossing" }
extension Crossing.RoadUse: NamedValue { static let section = "road-use" }
extension Crossing.Confidence: NamedValue { static let section = "confidence" }
extension Norm.ClockStart: NamedValue { static let section = "clock" }
extension CoverageMark: NamedValue { static let section = "mark" }
extension NotJudged: NamedValue { static let section = "not-judged" }
extension ProblemCode: NamedValue { static let section = "problem" }

extension Words {
  /// The name of a language, by its code.
  func languageName(_ code: String) -> String { name(of: code, in: "language") }

  /// The name of a scenario: of those that come with the program in the language, of others as their files give it.
  func scenarioName(_ name: String) -> String { self.name(of: name, in: "scenario-name") }

  /// What a problem's code means, to be put before the English details; empty in English, in which the details say it.
  func meaning(ofProblem code: String) -> String {
    let meaning = name(of: code, in: ProblemCode.section)
    return meaning == code ? "" : meaning + " – "
  }
}
