/// A reader, or all that answers a question, as a fuzzer drives it: bytes in, and nothing may trap, hang or come out wrong.
package struct FuzzTarget: Sendable {
  /// By which it is chosen, and what its folders are called.
  package let name: String
  private let body: @Sendable ([UInt8]) throws -> Void

  private init(_ name: String, _ body: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.body = body
  }

  /// Takes one input.
  ///
  /// - Throws: `FuzzFinding` for what must not be; any other error is a finding as well.
  package func run(_ bytes: [UInt8]) throws { try body(bytes) }

  /// All targets.
  package static let all = [
    FuzzTarget("documents", FuzzDocuments.run), FuzzTarget("profiles", FuzzProfiles.run),
    FuzzTarget("scenarios", FuzzScenarios.run), FuzzTarget("people", FuzzPeople.run),
    FuzzTarget("feed", FuzzFeed.run), FuzzTarget("routers", FuzzRouters.run), FuzzTarget("values", FuzzValues.run),
    FuzzTarget("questions", FuzzQuestions.run),
  ]

  /// The target of a name; `nil` where there is none.
  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What must not be.
package struct FuzzFinding: Error, CustomStringConvertible {
  /// What came out, and of what.
  package var description: String
}

/// Makes a finding of what does not hold.
func require(_ holds: Bool, _ description: @autoclosure () -> String) throws(FuzzFinding) {
  if !holds { throw FuzzFinding(description: description()) }
}
