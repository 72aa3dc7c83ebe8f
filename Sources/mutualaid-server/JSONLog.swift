import DirectoryModel
import Foundation
import Logging
import TextFormats

/// Writes each event as one line of JSON to standard error.
struct JSONLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var members: [String: JSONValue] = [
      "time": .string(Timestamp.text(Date())), "level": .string(event.level.rawValue),
      "message": .string(event.message.description),
    ]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
      members[key == "hb.request.id" ? "connection_request" : key] = .string(value.description)
    }
    let line = JSONValue.object(members).text(isPretty: false) + "\n"
    // One write, so that lines of several threads do not mix.
    var bytes = Array(line.utf8)
    _ = bytes.withUnsafeMutableBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
