import Foundation
import Presentation
import Testing

@testable import MutualAidService

/// The document that describes the service.
struct OpenAPIDocumentTests {
  @Test func theFileBesideTheCodeIsWhatIsServed() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/MutualAidService/OpenAPI/openapi.json")
    let file = try Data(contentsOf: sources)
    #expect(
      Array(file) == DirectoryService.document,
      "write it anew: mutualaid-server openapi > Sources/MutualAidService/OpenAPI/openapi.json")
  }

  @Test func everySchemaThatIsNamedIsThere() throws {
    let text = String(decoding: DirectoryService.document, as: UTF8.self)
    let named = Set(text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.1) })
    #expect(named.subtracting(AnswerSchemas.all.keys).isEmpty)
    #expect(named.count > 15)
  }

  @Test func everyProblemIsExplainedInFourLanguages() {
    for language in Language.allCases where language.base == nil {
      for code in ProblemWords.codes {
        let found = ProblemWords(language).explanation(of: code, group: ProblemGroup.of(code).rawValue)
        #expect(found.map { !$0.title.isEmpty && $0.text.count > 20 } == true, "\(code) in \(language)")
      }
    }
  }
}
