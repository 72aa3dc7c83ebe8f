internal import DirectoryModel
internal import Requests

extension RequestReport {
  /// The request in sentences, short enough to be read on the telephone; an exercise says so first and last.
  package func spoken(in language: Language) -> String {
    let words = Words<SpokenPhrase>(language)
    var sentences: [String] = []
    if request.isExercise { sentences.append(words[.exercise]) }
    sentences.append(words(.begin, name(asking, request.asking), name(asked, request.asked)))
    sentences.append(words(.ask, request.id))
    sentences.append(words(.incident, request.incident.id, request.incident.text ?? request.incident.place ?? "–"))
    if let place = request.incident.place, request.incident.text != nil { sentences.append(words(.place, place)) }
    for line in request.lines {
      sentences.append(words(.line, line.count, subject(of: line, in: language)))
      if let match = line.match { sentences.append(words(.proposed, match.title, match.minutes)) }
    }
    sentences.append(words[.answer])
    if request.isExercise { sentences.append(words[.exercise]) }
    return sentences.joined(separator: "\n") + "\n"
  }
}
