import DirectoryModel
import Foundation
import Testing

@Suite struct ProblemCodeTests {
  @Test func everyCodeIsToldWithAnExampleAndARemedy() throws {
    let source = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/DirectoryModel/Problems/ProblemCode.swift")
    var comment = ""
    var told: Set<String> = []
    for line in try String(contentsOf: source, encoding: .utf8).split(separator: "\n") {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.hasPrefix("///") { comment += text.dropFirst(3) }
      guard let name = text.wholeMatch(of: /case (\w+)( = "(.+)")?/) else { continue }
      let isComplete = comment.contains(/Example: .+\. Remedy: .+\.$/)
      #expect(isComplete, "\(name.1):\(comment)")
      told.insert(String(name.3 ?? name.1))
      comment = ""
    }
    #expect(told == Set(ProblemCode.allCases.map(\.rawValue)))
  }
}
