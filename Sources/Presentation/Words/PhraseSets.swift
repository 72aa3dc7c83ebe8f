/// The phrases of one kind of report: keys of a section of the files with words.
protocol PhraseSet: RawRepresentable<String>, CaseIterable, Sendable {
  /// The section's name.
  static var section: String { get }
}

/// An answer to `nearest`, and reasons and measures that other reports share.
enum AnswerPhrase: String, PhraseSet {
  static let section = "answer"

  case incident, responsible, borderAt, uncertainCountry, nobodyFound, nearestOwn, noOwn, arrives
  case ask, numberMissing, officeLine, roomUnknown, legal, status, statusAssumed, figures, turnout, travel, flight,
    sailing
  case closeTimes, equallyNear, between, noClearDifference, ownUnit, helpUnit
  case travelFallback, offRoad, withoutWay, asking, assumed, asFor, turnoutUnknown, positionIsCentroid, unitIsAssumed
  case listOf, isKept, atHome
  case goesBy, crossingBridge, crossingTunnel, crossingDam, crossingFerry, crossingEnd, crossingUnsure, crossingWait
  case eitherBank
  case leavesNobody, leavesPeople, standsIn, atHomeTogether, leavesNobodyTogether, leavesPeopleTogether
  case anyService, domestic, covered, onlyRole, underConditions, carry, excluded, notCovered, noRule, gapPurposes
  case gapRole, gapWindows, gapBand, gapStationBand, gapNotFaster, gapNoShortage, gapEnded, gapReplaced, gapNotYet
  case and, always, since, ago, days, hours, minutes, reportEnded, reportOfEnded, takenAvailable, reportTooOld,
    fromPosition, stalePosition,
    lastPosition, endsBeforeArrival
  case onDuty, onDutyUntil, offDuty, offDutyUntil, hoursUnclear
  case unknownTitle, registryMissing, registryMissingHere, registryPartial, askThere, vehiclesNotListed, noReports,
    moreUnknowns
  case isNotCovered, isNotCoveredShort, isOwn, dispatch, ownFirst, helpFirst, helpOnly, fastestHelp, soonerThanOwn
  case noHelp, aboutMinutes, vehicle, station, verdict, room, phone, moreDetails
}

/// The clauses of a rule and their outcome.
enum ClausePhrase: String, PhraseSet {
  static let section = "clause"

  case lender, borrower, service, from, until, noTerm, gapStation, held, failed, region, organisation, station, room
}

/// Why a unit is in an answer or not.
enum ExplanationPhrase: String, PhraseSet {
  static let section = "explanation"

  case isNamed, comesLater, comesMuchLater, isLeftOut, service, country, border, closed, need, nothing
  case unknownLevel, vehicle, status, way, limit, group, agreement, asked, explained, explainedOwn, more
}

/// What helps or hinders working together.
enum InteroperabilityPhrase: String, PhraseSet {
  static let section = "interoperability"

  case languages, roomsOnly, noLanguage, radio, gateway, noRadio
}

/// Task packages.
enum PackagePhrase: String, PhraseSet {
  static let section = "package"

  case complete, incomplete, first, firstIs, askRooms, dispatchRooms, roomFor, named, notFilled, exception
  case next, own, nothing, notProven, moreDetails
}

/// The scenario under which a question is asked.
enum ScenarioPhrase: String, PhraseSet {
  static let section = "scenario"

  case title, idle, lenderCost, more
}

/// The report of coverage, as page and as text.
enum CoveragePhrase: String, PhraseSet {
  static let section = "coverage"

  case title, skip, contents, wholeArea, summary, maps, curves, regions, actions
  case resilience, method, baseline
  case changeGained, changeLost, changeSooner, changeLater, changeNone, arrivalMap, changeMap
  case arrivalMapNote, changeMapNote, mapAlternative, upTo, overUpTo, laterOrNever, station, border, hazard
  case curveTitle, curveAlternative, curveTable, minutesAxis, minutes, reachedBy, scenario, region, all, people
  case within, change, median, ninety, ninetyFive, tableNote, scenarioTable, rank, action, gained
  case together, gapNote, actionsNote, noActions, lostStation, lost, lossNote, noLosses, inputs, item, value
  case norms, scenarios, howPeopleAreCounted, howNormsDecide, howTimeRuns, howSharesAreTaken, howItRepeats
  case repeatIt, limits, directoryVersion, population, populationValue, moment, travelModel, callHandling
  case requestDelay, slowness, weighed, weighedValue, dormant, crew, units, borderPenalty, noBorderPenalty
  case penaltyNote, penaltyMap, helpFrom, lostPeople, later, meanMinutes, worstPlaces, peopleHere, expected
  case official, officialValue, leftOut, unit
  case roads, roadsValue, roadsUndated, roadsOffMap, roadsWithoutWay, roadsPlacesOffMap, roadsChange, roadsNotReached
  case roadsProgress, roadsCompared
  case points, withHandling, handlingIncluded, byLegal, byOthers, judgedBy, notJudged, notJudgedFor, calls, legalPart
  case comparing, inputDiffers, inputsAlike, reportBefore, reportAfter, peopleMoved, moreAreas
  case spreadPeople, typicalCrewsOption, incompleteListsOption, conditionAnd, conditionOr, unitsThat, crewOn
}

/// The week of the report of coverage, hour by hour.
enum WeekPhrase: String, PhraseSet {
  static let section = "week"

  case title, note, fineNote, most, fewest, same, mostOutside, mostWhen, fewestOutside, fewestWhen, regions
  case progress, days, hour
}

/// Action points of the report of coverage.
enum ActionPhrase: String, PhraseSet {
  static let section = "action"

  case agreement, agreementWithin, station, staffing, moveUp, criticality, backed
  case comparison, comparisonBound, bestPlaces, sitedForBusy, sitedForBackup, sitesCost, sharedSites, sharedNote
}

/// What became of files, differences and rollbacks.
enum ImportPhrase: String, PhraseSet {
  static let section = "import"

  case refused, asDialect, nothing, moreProblems, files, movedBy, withStation, moreRecords, new, gone
  case wouldRestore, restored, isSoAlready, removed, wouldRemove, passedOver, nameBoundaries
}

/// Versions of registries and what was said of records.
enum HistoryPhrase: String, PhraseSet {
  static let section = "history"

  case version, issued, from, rollbackTo, removal, onlyHeader, event, rollback, notListed, importNumber, conflicts
  case conflict, apart, versions, withStation, availability, until, by
}

/// What a check of a directory looked at and found.
enum CheckPhrase: String, PhraseSet {
  static let section = "check"

  case pages, structure, rows, digests, references, merged, more, sound
}

/// What a directory holds.
enum SummaryPhrase: String, PhraseSet {
  static let section = "summary"

  case directory, totals, registry, water, measure, factsOf, onlyTypes, neverTypes, inStrip, onlyKind
  case travelMeasured, travelUpTo, travelBeyond, travelBand, travelMean, travelDetour, travelAssumed
}

/// A stream of status reports.
enum FeedPhrase: String, PhraseSet {
  static let section = "feed"

  case progress, moreProblems, waits, goesOn, importWaits
}

/// What control rooms know better than what is published.
enum CorrectionPhrase: String, PhraseSet {
  static let section = "correction"

  case done, wouldBe, nothing, none, change, withdrawn, nobody, own, added, vanished, vanishedRecords
}

/// One status report.
enum ReportPhrase: String, PhraseSet {
  static let section = "report"

  case since, sinceButNewer, pruned
}

/// Looking things up.
enum LookupPhrase: String, PhraseSet {
  static let section = "lookup"

  case nothing, emptyBoard, barrier, crossing, over, place, hours, wait, accuracy, crossings, source, toReread
}

/// A backup that was made.
enum BackupPhrase: String, PhraseSet {
  static let section = "backup"

  case made
}

/// The journal: its entries, and what became of verifying it and of erasing payloads.
enum AuditPhrase: String, PhraseSet {
  static let section = "audit"

  case erased, nothingErased, purged, purgeIncomplete, chain, more, whole
  case altered, notFollowing, missing, payloadAltered, payloadMissing, payloadKept, tailCut, rewritten
  case otherJournal, unsigned, unknownKey
}

/// Sources of editions, and what became of looking at them.
enum SourcePhrase: String, PhraseSet {
  static let section = "sources"

  case none, put, removed, never, next, nextAtOnce, overdue, nothingDue, counts
  case taken, unchanged, held, refused, failed, rejected
}

/// How far the reading of a file is.
enum ProgressPhrase: String, PhraseSet {
  static let section = "progress"

  case share, records, secondsLeft, minutesLeft, megabytes, megabytesPerSecond
}

/// Signs with which numbers are written.
enum NumberPhrase: String, PhraseSet {
  static let section = "numbers"

  case thousands, decimal, percent
}

extension CoveragePhrase {
  /// What the figures of the report are, one sentence each.
  static let howFiguresAreMade = [howPeopleAreCounted, howNormsDecide, howTimeRuns, howSharesAreTaken, howItRepeats]
}
