internal import Glibc

/// Whether the kernel says that another clock sets this machine's.
enum KernelClock: String, Sendable {
  case synchronised, unsynchronised

  /// What the kernel says now.
  static func state() -> KernelClock {
    var request = timex()
    return adjtimex(&request) == TIME_ERROR ? .unsynchronised : .synchronised
  }
}
