internal import DirectoryModel
internal import Requests

/// What of a request is given out to be read aloud or printed.
package enum RequestPaper: String, CaseIterable, Sendable {
  /// A page in the languages of both rooms, side by side, as HTML for A4.
  case page
  /// Sentences for the telephone.
  case spoken
  /// The certificate of the leader of a team between the Netherlands and Germany, as HTML for A4.
  case certificate
}

extension RequestReport {
  /// A paper of the request.
  ///
  /// - Parameters:
  ///   - paper: which one.
  ///   - languages: the languages, at most two; `nil` for those of the two rooms.
  ///   - reader: the language of who reads it aloud.
  /// - Returns: text or HTML.
  package func paper(_ paper: RequestPaper, in languages: [Language]?, reader: Language) -> String {
    switch paper {
    case .page: RequestPage(self, languages: languages ?? roomLanguages).html
    case .spoken: spoken(in: languages?.first ?? reader)
    case .certificate: RequestCertificate(self).html
    }
  }

  /// What a file of a paper is called; an exercise says so.
  package func fileName(_ paper: RequestPaper) -> String {
    let mark = request.isExercise ? "exercise-oefening-exercice-uebung-" : ""
    return "\(mark)\(request.id)-\(paper.rawValue).\(paper == .spoken ? "txt" : "html")"
  }

  /// The first language of each room that is spoken here, the asked room's first; one where they are the same.
  var roomLanguages: [Language] {
    let spoken = [asked, asking].compactMap { room in
      (room?.languages ?? []).lazy.compactMap { Language(tag: $0) }.first.map { $0.base ?? $0 }
    }
    let languages = spoken.reduce(into: [Language]()) { if !$0.contains($1) { $0.append($1) } }
    return languages.isEmpty ? [.english] : languages
  }
}
