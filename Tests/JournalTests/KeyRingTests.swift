import Foundation
import TestSupport
import Testing

@testable import Journal

struct KeyRingTests {
  @Test func aKeyThatWasReplacedStillCountsAndALostOneDoesNot() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("key")
    let first = try KeyRing.loadOrMake(at: path)
    #expect(try KeyRing.loadOrMake(at: path).current.publicKey == first.current.publicKey)
    let second = try KeyRing.rotate(at: path, time: "2026-12-01T00:00:00Z")
    #expect(second.current.publicKey != first.current.publicKey)
    #expect(second.trusted == [second.current.publicKey, first.current.publicKey])
    let third = try KeyRing.rotate(at: path, time: "2026-12-02T00:00:00Z", isLost: true)
    #expect(third.trusted == [third.current.publicKey, first.current.publicKey])
    let read = try KeyRing.loadOrMake(at: path)
    #expect(read.trusted == third.trusted && read.retired.map(\.since) == ["2026-12-01T00:00:00Z"])
    for file in [path, KeyRing.retiredPath(of: path)] {
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func aFileThatIsNoListOfKeysIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("key")
    _ = try KeyRing.loadOrMake(at: path)
    try "nonsense".write(toFile: KeyRing.retiredPath(of: path), atomically: true, encoding: .utf8)
    #expect(throws: KeyFileError(path: KeyRing.retiredPath(of: path), reason: .noKey)) {
      try KeyRing.loadOrMake(at: path)
    }
  }
}
