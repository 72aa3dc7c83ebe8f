internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import MutualAid
internal import NIOCore
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// A request that a route answers, with what was read of it.
struct Ask: Sendable {
  /// What the service is made of.
  let desk: ServiceDesk
  /// What gives events to listeners.
  let hub: EventHub
  /// The request as it came.
  let request: Request
  let channel: any Channel
  let route: Route
  var options: OptionValues
  /// Members of a JSON body that are no options.
  var members: [String: JSONValue] = [:]
  let language: Language
  let caller: Caller
  /// The form in which the answer is wanted.
  let form: MediaType
  /// When it came.
  let arrival: Date
  /// The number by which it is found in the log.
  let number: String
  let logger: Logger

  /// The value of an option; `nil` where it is not given.
  func value<Value>(_ option: Option<Value>) throws -> Value? {
    try options[option.description.name].first.map { try read($0, option) }
  }

  /// The values of an option that may be given several times.
  func values<Value>(_ option: Option<Value>) throws -> [Value] {
    try options[option.description.name].map { try read($0, option) }
  }

  /// The value of an option that must be given.
  func required<Value>(_ option: Option<Value>) throws -> Value {
    guard let value = try value(option) else { throw Problem.missingOption(option.description.name) }
    return value
  }

  private func read<Value>(_ text: String, _ option: Option<Value>) throws -> Value {
    do { return try option.read(text) } catch let defect as OptionDefect {
      throw Problem.badOption(option.description.name, defect.description)
    }
  }

  /// Asks the directory, away from Swift's own threads.
  func work<Value: Sendable>(_ body: @escaping @Sendable (Directory) throws -> Value) async throws -> Value {
    let directory = desk.directory
    // A question is answered from one moment, whatever is written meanwhile.
    let isQuestion = !route.isWrite
    return try await desk.pool.run { try body(isQuestion ? directory.view() : directory) }
  }

  /// An answer in JSON as the command line writes it: with a line's end.
  func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Reply {
    Reply(status, bytes: Array((value.text() + "\n").utf8), type: MediaType.json.rawValue)
  }

  /// An answer in the form that was asked for.
  func reply(_ bytes: [UInt8], as form: MediaType? = nil) -> Reply {
    Reply(bytes: bytes, type: (form ?? self.form).rawValue)
  }

  /// An answer as long as the text.
  func reply(_ text: String, as form: MediaType? = nil) -> Reply { reply(Array(text.utf8), as: form) }
}
