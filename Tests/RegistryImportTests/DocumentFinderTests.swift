import DirectoryModel
import Foundation
import RegistryImport
import RegistryXML
import TestSupport
import Testing

@Suite struct DocumentFinderTests {
  @Test func whatOthersNeedComesFirst() throws {
    let folder = try TemporaryFolder()
    let files = [
      ("a/registry.xml", Sample.registry()), ("b/agreements.xml", Sample.agreements()),
      ("c/boundaries.xml", Sample.boundaries([])), ("control-rooms/be.xml", Sample.registry(id: "be")),
      ("d/vocabulary.xml", Sample.vocabulary()), ("e/norms.xml", "<norms xmlns='urn:mutual-aid:1.0'/>"),
      ("f/other.xml", "not XML"), ("a/another.xml", Sample.registry(id: "another")),
    ]
    for (name, text) in files { try folder.write(text, to: name) }
    let found = try DocumentFinder.documents(at: [folder.path]).documents
    let expected = [
      "d/vocabulary.xml", "c/boundaries.xml", "e/norms.xml", "control-rooms/be.xml", "a/another.xml",
      "a/registry.xml", "f/other.xml", "b/agreements.xml",
    ]
    #expect(found == expected.map { folder.file($0) })
    #expect(try DocumentFinder.documents(at: [folder.path + "/"]).documents.count == expected.count)
  }

  @Test func orderHoldsAcrossPaths() throws {
    let folder = try TemporaryFolder()
    let registry = try folder.write(Sample.registry(), to: "1.xml")
    let vocabulary = try folder.write(Sample.vocabulary(), to: "2/2.txt")
    #expect(try DocumentFinder.documents(at: [registry, vocabulary]).documents == [vocabulary, registry])
  }

  @Test func schemasHiddenFilesAndOtherFilesAreLeftOut() throws {
    let folder = try TemporaryFolder()
    for name in ["schema/x.xml", "a/schema/x.xml", ".hidden.xml", ".git/x.xml", "readme.txt", "data.csv", "x.xml.bak"] {
      try folder.write(Sample.registry(), to: name)
    }
    try folder.write(Sample.registry(), to: "schema.xml")
    try folder.writeGzip(.init(Sample.vocabulary().utf8), to: "packed.xml.gz")
    let found = try DocumentFinder.documents(at: [folder.path])
    #expect(found.documents == ["packed.xml.gz", "schema.xml"].map { folder.file($0) })
    let expected: [(String, PassedOverFile.Reason)] = [
      ("a/schema/x.xml", .schema), ("data.csv", .noPeople), ("readme.txt", .ending), ("schema/x.xml", .schema),
      ("x.xml.bak", .ending),
    ]
    #expect(found.passedOver == expected.map { PassedOverFile(path: folder.file($0.0), reason: $0.1) })
  }

  @Test func endingsCountInCapitalsAndArchivesAreDocuments() throws {
    let folder = try TemporaryFolder()
    for name in ["WACHEN.KML", "Posten.Gml", "A.XML.GZ", "a.OSM", "stations.kmz", "MORE.KMZ"] {
      try folder.write("<kml/>", to: name)
    }
    try folder.write("<profile xmlns='urn:mutual-aid:profile:1.0'/>", to: "mine.xml")
    let found = try DocumentFinder.documents(at: [folder.path])
    #expect(found.documents.count == 6)
    #expect(found.passedOver == [PassedOverFile(path: folder.file("mine.xml"), reason: .profile)])
  }

  @Test func aLinkToAFolderStandsForTheFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write(Sample.registry(), to: "inside/registry.xml")
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file("inside"))
    #expect(try DocumentFinder.documents(at: [link]).documents == [link + "/registry.xml"])
  }

  @Test func aFileNamedIsTakenWhateverItIsCalled() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("anything", to: ".hidden.txt")
    #expect(try DocumentFinder.documents(at: [path]).documents == [path])
    #expect(try DocumentFinder.documents(at: ["-"]).documents == ["-"])
  }

  @Test func whatIsNotThereIsRefused() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: MutualAidError.self) {
      _ = try DocumentFinder.documents(at: [folder.file("missing")])
    }
    #expect(missing?.code == .unreadable)
    let empty = #expect(throws: MutualAidError.self) { _ = try DocumentFinder.documents(at: [folder.path]) }
    #expect(empty?.code == .emptyDocument)
  }
}
