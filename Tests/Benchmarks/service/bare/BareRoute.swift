import Foundation
import Hummingbird
import Logging

/// The least that a route of Hummingbird does.
///
/// `BareRoute BYTES` answers every GET at `/bytes` with so many bytes. It prints its address, and answers until it is ended.
@main
struct BareRoute {
  static func main() async throws {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000
    let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: max(0, count))
    let router = Router()
    router.get("/bytes") { _, _ in
      Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
    }
    var logger = Logger(label: "bare")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), backlog: 1024),
      onServerRunning: { channel in
        let address = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
        try? FileHandle.standardOutput.write(contentsOf: Data(address.utf8))
      }, logger: logger)
    try await application.runService()
  }
}
