extension CoverageReport.ServiceResult {
  /// What the roads change, of a result by the travel-time model whose baseline is by road.
  var changeByRoad: RoadSummary.Change {
    // What the model adds to the roads is what the roads take away from it.
    var change = RoadSummary.Change(service: service, lost: total?.change.gained ?? 0, gained: total?.change.lost ?? 0)
    for cell in outcomes.indices {
      let (model, road) = (outcomes[cell], baseline[cell])
      guard let before = model.first else { continue }
      guard let after = road.first else {
        change.noLongerReached += road.people
        continue
      }
      let minutes = Double(after - before) / 60 * Double(road.people)
      if minutes > 0 { change.laterPersonMinutes += minutes } else { change.soonerPersonMinutes -= minutes }
    }
    return change
  }
}
