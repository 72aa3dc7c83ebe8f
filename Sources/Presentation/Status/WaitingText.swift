package import MutualAid

/// What a program says while others keep it waiting.
package enum WaitingText {
  /// Another import or rollback is at work.
  package static func anotherImport(in language: Language) -> String {
    Words<FeedPhrase>(language)(.importWaits, Int(Directory.importPatience / 60))
  }

  /// Somebody else is writing while reports come in.
  package static func feed(_ wait: StatusStream.Wait, in language: Language) -> String {
    let words = Words<FeedPhrase>(language)
    return switch wait {
    case .begun(let reports): words(.waits, reports)
    case .ended(let seconds): words(.goesOn, Int(seconds.rounded()))
    }
  }
}
