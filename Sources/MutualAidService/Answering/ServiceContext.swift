internal import Hummingbird
internal import Logging
internal import NIOCore

/// What comes with a request beside it.
struct ServiceContext: InitializableFromSource {
  let channel: any Channel
  let logger: Logger

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
    logger = source.logger
  }
}
