internal import DirectoryModel
internal import Geodesy
package import MutualAid
internal import Primitives
package import TextFormats

extension WaterOnFile {
  /// The barrier or crossing as JSON.
  package func json(in language: Language) -> JSONValue {
    let name = { (text: LocalizedText) in JSONValue.string(text.text(in: language.rawValue)) }
    let place = { (place: Coordinate) -> JSONValue in
      ["lat": JSONValue(place.latitude, decimals: 6), "lon": JSONValue(place.longitude, decimals: 6)]
    }
    let source: JSONValue =
      source.map {
        [
          "id": .string($0.id), "licence": .string($0.licence), "title": .string($0.title), "url": JSONValue($0.url),
        ]
      } ?? .null
    let over: JSONValue = [
      "id": .string(barrier.id.rawValue), "kind": .string(barrier.kind.rawValue), "name": name(barrier.names),
    ]
    guard let crossing else {
      return [
        "accuracy_m": JSONValue(barrier.accuracy, decimals: 1),
        "crossings": .array(crossings.map { .string($0.id.rawValue) }), "document": .string(document),
        "id": .string(barrier.id.rawValue), "kind": .string(barrier.kind.rawValue),
        "line": .array(barrier.line.map(place)), "name": name(barrier.names), "source": source,
      ]
    }
    return [
      "barrier": over, "confidence": .string(crossing.confidence.rawValue), "document": .string(document),
      "hours": JSONValue(crossing.hours), "id": .string(crossing.id.rawValue),
      "kind": .string(crossing.kind.rawValue), "lat": JSONValue(crossing.coordinate.latitude, decimals: 6),
      "lon": JSONValue(crossing.coordinate.longitude, decimals: 6), "name": name(crossing.names),
      "other_end": crossing.otherEnd.map(place) ?? .null, "road": .string(crossing.road.rawValue), "source": source,
      "verification": .string(crossing.verification.rawValue), "wait_s": JSONValue(crossing.wait, decimals: 0),
    ]
  }

  /// All that is known of the barrier or crossing, line by line.
  package func text(in language: Language) -> String {
    let words = Words<LookupPhrase>(language)
    let name = { (text: LocalizedText) in text.text(in: language.rawValue) }
    var rows = [["ID", crossing?.id.rawValue ?? barrier.id.rawValue]]
    if let crossing {
      rows.append([words[.crossing], name(crossing.names)])
      rows.append(["", words(.over, words.name(of: crossing.kind), name(barrier.names), barrier.id.rawValue)])
      let ends = [crossing.coordinate, crossing.otherEnd].compactMap { $0?.shortText }
      rows.append([words[.place], ends.joined(separator: " – ")])
      rows.append(["", "\(words.name(of: crossing.road)) (\(words.name(of: crossing.confidence)))"])
      if let hours = crossing.hours { rows.append(["", words(.hours, hours)]) }
      if let wait = crossing.wait { rows.append(["", words(.wait, Int(bounded: wait))]) }
    } else {
      rows.append([words[.barrier], "\(name(barrier.names)) (\(words.name(of: barrier.kind)))"])
      rows.append(["", words(.accuracy, Int(bounded: barrier.accuracy))])
      for (index, crossing) in crossings.enumerated() {
        let what = "\(words.name(of: crossing.kind)): \(name(crossing.names)), \(words.name(of: crossing.road))"
        rows.append([index == 0 ? words[.crossings] : "", crossing.id.rawValue, what])
      }
    }
    if let source { rows.append([words[.source], source.title]) }
    if crossing?.verification == .secondary { rows.append(["", words[.toReread]]) }
    return HistoryReport.table(rows)
  }
}
