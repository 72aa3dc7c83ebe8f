import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

extension AuditCommand {
  /// `mutualaid audit verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration.of("audit verify")

    /// Bytes of a file of checkpoints.
    private static let longestFile = 16_000_000

    @Option(name: .long, help: .of("audit verify.against", valueName: "file"), completion: .files)
    var against: [String] = []

    @Option(name: .long, help: .of("audit verify.signedBy", valueName: "key"))
    var signedBy: [String] = []

    @OptionGroup var report: ReportOptions

    func run() throws {
      try report.run {
        let keys = try signedBy.map { text throws(MutualAidError) in
          guard let key = PublicKey(text) else {
            throw MutualAidError(
              .checkpointInvalid, "'\(text)' is no public key",
              hint: "A key has 64 digits 0-9 and a-f: a checkpoint names its own.")
          }
          return key
        }
        let result = AuditVerification(
          try Directory(at: report.global.path())
            .verifyJournal(against: against.flatMap { try checkpoints(in: $0) }, trusting: Set(keys)))
        if report.isJSON {
          try Console.result(result.json.text() + "\n")
        } else if !report.global.quiet || !result.isWhole {
          try Console.result(result.text(in: report.global.lang))
        }
        if !result.isWhole { throw ExitCode(1) }
      }
    }

    /// The checkpoints of a file, one on each line.
    private func checkpoints(in file: String) throws -> [Checkpoint] {
      let bytes = try InputFile.bytes(of: file, limit: Verify.longestFile)
      return try String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated().compactMap { index, line in
          if line.allSatisfy(\.isWhitespace) { return nil }
          guard let checkpoint = Checkpoint(line: line) else {
            throw MutualAidError(
              .checkpointInvalid, "line \(index + 1) of \(file) is no checkpoint",
              place: MutualAidError.Place(file: file, line: index + 1),
              hint: "Give a file with what `mutualaid audit checkpoint` printed.")
          }
          return checkpoint
        }
    }
  }
}
