#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

func sine(_ angle: Double) -> Double { sin(angle) }
func cosine(_ angle: Double) -> Double { cos(angle) }
func arcSine(_ value: Double) -> Double { asin(value) }

/// Memory for a big array that is read at random: in pages of 2 MiB where the system has them, which saves the processor
/// most of the searching for pages.
func allocatePages(_ bytes: Int) -> UnsafeMutableRawPointer {
  let page = 2 << 20
  let rounded = (bytes + page - 1) / page * page
  let memory = UnsafeMutableRawPointer.allocate(byteCount: rounded, alignment: page)
  #if os(Linux)
    madvise(memory, rounded, MADV_HUGEPAGE)
  #endif
  return memory
}
