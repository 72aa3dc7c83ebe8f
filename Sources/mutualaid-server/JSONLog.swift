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
    // Written as it goes: there is a line for every request.
    var json = JSONWriter(isPretty: false, capacity: 512)
    let told = metadata.merging(event.metadata ?? [:]) { $1 }
    json.object { object in
      object.member("time", Timestamp.text(Date()))
      object.member("level", event.level.rawValue)
      object.member("message", event.message.description)
      for (key, value) in told.sorted(by: { $0.key < $1.key }) {
        object.member(key == "hb.request.id" ? "connection_request" : key, value.description)
      }
    }
    // One write, so that lines of several threads do not mix.
    var bytes = json.bytes + [0x0A]
    _ = bytes.withUnsafeMutableBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
