import FuzzTargets
import Glibc

/// The target that the environment names.
private let target: FuzzTarget = {
  let name = getenv("MUTUALAID_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.named(name) else {
    fatalError("MUTUALAID_FUZZ_TARGET is '\(name)', expected \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
  }
  return target
}()

/// What the leak sanitizer need not tell: the built-in profiles are read once and kept.
///
/// It does not see that they are in use, because Swift keeps an enum's case in spare bits of the pointer to its payload.
@c(__lsan_default_suppressions)
public func knownToBeKept() -> UnsafePointer<CChar>? {
  let text: StaticString = "leak:ProfileParser\n"
  return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// The entry of libFuzzer.
///
/// Whatever the bytes, the target must come to an end without an error: a crash, a hang, a leak or an error is a finding.
@c(LLVMFuzzerTestOneInput)
public func takeOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try target.run(Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count)))
  } catch {
    fatalError("\(error)")
  }
  return 0
}
