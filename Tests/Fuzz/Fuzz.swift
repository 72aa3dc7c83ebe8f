import DirectoryModel
import RegistryXML

/// What the leak sanitizer need not tell: the built-in profiles are read once and kept.
///
/// It does not see that they are in use, because Swift keeps an enum's case in spare bits of the pointer to its payload.
@c(__lsan_default_suppressions)
public func knownToBeKept() -> UnsafePointer<CChar>? {
  let text: StaticString = "leak:ProfileParser\n"
  return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// The entry of libFuzzer: all the way from bytes to records, in any dialect that the bytes may be taken for.
///
/// Whatever the bytes, reading must end, with records or a `MutualAidError`: a crash, a hang or a leak is a finding.
@c(LLVMFuzzerTestOneInput)
public func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  var records = 0
  do {
    _ = try DirectoryReader().read(bytes: bytes) { _ in records += 1 }
  } catch is MutualAidError {
  } catch {
    // Nothing else is promised to come out.
    fatalError("unexpected error: \(error)")
  }
  return 0
}
