internal import DirectoryModel
internal import MutualAid
internal import TextFormats

extension Unknown {
  /// Areas named before the rest are counted.
  static let named = 3

  /// What is not known, as lines for the beginning of an answer: the nearest areas by name, how many others there are.
  static func lines(
    _ unknowns: [Unknown], _ names: CapabilityNames, phrases: Words<AnswerPhrase>
  ) -> [String] {
    let areas = unknowns.filter { $0.kind == .registryMissing }
    var lines = (unknowns.filter { $0.kind != .registryMissing } + areas.prefix(named)).map { $0.text(phrases, names) }
    if areas.count > named { lines.append(phrases(.moreUnknowns, String(areas.count - named))) }
    return lines.map { "\(phrases[.unknownTitle])  \($0)" }
  }

  private func text(_ phrases: Words<AnswerPhrase>, _ names: CapabilityNames) -> String {
    let area = areaName ?? self.area?.rawValue ?? "?"
    let serviceName = service.map { phrases.name(of: $0) } ?? phrases[.anyService]
    switch kind {
    case .registryMissing:
      let missing =
        distance.map { distance in
          distance < 1
            ? nil
            : phrases(isPartial ? .registryPartial : .registryMissing, area, phrases.distance(distance), serviceName)
        }
        ?? phrases(.registryMissingHere, area, serviceName)
      let room = controlRoom.map { phrases(.askThere, $0.names.text(in: phrases.language.rawValue)) }
      return [missing, room].compactMap { $0 }.joined(separator: phrases.semicolon)
    case .vehiclesNotListed:
      return phrases(
        .vehiclesNotListed, registry?.rawValue ?? "?", area,
        capability.map { names.nameWithinSentence(of: $0, in: phrases.language.rawValue) } ?? "?")
    case .noReports: return phrases[.noReports]
    }
  }

  /// Writes the members of the object that describes it.
  func write(to writer: inout JSONWriter, in language: Language) {
    writer.member("area", area?.rawValue)
    writer.member("area_name", areaName)
    writer.member("capability", capability)
    writer.member("control_room", controlRoom) { $0.writeMembers(of: $1, in: language) }
    writer.member("distance_m", distance, decimals: 0)
    writer.member("kind", kind.rawValue)
    writer.member("partial", isPartial)
    writer.member("registry", registry?.rawValue)
    writer.member("service", service?.rawValue)
  }
}
