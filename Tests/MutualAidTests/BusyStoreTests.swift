import DirectoryModel
import DirectoryStore
import Foundation
import MutualAid
import StatusFeed
import TestSupport
import Testing

/// A stream of reports beside others that write: it waits for them and loses nothing.
struct BusyStoreTests {
  private let folder: TemporaryFolder
  private let directory: Directory

  init() throws {
    folder = try TemporaryFolder()
    directory = try Directory(at: folder.file("directory.sqlite"), access: .readWrite)
    try directory.importDocuments(at: folder.write(Sample.registry(Sample.stations(1)), to: "r.xml"))
  }

  /// Runs something while another connection has the right to write.
  private func whileAnotherWrites(_ body: (_ release: @escaping @Sendable () -> Void) throws -> Void) throws {
    let other = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write)
    let begun = DispatchSemaphore(value: 0)
    let released = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? other.change { _ in
        begun.signal()
        released.wait()
      }
      ended.signal()
    }
    begun.wait()
    defer {
      released.signal()
      ended.wait()
    }
    try body { released.signal() }
  }

  private func stream(_ lines: String) throws -> StatusStream {
    let path = try folder.write(lines, to: "\(UUID()).jsonl")
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    return StatusStream(reporter: StatusReporter(directory), descriptor: descriptor)
  }

  private let line = "{\"unit\":\"st-1-u\",\"status\":\"on-scene\",\"since\":\"2026-01-01T00:00:00Z\"}\n"

  @Test func streamWaitsForAnotherWriterAndSaysSoOnceEachTime() throws {
    try whileAnotherWrites { release in
      var said: [StatusStream.Wait] = []
      var stream = try stream(line)
      let tally = try stream.run(waiting: {
        said.append($0)
        if case .begun = $0 { release() }
      })
      #expect(tally.applied == 1)
      #expect(said.count == 2)
      #expect(said.first == .begun(reports: 1))
      if case .ended(let seconds) = said.last {
        #expect(seconds >= 2)
      } else {
        Issue.record("it does not say that it goes on")
      }
    }
    #expect(try directory.store.availabilityReports(ofUnit: "st-1-u").count == 1)
  }

  @Test func streamThatIsToStopSaysHowManyReportsAreLost() throws {
    try whileAnotherWrites { _ in
      var stream = try stream(line + line)
      let error = #expect(throws: MutualAidError.self) {
        var asked = 0
        return try stream.run(shouldStop: {
          asked += 1
          return asked > 1
        })
      }
      #expect(error?.code == .directoryBusy)
      #expect(error?.message.contains("2 reports") == true)
    }
    #expect(try directory.store.availabilityReports(ofUnit: "st-1-u").isEmpty)
  }

  @Test func singleReportSaysThatTheDirectoryIsBusy() throws {
    let store = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write, patience: 0.1)
    try whileAnotherWrites { _ in
      let error = #expect(throws: MutualAidError.self) {
        try store.change { try $0.put(AvailabilityReport(unit: "st-1-u", status: .available, since: Date())) }
      }
      #expect(error?.code == .directoryBusy)
    }
  }

  @Test func dryRunNeedsNobodysLeave() throws {
    try whileAnotherWrites { _ in
      var options = ImportOptions()
      options.isDryRun = true
      options.reportsDifference = true
      let path = try folder.write(Sample.registry(Sample.stations(2)), to: "next.xml")
      let report = try directory.importDocuments(at: path, options: options)[0]
      #expect(report.isApplied && report.added == 1 && report.unchanged == 1)
      #expect(report.difference?.added.map(\.id).contains("st-2-u") == true)
    }
    #expect(try directory.store.unitIDs(containing: "") == ["st-1-u"])
  }

  @Test func importsWaitForEachOtherAndSaySo() throws {
    var first = try directory.store.importLock()
    let path = try folder.write(Sample.registry(Sample.stations(2)), to: "next.xml")
    var told = 0
    let reports = try directory.importDocuments(
      at: [path],
      waiting: {
        told += 1
        first = nil
      })
    withExtendedLifetime(first) {}
    #expect(told == 1)
    #expect(reports[0].added == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.file("directory.sqlite-import")))
  }

  @Test func importGivesUpWhereAnotherDoesNotEnd() throws {
    let first = try directory.store.importLock()
    let error = #expect(throws: MutualAidError.self) { try directory.store.importLock(patience: 0.05) }
    #expect(error?.code == .directoryBusy)
    withExtendedLifetime(first) {}
  }
}
