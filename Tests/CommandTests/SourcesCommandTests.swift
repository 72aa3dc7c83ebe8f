import Foundation
import TestSupport
import Testing

/// Editions that come by themselves, on the command line.
struct SourcesCommandTests {
  private let folder: TemporaryFolder
  private let directory: String
  private let file: String

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("d.sqlite")
    file = try folder.write(Sample.registry(Sample.stations(10)), to: "nl.xml")
  }

  private func sources(_ arguments: String...) throws -> Run {
    try MutualAid.run(["sources"] + arguments, directory: directory)
  }

  @Test func aSourceIsEnteredLookedAtWhenItIsDueAndForgotten() throws {
    let added = try sources("add", "test", file, "--interval", "6h", "--promise", "90d")
    #expect(added.status == 0 && added.output.contains(file), "\(added.errors)")
    #expect(try sources("list").output.contains("due now"))
    let update = try sources("update")
    #expect(update.status == 0 && update.output.contains("10 added"), "\(update.output)\(update.errors)")
    let again = try sources("update", "--lang", "de")
    #expect(again.status == 0 && again.output.contains("keine Quelle ist fällig"))
    #expect(try sources("update", "--all").output.contains("unchanged"))
    let list = try #require(
      JSONSerialization.jsonObject(with: Data(try sources("list", "--format", "json").output.utf8)) as? [[String: Any]])
    #expect(list.count == 1 && list[0]["interval_s"] as? Int == 21_600 && list[0]["outcome"] as? String == "unchanged")
    #expect(try sources("remove", "test").status == 0)
    #expect(try sources("remove", "test").status == 2)
    let units = try MutualAid.run(["export", "--format", "csv"], directory: directory).output
    #expect(units.split(whereSeparator: \.isNewline).count == 11)
  }

  @Test func whatIsRefusedIsSaidInTheReadersLanguage() throws {
    #expect(try sources("add", "test", file).status == 0)
    #expect(try sources("update").status == 0)
    try folder.write(Sample.registry(issued: "2026-01-02T00:00:00Z", Sample.stations(3)), to: "nl.xml")
    let refused = try sources("update", "test", "--lang", "nl")
    #expect(refused.status == 1 && refused.output.contains("geweigerd"), "\(refused.output)")
    let gone = try sources("add", "other", folder.file("nothing.xml"), "--format", "json")
    #expect(gone.status == 0)
    let failed = try sources("update", "other", "--format", "json")
    #expect(failed.status == 1 && failed.output.contains("source-unreachable"))
    let wrong = try sources("add", "test", "ftp://example.org/nl.xml", "--lang", "fr")
    #expect(wrong.status == 2 && wrong.errors.contains("adresse"))
  }

  @Test func anEditionIsApprovedByName() throws {
    #expect(try sources("add", "test", file, "--approval").status == 0)
    let held = try sources("update")
    #expect(held.status == 0 && held.output.contains("waits for approval"))
    let taken = try sources("approve", "test", "--by", "A. Peeters", "--format", "json")
    #expect(taken.status == 0 && taken.output.contains("\"applied\" : true"), "\(taken.output)\(taken.errors)")
    #expect(try sources("approve", "test", "--by", "A. Peeters").status == 2)
    let audit = try MutualAid.run(["audit", "show", "--kind", "source"], directory: directory)
    #expect(audit.output.contains("A. Peeters"))
  }
}
