import ArgumentParser
import Foundation
import MutualAidService

/// `mutualaid-server openapi`.
struct OpenAPICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "The OpenAPI 3.1 document of the service, as it is served at /openapi.json.")

  func run() throws { try FileHandle.standardOutput.write(contentsOf: Data(DirectoryService.document)) }
}
