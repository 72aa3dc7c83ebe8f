import DirectoryStore
import Foundation
import Journal
import MutualAid
import TestSupport
import Testing

/// The write-ahead log of a directory that is followed stays short, however much is written.
@Suite(.timeLimit(.minutes(2))) struct FollowedLogTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("directory.sqlite")
    let file = try folder.write(Sample.registry(issued: "2026-01-01T00:00:00Z", Sample.stations(40)), to: "edition.xml")
    let reports = try Directory(at: path, access: .readWrite).importDocuments(at: file)
    try #require(reports.filter { !$0.isApplied }.isEmpty)
  }

  private var length: Int64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
  }

  /// Some more than the limit: what one change writes, and what is written until those who hold moments let go of them.
  private let bound = 2 * LogKeeper.limit

  /// Makes changes one after the other; gives the longest that the log was, and how much was written in all.
  private func write(_ count: Int, into directory: Directory, after each: (Int) -> Void) throws -> (Int64, Int64) {
    var (longest, last, total): (Int64, Int64, Int64) = (0, 0, 0)
    // More than a page of the log for each, and another value each time.
    let value = String(repeating: "long ", count: 20_000)
    for number in 0..<count {
      try directory.put(setting: "test", value: "\(number) \(value)")
      let length = length
      longest = max(longest, length)
      total += max(length - last, 0)
      last = length
      each(number)
    }
    return (longest, total)
  }

  @Test(arguments: [100, 200]) func viewsThatAreTakenAndLetGoLeaveTheLogUnderOneBound(count: Int) throws {
    let directory = try Directory(at: path, access: .readWrite, loading: .inMemory)
    let follower = try directory.follow(pollInterval: .seconds(30))
    defer { follower.stop() }
    // Several at once, each over some commits.
    var views: [Directory] = []
    let (longest, total) = try write(count, into: follower.followed) { number in
      if number % 40 < 20 { views.append(follower.followed.view()) } else { views = [] }
      if views.count > 3 { views.removeFirst() }
    }
    #expect(longest <= bound)
    // Without being cut, it would have been as long as all that was written.
    #expect(total > bound)
  }

  @Test func theLogIsCutWhenAViewThatWasHeldLongIsLetGo() throws {
    let follower = try Directory(at: path, access: .readWrite, loading: .inMemory).follow(pollInterval: .seconds(30))
    defer { follower.stop() }
    var view: Directory? = follower.followed.view()
    let before = view?.moment
    let (grown, _) = try write(80, into: follower.followed) { _ in }
    #expect(grown > LogKeeper.limit && view?.moment == before)
    #expect(try view?.journalPosition() == before?.position)
    view = nil
    let (_, _) = try write(60, into: follower.followed) { _ in }
    #expect(length <= bound)
  }
}
