internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTransfer
internal import Journal
internal import MutualAid
internal import Synchronization
internal import TextFormats

/// Other ways than the page and the event stream by which a room is woken: a signed call to its dispatch system.
///
/// Each is tried when the service starts, and every day; one that has failed since is not alive.
final class WakeWays: Sendable {
  /// What is known of a way.
  private struct State {
    var tried: Date?
    var succeeded: Bool?
  }

  /// Seconds between two tests of a way.
  private static let day = 86_400.0

  private let directory: Directory
  private let key: SigningKey?
  private let pool = TransferPool()
  private let states = Mutex<[String: State]>([:])

  init(_ directory: Directory, key: SigningKey?) { (self.directory, self.key) = (directory, key) }

  /// The public half of the key by which calls are signed; `nil` where none can be kept.
  var publicKey: PublicKey? { key?.publicKey }

  /// The address of each room that has one.
  func addresses() -> [String: String] { (try? directory.wakeAddresses()) ?? [:] }

  /// Whether the way of a room has worked when it was last tried.
  func isAlive(room: String) -> Bool { states.withLock { $0[room]?.succeeded ?? false } }

  /// Tells a room what happened.
  ///
  /// - Parameters:
  ///   - room: the room.
  ///   - kind: `request`, or `test` for the daily test.
  ///   - data: what is told, as one line of JSON.
  func wake(_ room: String, _ kind: String, _ data: [UInt8]) {
    guard let address = addresses()[room], let key else { return }
    let moment = Timestamp.text(Date())
    // The moment is signed too, so that an old call cannot be sent again.
    let signature = Hex.text(of: key.sign(Array("\(moment)\n\(kind)\n".utf8) + data))
    var request = TransferRequest(
      url: address, body: String(decoding: data, as: UTF8.self), connectTimeout: .seconds(2), timeout: .seconds(5),
      limit: 1 << 16)
    request.headers = [
      "Mutual-Aid-Event: \(kind)", "Mutual-Aid-Time: \(moment)", "Mutual-Aid-Key: \(key.publicKey)",
      "Mutual-Aid-Signature: \(signature)",
    ]
    var hasArrived = false
    do throws(TransferFailure) {
      hasArrived = (200..<300).contains(try pool.send(request) { _ in true }.status)
    } catch {
      hasArrived = false
    }
    states.withLock { $0[room] = State(tried: Date(), succeeded: hasArrived) }
  }

  /// Tries the ways whose last trial is a day ago.
  ///
  /// - Returns: how many were tried.
  @discardableResult
  func test(at now: Date) -> Int {
    let due = addresses().keys.filter { room in
      states.withLock { $0[room]?.tried }.map { now.timeIntervalSince($0) >= WakeWays.day } ?? true
    }
    for room in due.sorted() {
      wake(room, "test", Array(JSONValue.object(["room": .string(room)]).text(isPretty: false).utf8))
    }
    return due.count
  }
}
