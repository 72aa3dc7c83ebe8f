import Foundation
import TestSupport
import Testing

/// All that the program writes on the small directory of `Fixtures`, compared to the byte with the files in `Snapshots`.
///
/// `Scripts/snapshots` writes the files anew, so that a change of any output is seen in the diff.
struct SnapshotTests {
  private static let folder = MutualAid.root + "/Tests/CommandTests/Snapshots"

  /// Whether the files are to be written and not compared.
  private static let isWriting = ProcessInfo.processInfo.environment["MUTUALAID_SNAPSHOTS"] == "write"

  /// The files in and below a folder, by their paths in it.
  private static func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.contains(".") && !$0.hasPrefix(".") && $0 != "README.md" }.sorted()
  }

  private static let transcripts = files().filter { $0.hasSuffix(".txt") }

  private static func text(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + file)), as: UTF8.self)
  }

  /// The path of a file beside a transcript.
  private static func path(_ name: String, beside transcript: String) -> String {
    let folder = (transcript as NSString).deletingLastPathComponent
    return folder.isEmpty ? name : folder + "/" + name
  }

  @Test(arguments: transcripts)
  func theProgramWritesWhatTheSnapshotSays(transcript: String) throws {
    let written = try Transcript(SnapshotTests.text(transcript)).run()
    for (name, text) in written {
      let file = name.map { SnapshotTests.path($0, beside: transcript) } ?? transcript
      if SnapshotTests.isWriting {
        try Data(text.utf8).write(to: URL(filePath: SnapshotTests.folder + "/" + file))
      } else if let difference = Lines.difference(of: text, from: (try? SnapshotTests.text(file)) ?? "") {
        Issue.record(
          """
          Snapshots/\(file) differs, \(difference)
          If that is meant, Scripts/snapshots writes the file anew.
          """)
      }
    }
  }

  @Test func everyFileBelongsToATranscript() throws {
    var known = Set(SnapshotTests.transcripts)
    for transcript in SnapshotTests.transcripts {
      for command in try Transcript(SnapshotTests.text(transcript)).commands {
        guard let name = command.outputFile else { continue }
        let file = SnapshotTests.path(name, beside: transcript)
        #expect(known.insert(file).inserted, "two transcripts write \(file)")
      }
    }
    #expect(Set(SnapshotTests.files()) == known)
  }

  @Test func everyVerbHasATranscriptOfItsHelp() throws {
    let help = try MutualAid.run(["--help"]).output
    let list = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
    let verbs = list.matches(of: /(?m)^  ([a-z]+)/).map { String($0.1) }
    #expect(verbs.count > 8)
    let commands = try SnapshotTests.transcripts.flatMap { try Transcript(SnapshotTests.text($0)).commands }
    for verb in verbs { #expect(commands.contains { $0.arguments == [verb, "--help"] }, "\(verb)") }
  }
}

/// What compares and masks outputs.
struct TranscriptTests {
  @Test func commandsAreReadAsAShellReadsThem() throws {
    let text = "# A case.\n\n$ mutualaid nearest --need 'ladder>=23' --x \"a 'b'\" < in.csv > out.json\nold\n[exit 0]\n"
    let transcript = try Transcript(text)
    #expect(transcript.header == ["# A case."])
    let command = try #require(transcript.commands.first)
    #expect(transcript.commands.count == 1)
    #expect(command.arguments == ["nearest", "--need", "ladder>=23", "--x", "a 'b'"])
    #expect(command.inputFile == "in.csv")
    #expect(command.outputFile == "out.json")
    for wrong in ["$ rm file", "$ mutualaid import - < in.xml --quiet"] {
      #expect(throws: Transcript.Mistake.self) { try Transcript(wrong) }
    }
  }

  @Test(arguments: [("a\nb\n", "a\nb\n", true), ("é", "e\u{301}", false), ("a\r\n", "a\n", false), ("a", "a\n", false)])
  func textsAreComparedToTheByte(first: String, second: String, isSame: Bool) {
    #expect((Lines.difference(of: first, from: second) == nil) == isSame)
  }

  @Test func aDifferenceShowsWhereItBegins() {
    let old = "1\n2\n3\n4\n5\n6\n"
    #expect(
      Lines.difference(of: "1\n2\n3\nx\r\n5\n6\n", from: old) == "line 4:\n  2\n  3\n- 4\n+ x\\r\n  5\n  6\n  ")
    #expect(Lines.difference(of: "1\n2\n3\n4\n5\n", from: old) == "line 6:\n  4\n  5\n- 6\n  ")
    #expect(Lines.difference(of: "1\n2\n3\n4\n5\n6\n7", from: old) == "line 7:\n  5\n  6\n- \n+ 7")
    #expect(Lines.difference(of: "1\n", from: "") == "line 1:\n+ 1\n  ")
  }

  @Test(arguments: [
    (#"{"elapsed_us": 4711, "seconds" : 0.0123, "eta_s": 12}"#, #"{"elapsed_us": 0, "seconds" : 0, "eta_s": 12}"#),
    (#"{"seconds": 600}"#, #"{"seconds": 600}"#),
    ("issued 2025-01-06 (327 days ago)", "issued 2025-01-06 (0 days ago)"),
    ("uitgave van 2025-01-06 (327 dagen geleden)", "uitgave van 2025-01-06 (0 dagen geleden)"),
    ("2025-06-01 11:59 UTC, 2025-06-01T12:00:59.125Z", "0000-00-00 00:00 UTC, 0000-00-00T00:00:00Z"),
    ("2025-06-01 11:58 UTC, 2025-06-01T12:01:00Z", "2025-06-01 11:58 UTC, 2025-06-01T12:01:00Z"),
    ("/tmp/x/more/a.xml /tmp/x", "more/a.xml /tmp/x"),
  ])
  func onlyWhatDiffersFromRunToRunIsMasked(text: String, masked: String) {
    let mask = Mask(folder: "/tmp/x", minutes: "2025-06-01T11:59"..."2025-06-01T12:00")
    #expect(mask.applied(to: text) == masked)
  }
}
