internal import CKernelClock

/// Whether the kernel says that another clock sets this machine's.
enum KernelClock: String, Sendable {
  case synchronised, unsynchronised

  /// What the kernel says now.
  static func state() -> KernelClock { kernel_clock_is_synchronised() == 1 ? .synchronised : .unsynchronised }
}
