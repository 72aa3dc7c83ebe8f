internal import DirectoryModel
internal import FoundationEssentials
internal import MutualAid
internal import Synchronization
internal import TextFormats

/// Members of a body that are what the command line takes as files.
enum SentText: String, CaseIterable, Sendable {
  case scenario = "scenario-text"
  case standard = "standard-text"
  case population = "population-text"
  case candidates = "candidates-text"
}

extension Ask {
  /// A text that was sent; `nil` where there is none.
  ///
  /// - Throws: ``Problem`` for a member that is no text.
  func text(_ sent: SentText) throws(Problem) -> String? {
    switch members[sent.rawValue] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw Problem.badOption(sent.rawValue, "expected a text")
    }
  }
}

/// Texts that are read as files, for as long as somebody holds this.
final class SentFiles: Sendable {
  private let folder: String
  private let paths = Mutex<[String]>([])

  /// Keeps texts in a folder that there is.
  init(in folder: String) { self.folder = folder }

  deinit {
    for path in paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Keeps a text; messages call it by the name of its member.
  ///
  /// - Throws: `MutualAidError` where there is no room for it.
  func keep(_ text: String, as sent: SentText) throws -> QuestionFile {
    let path = folder + "/" + UUID().uuidString
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else {
      throw MutualAidError(.outputFailed, "what is sent cannot be written to a file", hint: "Make room on the disk.")
    }
    paths.withLock { $0.append(path) }
    return QuestionFile(path, named: sent.rawValue)
  }
}
