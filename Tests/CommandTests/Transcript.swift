import Foundation
import TestSupport
import Testing

/// Commands with all that they wrote, as a terminal would show them.
///
/// `Snapshots/README.md` describes the files.
struct Transcript {
  /// A command and the files that are its standard input and output.
  struct Command {
    /// As it stands in the file, without the prompt.
    var text: String
    /// Its words, without the program's name.
    var arguments: [String] = []
    /// The file that it reads from standard input.
    var inputFile: String?
    /// The file beside the transcript that holds its standard output.
    var outputFile: String?
  }

  /// What the transcript shows: the lines before the first command.
  var header: [String]
  var commands: [Command]

  /// The files of a run: the transcript's text by `nil`, and outputs of their own by name.
  typealias Texts = [String?: String]

  /// Reads the commands of a transcript.
  ///
  /// - Throws: `Mistake` for a command that is none.
  init(_ text: String) throws {
    let lines = Lines(text).texts
    header = lines.prefix { !$0.hasPrefix("$ ") }.filter { !$0.isEmpty }
    commands = try lines.filter { $0.hasPrefix("$ ") }.map { try Command(String($0.dropFirst(2))) }
  }

  /// What is wrong with a transcript.
  struct Mistake: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs the commands one after the other in a folder of their own.
  ///
  /// - Throws: `Mistake`, `CocoaError`, or what keeps the program from starting.
  func run() throws -> Texts {
    let folder = try SnapshotFolder()
    var outputs: Texts = [:]
    var text = header.map { $0 + "\n" }.joined()
    for command in commands {
      let run = try MutualAid.run(
        command.arguments, directory: SnapshotFolder.directory, inputPath: command.inputFile.map(folder.file),
        workingFolder: folder.path)
      let mask = Mask(folder: folder.path, since: SnapshotFolder.start)
      var output = mask.applied(to: run.output)
      let errors = mask.applied(to: run.errors)
      if let file = command.outputFile {
        guard outputs.updateValue(output, forKey: file) == nil else {
          throw Mistake(description: "two commands write \(file)")
        }
        output = ""
      }
      text += "\n$ \(command.text)\n\(Transcript.closed(output))"
      if !errors.isEmpty { text += "[stderr]\n\(Transcript.closed(errors))" }
      text += "[exit \(run.status)]\n"
    }
    outputs[nil] = text
    guard Lines(text).texts.count(where: { $0.hasPrefix("$ ") }) == commands.count else {
      throw Mistake(description: "an output has a line that looks like a command")
    }
    return outputs
  }

  /// A text that ends with a line's end, and says so where it did not.
  private static func closed(_ text: String) -> String {
    text.isEmpty || text.utf8.last == 0x0A ? text : text + "\n[no line end]\n"
  }
}

extension Transcript.Command {
  /// Reads a line such as a shell would, of which it knows quotes, `< FILE` and `> FILE`.
  ///
  /// - Throws: `Transcript.Mistake` where it is not `mutualaid` that is run.
  init(_ line: String) throws {
    self.init(text: line)
    var words = Transcript.Command.words(line)
    while words.count > 2, let sign = words.dropLast().last, [">", "<"].contains(sign) {
      let file = words.removeLast()
      words.removeLast()
      if sign == ">" { outputFile = file } else { inputFile = file }
    }
    guard words.first == "mutualaid" else {
      throw Transcript.Mistake(description: "'\(line)' does not run mutualaid")
    }
    guard !words.contains(where: { [">", "<"].contains($0) }) else {
      throw Transcript.Mistake(description: "'\(line)' does not end with the files that it reads and writes")
    }
    arguments = Array(words.dropFirst())
  }

  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }
}

/// The working folder of one transcript: copies of the fixtures and of a directory with all of `base` in it, so that a
/// transcript may change anything and meets no other.
struct SnapshotFolder {
  /// The directory's file, relative to the folder.
  static let directory = "directory.sqlite"

  /// Since when the fixtures' files have been as they are, where a document does not say when it was issued.
  private static let modified = Date(timeIntervalSince1970: 1_736_121_600)

  /// When the first command ran.
  static let start = Date.now

  /// Imported once, then only copied.
  private static let filled = Result(catching: fill)

  private let folder: TemporaryFolder

  var path: String { folder.path }

  init() throws {
    let original = try SnapshotFolder.filled.get()
    folder = try TemporaryFolder()
    try SnapshotFolder.copyContents(of: original.path, to: folder.path)
  }

  /// The path of a file in it.
  func file(_ name: String) -> String { folder.file(name) }

  private static func fill() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    // The folder lives as long as the process, whose end runs no deinitialisers.
    atexit {
      if case .success(let folder) = SnapshotFolder.filled { try? FileManager.default.removeItem(atPath: folder.path) }
    }
    try copyContents(of: MutualAid.root + "/Tests/CommandTests/Fixtures", to: folder.path)
    _ = start
    let run = try MutualAid.run(["import", "base"], directory: directory, workingFolder: folder.path)
    try #require(run.status == 0, "\(run.errors)")
    return folder
  }

  private static func copyContents(of source: String, to target: String) throws {
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: source) {
      try manager.copyItem(atPath: source + "/" + name, toPath: target + "/" + name)
    }
    for name in manager.enumerator(atPath: target)?.compactMap({ $0 as? String }) ?? [] {
      try manager.setAttributes([.modificationDate: modified], ofItemAtPath: target + "/" + name)
    }
  }
}

/// What differs from run to run, and stands as zeros in the snapshots.
struct Mask {
  /// Numbers that measure the run and bytes that are packed, and what stands in their place.
  ///
  /// Whole `seconds` above 0 are thresholds of norms.
  private static let rules = [
    (#"("elapsed_us" ?: ?)\d+"#, "$10"), (#"("seconds" ?: ?)(\d+\.\d+|0)\b"#, "$10"),
    (#"\(\d+ days ago\)"#, "(0 days ago)"), (#"\(il y a \d+ jours\)"#, "(il y a 0 jours)"),
    // Other versions of zlib pack the same with other bytes.
    (#"(;base64,|id="cells">)[A-Za-z0-9+/=]+"#, "$1"),
    (#"\(\d+ dagen geleden\)"#, "(0 dagen geleden)"), (#"\(vor \d+ Tagen\)"#, "(vor 0 Tagen)"),
  ]

  /// The folder in which the commands run.
  var folder: String
  /// The minutes in which they run, as `2026-11-29T03:32`.
  var minutes: ClosedRange<String>

  /// What differs between runs in a folder that began at a moment and have ended now.
  init(folder: String, since start: Date) {
    self.folder = folder
    let minute = { (date: Date) in String(date.ISO8601Format().prefix(16)) }
    minutes = minute(min(start, .now))...minute(.now)
  }

  init(folder: String, minutes: ClosedRange<String>) {
    self.folder = folder
    self.minutes = minutes
  }

  /// The text without what differs, and with paths that start from the working folder.
  func applied(to text: String) -> String {
    let text = Mask.rules.reduce(text.replacingOccurrences(of: folder + "/", with: "")) { text, rule in
      text.replacingOccurrences(of: rule.0, with: rule.1, options: .regularExpression)
    }
    let masked = text.replacing(/(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d)(:\d\d(?:\.\d+)?)?/) { moment in
      guard minutes.contains("\(moment.1)T\(moment.3)") else { return String(moment.0) }
      return "0000-00-00\(moment.2)00:00" + (moment.4 == nil ? "" : ":00")
    }
    return withoutDays(
      masked.replacing(/(\d\d)([-.\/])(\d\d)[-.\/](\d{4}) (\d\d:\d\d)/) { moment in
        guard minutes.contains("\(moment.4)-\(moment.3)-\(moment.1)T\(moment.5)") else { return String(moment.0) }
        return "00\(moment.2)00\(moment.2)0000 00:00"
      })
  }

  /// The text without the day of the run, which may be the next one on the clocks here.
  private func withoutDays(_ text: String) -> String {
    let days = [minutes.lowerBound, minutes.upperBound].compactMap { minute -> [String]? in
      guard let date = try? Date("\(minute):00Z", strategy: .iso8601) else { return nil }
      return [date, date.addingTimeInterval(7_200)].map { String($0.ISO8601Format().prefix(10)) }
    }.joined()
    return Set(days).reduce(text) { text, day in
      let parts = day.split(separator: "-")
      // Behind a day with a time, the time has decided.
      let withoutTime = { (text: String, day: String, mask: String) in
        text.replacingOccurrences(
          of: NSRegularExpression.escapedPattern(for: day) + #"(?![T ]\d\d:)"#, with: mask, options: .regularExpression)
      }
      return ["-", ".", "/"].reduce(withoutTime(text, day, "0000-00-00")) { text, sign in
        withoutTime(
          text, parts.reversed().joined(separator: sign), ["00", "00", "0000"].joined(separator: sign))
      }
    }
  }
}

/// The lines of a text, told apart by line feeds alone; carriage returns stay in them.
struct Lines {
  var texts: [String]

  init(_ text: String) {
    texts = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Where a text first differs from what was expected, with the lines around; `nil` where they are the same to the byte.
  static func difference(of actual: String, from expected: String) -> String? {
    if actual.utf8.elementsEqual(expected.utf8) { return nil }
    let (old, new) = (Lines(expected).texts, Lines(actual).texts)
    let isSame = { (first: String, second: String) in first.utf8.elementsEqual(second.utf8) }
    let start = zip(old, new).prefix { isSame($0, $1) }.count
    // Of a long text it is the first lines that matter.
    let (oldPart, newPart) = (Array(old[start...].prefix(40)), Array(new[start...].prefix(40)))
    let steps = newPart.difference(from: oldPart, by: isSame)
    let removed = Set(steps.removals.map { step in if case .remove(let offset, _, _) = step { offset } else { -1 } })
    let inserted = Set(steps.insertions.map { step in if case .insert(let offset, _, _) = step { offset } else { -1 } })
    var lines = old[max(0, start - 2)..<start].map { "  " + $0 }
    var (oldIndex, newIndex) = (0, 0)
    while lines.count < 16, oldIndex < oldPart.count || newIndex < newPart.count {
      if removed.contains(oldIndex) {
        lines.append("- " + oldPart[oldIndex])
        oldIndex += 1
      } else if inserted.contains(newIndex) {
        lines.append("+ " + newPart[newIndex])
        newIndex += 1
      } else {
        lines.append("  " + oldPart[oldIndex])
        oldIndex += 1
        newIndex += 1
      }
    }
    return "line \(start + 1):\n" + lines.map(visible).joined(separator: "\n")
  }

  /// A line in which control characters can be seen.
  private static func visible(_ line: String) -> String {
    line.unicodeScalars.map { $0.properties.generalCategory == .control ? $0.escaped(asASCII: true) : String($0) }
      .joined()
  }
}
