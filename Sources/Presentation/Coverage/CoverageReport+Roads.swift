internal import Coverage
internal import DirectoryModel
internal import Matching
internal import Primitives
internal import TextFormats

extension CoverageReport {
  /// Which router's times the count went by, what it could not say, and what the roads change; empty without a router.
  func roadLines(_ words: Words<CoveragePhrase>, _ numbers: NumberText) -> [String] {
    guard let roads else { return [] }
    let people = { (count: Int) in numbers.whole(count) }
    let model = scenarios.last?.name ?? inputs.travelModel
    let router = roads.router
    var lines = [
      words(
        .roadsValue, router.engine, router.profile, router.dataVersion ?? words[.roadsUndated],
        numbers.whole(roads.pairs), numbers.whole(roads.places), numbers.whole(roads.pairsAsked))
    ]
    if roads.placesOffMap > 0 { lines.append(words(.roadsPlacesOffMap, numbers.whole(roads.placesOffMap), model)) }
    if roads.peopleOffMap > 0 {
      lines.append(words(.roadsOffMap, people(roads.peopleOffMap), numbers.whole(roads.cellsOffMap), model))
    }
    if roads.peopleWithoutWay > 0 {
      lines.append(words(.roadsWithoutWay, people(roads.peopleWithoutWay), numbers.whole(roads.cellsWithoutWay)))
    }
    for change in roads.changes {
      let minutes = { (value: Double) in numbers.whole(Int(bounded: value)) }
      var line = words(
        .roadsChange, words.name(of: change.service), model, people(change.gained), people(change.lost),
        minutes(change.laterPersonMinutes), minutes(change.soonerPersonMinutes))
      if change.noLongerReached > 0 {
        line += words.semicolon + words(.roadsNotReached, people(change.noLongerReached))
      }
      lines.append(line)
    }
    return lines
  }
}

extension RoadSummary {
  /// Writes what it says as a JSON object.
  func write(to writer: inout JSONWriter) {
    writer.member("cells_off_map", cellsOffMap)
    writer.member("cells_without_way", cellsWithoutWay)
    writer.member("changes") { writer in
      writer.array(changes) { writer, change in
        writer.object {
          $0.member("gained", change.gained)
          $0.member("later_person_minutes", change.laterPersonMinutes, decimals: 1)
          $0.member("lost", change.lost)
          $0.member("no_longer_reached", change.noLongerReached)
          $0.member("service", change.service.rawValue)
          $0.member("sooner_person_minutes", change.soonerPersonMinutes, decimals: 1)
        }
      }
    }
    writer.member("data_version", router.dataVersion)
    writer.member("engine", router.engine)
    writer.member("pairs", pairs)
    writer.member("pairs_asked", pairsAsked)
    writer.member("pairs_by_model", pairsUnusable)
    writer.member("pairs_without_way", pairsWithoutWay)
    writer.member("people_off_map", peopleOffMap)
    writer.member("people_without_way", peopleWithoutWay)
    writer.member("places", places)
    writer.member("places_off_map", placesOffMap)
    writer.member("profile", router.profile)
  }
}
