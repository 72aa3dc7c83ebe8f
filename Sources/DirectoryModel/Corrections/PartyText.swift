extension AgreementRule.Party {
  /// The words that may stand behind a party's country, each with `=` and a value.
  private enum Key: String, CaseIterable {
    case region, organisation, station, room, municipality
  }

  /// Reads a party as corrections write it: a country, and what else must hold, as in `BE station=be-fire-1` or
  /// `NL region=NL-VR24,NL-VR23 room=nl-room municipality=Gulpen`.
  ///
  /// A municipality's name may have several words, up to the next `key=`.
  ///
  /// - Returns: `nil` where the text is none.
  package init?(correction text: String) {
    var words = text.split(separator: " ")
    guard !words.isEmpty, let country = CountryCode(String(words.removeFirst())) else { return nil }
    self.init(country: country)
    var given: [(key: Key, value: String)] = []
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        guard let key = Key(rawValue: String(parts[0])), !parts[1].isEmpty, !given.contains(where: { $0.key == key })
        else { return nil }
        given.append((key, String(parts[1])))
      } else if let last = given.last, last.key == .municipality {
        given[given.count - 1].value += " \(word)"
      } else {
        return nil
      }
    }
    for (key, value) in given {
      switch key {
      case .region: regions = value.split(separator: ",").map { RegionCode(String($0)) }
      case .organisation: organisation = OrganisationID(value)
      case .station: station = StationID(value)
      case .room: controlRoom = ControlRoomID(value)
      case .municipality: municipality = value
      }
    }
  }

  /// The party as corrections write it; circles and polygons have no words there.
  package var correctionText: String {
    let values: [(Key, String?)] = [
      (.region, regions.isEmpty ? nil : regions.map(\.rawValue).joined(separator: ",")),
      (.organisation, organisation?.rawValue), (.station, station?.rawValue), (.room, controlRoom?.rawValue),
      (.municipality, municipality),
    ]
    return ([country.rawValue] + values.compactMap { key, value in value.map { "\(key.rawValue)=\($0)" } })
      .joined(separator: " ")
  }
}
