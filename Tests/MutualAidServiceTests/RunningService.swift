import Foundation
import Journal
import Logging
import MutualAid
import MutualAidService
import TestSupport

/// A service on a free port of this machine, over a small directory of its own.
struct RunningService {
  /// Takes the tokens of a list, each with its caller.
  struct ListedTokens: TokenReader {
    var callers: [String: Caller]

    func caller(bearing token: String) async throws(TokenDefect) -> Caller {
      guard let caller = callers[token] else { throw .invalid }
      return caller
    }
  }

  let probe: HTTPProbe
  let directory: String

  /// Runs a service while `body` asks it.
  static func run(
    _ adapt: (inout ServiceSettings) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningService) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("directory.sqlite")
    try fill(path)
    var settings = ServiceSettings(directory: path)
    settings.port = 0
    settings.bodyPatience = 1
    adapt(&settings)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let tokens = ListedTokens(callers: [
      "writer": Caller(token: "w1", owner: "all", scopes: [.read, .status, .registries]),
      "reader": Caller(token: "r1", owner: "test", scopes: [.read]),
      "one unit": Caller(token: "u1", owner: "unit:nl-1-u registry:nl", scopes: [.status, .registries]),
    ])
    let service = try DirectoryService(settings, tokens: tokens, logger: logger)
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await service.run { listening.yield($0) } }
      for await port in ports {
        try await body(RunningService(probe: HTTPProbe(port: port), directory: path))
        break
      }
      group.cancelAll()
      // The service ends as cancelled, which is what was asked of it.
      while let result = await group.nextResult() { _ = result }
    }
    withExtendedLifetime(folder) {}
  }

  /// Imports a few stations on both sides of a border, and two tokens.
  private static func fill(_ path: String) throws {
    let folder = try TemporaryFolder()
    let files = [
      (
        "borders.xml",
        Sample.boundaries([
          ("country", "NL", "NL", ["50 5 52 5 52 6 50 6 50 5"]), ("country", "DE", "DE", ["50 6 52 6 52 7 50 7 50 6"]),
        ])
      ),
      ("nl.xml", Sample.registry(id: "nl", country: "NL", Sample.stations(20, prefix: "nl"))),
      (
        "de.xml",
        Sample.registry(
          id: "de", country: "DE",
          (1...20).map {
            Sample.station(id: "de-\($0)", at: (50.5 + Double($0) / 100, 6.2), "<unit id=\"de-\($0)-u\" type=\"LF\"/>")
          }
          .joined(separator: "\n"))
      ),
    ]
    for (name, text) in files { try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8) }
    let directory = try Directory(at: path, access: .readWrite)
    defer { directory.close() }
    let capabilities = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Datasets/vocabulary/capabilities.xml").path
    _ = try directory.importDocuments(at: [capabilities] + files.map { folder.file($0.0) })
    for (id, scopes) in [("w1", [Scope.read, .status, .registries]), ("r1", [.read]), ("u1", [.status, .registries])] {
      try directory.issue(
        TokenRecord(id: id, owner: "test", scopes: scopes.map(\.rawValue), issued: Date(timeIntervalSinceNow: -60)))
    }
  }
}
