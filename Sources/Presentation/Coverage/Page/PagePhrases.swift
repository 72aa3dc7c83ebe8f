/// What the page and the spreadsheet of the report of coverage say beside what its text says.
enum PagePhrase: String, PhraseSet {
  static let section = "page"

  case asked, place, time, localTime, bordersOpen, bordersClosed, bordersAgreed, busyLeftOut, outsideSentence,
    outsideItem, byLaw, byOthers, points, nobodyOutside, oneIn, moreThanHalf, whereSentence, scenarioAdds,
    bestAction, scenarioLine, penaltyLine, penaltyWorst, notAsked, actionsNotAsked, actionGain, grounds, unknowns,
    groundsPeople, groundsUnits, groundsClock, unknownYardstick, unknownLeftOut, unknownTravel, unknownStations,
    servicesTable, service, judged, outside, share, newlyOutside, newlyWithin, regionsTable, changesTable,
    standard, firstArrival, near, oneVehicle, withinMap, shades, isWithin, isOutside, notJudged, coast, moreRows,
    crossings, annex, language, languageItself, filter, hover, chooseCell, cellPeople, cellArrival, cellNever,
    cellDelay, cellNeverAgain, cellNoDelay, regionReading
}

/// Edits of scenarios as people say them.
enum ScenarioEditPhrase: String, PhraseSet {
  static let section = "scenario-edit"

  case stationCloses, stationOpens, stationMoves, unitsAdded, unitGone, unitMoves, stationHours, careerCrew,
    volunteerCrew,
    unitsBusy, allUnits, borderOpens, borderCloses, weather, borderOpensTowards, borderClosesTowards, callHandling,
    requestDelay, agreementsRequired,
    agreementsFree, agreementSuspended, agreementAdded, agreementChanged, hazardArea, hazardLine, hazardStations,
    hazardWays, twice, times, hazardCalls
}
