internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
public import HummingbirdCore
public import Logging
internal import MutualAid
internal import NIOCore
public import ServiceLifecycle
internal import UnixSignals

/// The HTTP service over one directory.
///
/// ```swift
/// let service = try DirectoryService(ServiceSettings(directory: "mutualaid.sqlite"), logger: Logger(label: "mutualaid"))
/// try await service.run { print("http://127.0.0.1:\($0)") }
/// ```
public struct DirectoryService: Sendable {
  private let desk: ServiceDesk
  private let hub: EventHub
  private let channels = ChannelBook()
  private let wrapping: @Sendable (HTTPServerBuilder) throws -> HTTPServerBuilder
  private let companions: [any ServiceLifecycle.Service]

  /// Opens the directory, and makes ready to answer.
  ///
  /// - Parameters:
  ///   - settings: what the service does and where it listens.
  ///   - tokens: tells whose a token is; `nil` where no token is taken, so that nothing can be written.
  ///   - issuer: makes tokens; `nil` where none is issued over HTTP.
  ///   - peers: knows callers by the certificates of their connections; `nil` where none is asked for.
  ///   - logins: logs people in; `nil` where nobody can log in.
  ///   - companions: what runs beside it, such as the renewal of certificates.
  ///   - logger: where it logs.
  ///   - wrapping: puts TLS around connections.
  /// - Throws: `MutualAidError` where there is no directory, or it cannot be opened.
  public init(
    _ settings: ServiceSettings, tokens: (any TokenReader)? = nil, issuer: (any TokenIssuer)? = nil,
    peers: (any PeerReader)? = nil, logins: (any LoginKeeper)? = nil,
    companions: [any ServiceLifecycle.Service] = [], logger: Logger,
    wrapping: @escaping @Sendable (HTTPServerBuilder) throws -> HTTPServerBuilder = { $0 }
  ) throws {
    desk = try ServiceDesk(
      settings: settings, tokens: tokens, issuer: issuer, peers: peers, logins: logins,
      logger: logger)
    self.companions = companions
    hub = EventHub(desk)
    try? FileManager.default.removeItem(atPath: desk.uploads)
    do {
      try FileManager.default.createDirectory(
        atPath: desk.uploads, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw MutualAidError(
        .outputFailed, "what is sent cannot be written beside the directory",
        hint: "Check the permissions of its folder.")
    }
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
    let configuration = HTTP1Channel.Configuration(
      idleTimeout: .milliseconds(Int64(desk.settings.idlePatience * 1000)),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    let application = Application(
      responder: Front(desk: desk, hub: hub, tree: RouteTree(RouteTable.all + RouteTable.page), channels: channels),
      server: try wrapping(.http1(configuration: configuration)),
      configuration: ApplicationConfiguration(
        address: .hostname(desk.settings.host, port: desk.settings.port), serverName: nil, backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(desk.settings.maxConnections)),
      onServerRunning: { channel in await listening(channel.localAddress?.port ?? desk.settings.port) },
      logger: desk.logger)
    let (endings, ends) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
    let notice = StopNotice(desk: desk, hub: hub, channels: channels) { ends.finish() }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          hub, RequestKeeper(desk: desk, hub: hub), RecordKeeper(desk: desk, hub: hub), SourceKeeper(desk),
        ] + companions + [application, notice],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: desk.logger))
    let running = Task {
      let outcome: Result<Void, any Error>
      do {
        try await group.run()
        outcome = .success(())
      } catch {
        outcome = .failure(error)
      }
      await desk.close()
      ends.yield(outcome)
    }
    // A task of its own, so that the end is waited for also where this one is cancelled.
    let waiting = Task { () -> Result<Void, any Error>? in
      for await outcome in endings { return outcome }
      return nil
    }
    let outcome = await withTaskCancellationHandler {
      await waiting.value
    } onCancel: {
      running.cancel()
    }
    // Work that cannot be interrupted is left behind: what it would have written, nobody was told of.
    try outcome?.get()
  }
}

/// Hears first that the service is to stop.
private struct StopNotice: ServiceLifecycle.Service {
  let desk: ServiceDesk
  let hub: EventHub
  let channels: ChannelBook
  /// Called where requests do not end though their connections have.
  let giveUp: @Sendable () -> Void

  func run() async throws {
    try await gracefulShutdown()
    desk.beginStopping()
    // Whoever watches /readyz learns of it before the door closes.
    try? await Task.sleep(for: .milliseconds(300))
    hub.stop()
    desk.jobs.cancel()
    let (channels, patience, giveUp) = (channels, desk.settings.stopPatience, giveUp)
    // Who has not read until then is cut off: nothing else would end the connection.
    Task.detached {
      try? await Task.sleep(for: .seconds(patience))
      channels.closeAll()
      try? await Task.sleep(for: .seconds(1))
      giveUp()
    }
  }
}

extension DirectoryService {
  /// The OpenAPI 3.1 document of the service, in UTF-8.
  public static var document: [UInt8] { ServedDocument.bytes }
}
