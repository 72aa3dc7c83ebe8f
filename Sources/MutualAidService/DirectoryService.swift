internal import Foundation
public import HTTPTypes
public import Hummingbird
public import Logging
internal import MutualAid
internal import NIOCore
public import ServiceLifecycle

/// The HTTP service over one directory.
///
/// ```swift
/// let service = try DirectoryService(ServiceSettings(directory: "mutualaid.sqlite"), logger: Logger(label: "mutualaid"))
/// try await service.run { print("http://127.0.0.1:\($0)") }
/// ```
public struct DirectoryService: Sendable {
  private let desk: ServiceDesk
  private let channels = ChannelBook()
  private let wrapping: @Sendable (HTTPServerBuilder) throws -> HTTPServerBuilder

  /// Opens the directory, and makes ready to answer.
  ///
  /// - Parameters:
  ///   - settings: what the service does and where it listens.
  ///   - tokens: tells whose a token is; `nil` where no token is taken, so that nothing can be written.
  ///   - logger: where it logs.
  ///   - wrapping: puts TLS around connections.
  /// - Throws: `MutualAidError` where there is no directory, or it cannot be opened.
  public init(
    _ settings: ServiceSettings, tokens: (any TokenReader)? = nil, logger: Logger,
    wrapping: @escaping @Sendable (HTTPServerBuilder) throws -> HTTPServerBuilder = { $0 }
  ) throws {
    let directory = try Directory(
      at: settings.directory, access: .update, loading: .inMemory, routing: settings.routing)
    desk = ServiceDesk(settings: settings, directory: directory, tokens: tokens, logger: logger)
    self.wrapping = wrapping
  }

  /// Answers until the process is told to stop (SIGTERM, SIGINT), or the task is cancelled.
  ///
  /// Once told, it says so at `/readyz`, ends event streams, lets requests under way finish, and ends the connections of
  /// those who do not read.
  ///
  /// - Parameter listening: called with the port when it listens.
  /// - Throws: where it cannot listen.
  public func run(listening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    let desk = desk
    let channels = channels
    var configuration = HTTP1Channel.Configuration(
      idleTimeout: .milliseconds(Int64(desk.settings.idlePatience * 1000)),
      httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    configuration.additionalChannelHandlers = { [] }
    let application = Application(
      responder: Front(desk: desk, tree: RouteTree(RouteTable.all), channels: channels),
      server: try wrapping(.http1(configuration: configuration)),
      configuration: ApplicationConfiguration(
        address: .hostname(desk.settings.host, port: desk.settings.port), serverName: nil, backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(desk.settings.maxConnections)),
      onServerRunning: { channel in await listening(channel.localAddress?.port ?? desk.settings.port) },
      logger: desk.logger)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [application, StopNotice(desk: desk, channels: channels)],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: desk.logger))
    defer { desk.directory.close() }
    try await group.run()
    await desk.pool.stop()
  }
}

/// Hears first that the service is to stop.
private struct StopNotice: Service {
  let desk: ServiceDesk
  let channels: ChannelBook

  func run() async throws {
    try await gracefulShutdown()
    desk.beginStopping()
    // Whoever watches /readyz learns of it before the door closes.
    try? await Task.sleep(for: .milliseconds(300))
    let channels = channels
    let patience = desk.settings.stopPatience
    // Who has not read until then is cut off: nothing else would end the connection.
    Task.detached {
      try? await Task.sleep(for: .seconds(patience))
      channels.closeAll()
    }
  }
}

extension DirectoryService {
  /// The OpenAPI 3.1 document of the service, in UTF-8.
  public static var document: [UInt8] { ServedDocument.bytes }
}
