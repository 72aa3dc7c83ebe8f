import Foundation
import Synchronization

/// Writes changes of status at a steady rate while many listen, and says whether everybody heard of each exactly once, in
/// order, and how late.
///
/// `EventListeners PORT TOKEN [rate 1000] [seconds 60] [listeners 100] [filtered 90] [cuts 20] [group 10]`: of the listeners
/// `filtered` hear of one unit in a hundred, the others of all; each is cut and resumed `cuts` times at random. A rate of 0
/// writes nothing: the listeners are a burden beside something else. Prints one JSON object.
@main
struct EventListeners {
  static func main() throws {
    var values = ["rate": 1000, "seconds": 60, "listeners": 100, "filtered": 90, "cuts": 20, "group": 10]
    let arguments = CommandLine.arguments
    guard arguments.count > 2, let port = Int(arguments[1]) else { exit(64) }
    for (name, value) in zip(arguments.dropFirst(3), arguments.dropFirst(4)) {
      if values[name] != nil, let number = Int(value) { values[name] = number }
    }
    let value = { (name: String) in values[name] ?? 0 }
    let units = try Self.units(port)
    let story = Story(seconds: value("seconds"))
    let position = try Self.position(port)
    let threads = (0..<value("listeners")).map { number in
      let unit = number < value("filtered") ? units[number % units.count] : nil
      let listener = Listening(
        port: port, unit: unit, from: position, cuts: value("cuts"), seed: UInt64(number), story: story)
      return Running {
        listener.run()
      } result: {
        listener
      }
    }
    // Everybody listens before the first change.
    while story.listening.load(ordering: .acquiring) < threads.count { usleep(10_000) }
    var writer = Writing(port: port, token: arguments[2], units: units, rate: value("rate"), group: value("group"))
    try writer.run(story)
    let listeners = threads.map { $0.join() }
    var late: [Double] = []
    var wrong = 0
    for listener in listeners {
      let wanted = story.written.withLock { $0 }.filter { listener.unit == nil || listener.unit == $0.unit }.map(
        \.number)
      if listener.heard != wanted {
        wrong += 1
        FileHandle.standardError.write(
          Data(
            "\(listener.unit ?? "all"): heard \(listener.heard.count) of \(wanted.count), \(listener.resets) resets\n"
              .utf8))
      }
      late += listener.late
    }
    late.sort()
    let at = { (share: Double) in late.isEmpty ? 0 : late[min(late.count - 1, Int(Double(late.count) * share))] }
    print(
      """
      {"written": \(story.written.withLock { $0.count }), "listeners": \(listeners.count), "wrong": \(wrong), \
      "heard": \(listeners.map(\.heard.count).reduce(0, +)), "cuts": \(listeners.map(\.cutCount).reduce(0, +)), \
      "rate": \(Int(writer.reached)), "refused": \(writer.refused), "p50_ms": \(at(0.5)), "p99_ms": \(at(0.99)), \
      "most_ms": \(late.last ?? 0), "answer_p99_ms": \(writer.answerLate)}
      """)
    exit(wrong == 0 && writer.refused == 0 ? 0 : 1)
  }

  /// A hundred units, each hearing of about one in a hundred changes.
  private static func units(_ port: Int) throws -> [String] {
    let connection = try Connection(port: port)
    try connection.send("GET /v1/units?all=true&limit=100 HTTP/1.1\r\nHost: x\r\n\r\n")
    let head = try connection.head()
    let list = try JSONSerialization.jsonObject(with: Data(try connection.body(head.headers))) as? [[String: Any]] ?? []
    return list.compactMap { $0["id"] as? String }
  }

  private static func position(_ port: Int) throws -> String {
    let connection = try Connection(port: port)
    try connection.send("GET /v1/registries HTTP/1.1\r\nHost: x\r\n\r\n")
    return try connection.head().headers["journal-position"] ?? ""
  }
}

/// What was written, for all who compare.
final class Story: Sendable {
  struct Change: Sendable {
    var number: Int
    var unit: String
  }

  let seconds: Int
  let listening = Atomic(0)
  let written = Mutex<[Change]>([])
  /// How many there will be; -1 until that is known.
  let total = Atomic(-1)

  init(seconds: Int) { self.seconds = seconds }
}

/// A thread and what it leaves behind.
final class Running<Result: AnyObject> {
  private let done = DispatchSemaphore(value: 0)
  private let result: () -> Result

  init(_ work: @escaping () -> Void, result: @escaping () -> Result) {
    self.result = result
    // The result is touched by the thread until it signals, and by others behind that alone.
    nonisolated(unsafe) let work = work
    let done = done
    Thread.detachNewThread {
      work()
      done.signal()
    }
  }

  func join() -> Result {
    done.wait()
    return result()
  }
}

/// Microseconds since 1970.
func microseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}
