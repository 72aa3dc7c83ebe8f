import ArgumentParser
import Foundation
import MutualAid

// What a shell offers while somebody types.

extension CompletionKind {
  /// Names of files and folders.
  static var files: CompletionKind { .file() }

  /// Words of the directory that is named, or of that at its usual place; none where there is none.
  static func words(_ kind: CompletedWord) -> CompletionKind {
    .custom { words, _, prefix in
      let place = words.lastIndex(of: "--directory").flatMap { words.dropFirst($0 + 1).first }
      let usual = try? DefaultPath.directory(environment: ProcessInfo.processInfo.environment)
      let directory = try? (place ?? usual).map { try Directory(at: $0) }
      return (try? directory?.words(of: kind, beginning: prefix)) ?? []
    }
  }
}
