package import Coverage
internal import DirectoryModel
internal import Geodesy
package import TextFormats

extension CoverageReport {
  /// The report as JSON, in the form that the command line and the API share; unknown values are null.
  ///
  /// - `inputs`: `directory_version`, `population` (`name`, `cells`, `people`, `years`, `sources`, and `checks` against official
  ///   totals), `norms` that judge any
  ///   place, `time`, `travel_model`, `travel_times`, `call_handling_s`, `request_delay_s`, `slowness`, `stations`, `units`, `regions`,
  ///   `roads` (null without a router; else `engine`, `profile`, `data_version`, null where the engine does not say it,
  ///   `pairs` of a place and a cell with those `pairs_asked` in this run, `pairs_without_way` and `pairs_by_model`;
  ///   `places` and `places_off_map`; `people_off_map` in `cells_off_map`, for whom the built-in model stands in;
  ///   `people_without_way` in `cells_without_way`; `changes` against the built-in model by service),
  ///   `left_out` (by service: people of parts of countries where no unit of it is on file, by code).
  /// - `scenarios`: the baseline, then each scenario: `name`, `file`, `edits` with `text` and whether they hold at the
  ///   moment (`dormant`), `text` (the file's), and `services`.
  /// - A service: `service`; `areas`, of which the first, `*`, is everything; `worst` cells.
  /// - An area: `code`, `name`, `country`, `cells`, `people`, `official_people` (by the statistical office, with
  ///   `official_year`), `judged` (people whom a norm judges), `covered` (of these within the norm), `share`
  ///   (`covered` ÷ `judged`), `expected` (with busy units), `gained` and `lost` since the baseline with `net` (the one less
  ///   the other) and `points` (percentage points by which the share is another), and the times by which
  ///   half, 90 and 95 % of the people are reached (`median_s`, `p90_s`, `p95_s`). `legal` and `other` have the same
  ///   counts for those whom norms of law judge and those whom anything else does; `marks` and `norms` say what figures rest
  ///   on, `not_judged` how many people are in no sum, by why; `calls` is null unless a hazard weighs them. People are
  ///   those who live there, each once.
  /// - Times run by the clock of the norm: `call_handling_s` of a place is part of its `first_s` and `complete_s`.
  /// - `cells`: with `includesCells`, every place with its outcome in each scenario and service.
  /// - `border_penalties`: what people lose because units do not cross borders, by service and section.
  ///
  /// - `criticality`: for each `station` and `service` the `people` who fall outside the norm if it alone is lost, most
  ///   first. `backed` of an area of the baseline are the people within the norm whichever single unit is lost.
  /// - `actions`: null unless asked for; `points` by people, each with `kind` and what it is about, `people` (newly within
  ///   the norm through this step), `cumulative` (with the steps before it) and `edits` as a scenario file has them, so that
  ///   anyone can check it; `siting` compares the places chosen one after the other with the best ones.
  ///
  /// - `week`: null unless asked for; `monday`, and by scenario and service the areas with `judged` and `covered` people at
  ///   the beginning of each of the 168 hours from Monday 0:00 on, local time.
  ///
  /// - Parameters:
  ///   - includesCells: whether every cell is written.
  ///   - isPretty: whether it is broken into lines.
  /// - Returns: UTF-8.
  package func json(includesCells: Bool = false, isPretty: Bool = true) -> [UInt8] {
    var writer = JSONWriter(isPretty: isPretty)
    write(to: &writer, includesCells: includesCells)
    return writer.bytes
  }

  /// Writes the report as a JSON object.
  package func write(to writer: inout JSONWriter, includesCells: Bool = false) {
    writer.object { writer in
      writer.member("actions", actions) { writer, actions in write(actions, to: &writer) }
      writer.member("border_penalties") { writer in
        writer.array(borderPenalties) { writer, penalty in writer.object { write(penalty, to: &$0) } }
      }
      if includesCells {
        writer.member("cells") { writer in
          writer.array(cells.indices) { writer, cell in writer.object { write(cell: cell, to: &$0) } }
        }
      }
      writer.member("criticality") { writer in
        writer.array(criticality) { writer, loss in
          writer.object {
            $0.member("cells", loss.cells)
            $0.member("legal", loss.legal)
            $0.member("name", stationNames[loss.station])
            $0.member("people", loss.people)
            $0.member("service", loss.service.rawValue)
            $0.member("station", loss.station)
          }
        }
      }
      writer.member("inputs") { $0.object { writeInputs(to: &$0) } }
      writer.member("scenarios") { writer in
        writer.array(scenarios) { writer, scenario in writer.object { write(scenario, to: &$0) } }
      }
      writer.member("week", week) { writer, week in write(week, to: &writer) }
    }
  }

  private func writeInputs(to writer: inout JSONWriter) {
    writer.member("call_handling_s", inputs.times.callHandling, decimals: 1)
    writer.member("directory_version", inputs.directoryVersion)
    writer.member("incomplete_lists", inputs.judgesIncompleteLists)
    writer.member("left_out") { writer in
      writer.object { writer in
        for (service, parts) in leftOut {
          writer.member(service.rawValue) { writer in
            writer.object { for (part, people) in parts { $0.member(part, people) } }
          }
        }
      }
    }
    writer.member("norms") { writer in
      writer.array(inputs.norms) { writer, norm in
        writer.object { writer in
          writer.member("citation", norm.citation)
          writer.member("class", norm.areaClass)
          writer.member("clock_start", norm.clockStart.rawValue)
          writer.member("country", norm.country)
          writer.member("id", norm.id)
          writer.member("legal", norm.isLegal)
          writer.member("mark", norm.mark?.rawValue)
          writer.member("mobilities", norm.mobilities.map(\.rawValue).sorted())
          writer.member("need", norm.need)
          writer.member("region", norm.region)
          writer.member("service", norm.service.rawValue)
          writer.member("standing", norm.standing.rawValue)
          writer.member("steps") { writer in
            writer.array(norm.thresholds) { writer, step in
              writer.object {
                $0.member("crew", step.crew)
                $0.member("seconds", step.seconds)
                $0.member("share_percent", step.share)
                $0.member("units", step.units)
                $0.member("ways") { writer in write(norm.alternatives(of: step) ?? [], to: &writer) }
              }
            }
          }
          writer.member("title", norm.titles.main)
          writer.member("verification", norm.verification.rawValue)
        }
      }
    }
    writer.member("population") { writer in
      writer.object {
        $0.member("cells", inputs.population.cells)
        $0.member("checks") { writer in
          writer.array(populationChecks) { writer, check in
            writer.object {
              $0.member("code", check.code)
              $0.member("counted", check.counted)
              $0.member("official", check.official.people)
              $0.member("source", check.official.source)
              $0.member("year", check.official.year)
            }
          }
        }
        $0.member("name", inputs.population.name)
        $0.member("people", inputs.population.people)
        $0.member("sources", inputs.population.sources)
        $0.member("spread_people", inputs.population.spread)
        $0.member("years") { writer in writer.array(inputs.population.years) { $0.write($1) } }
      }
    }
    writer.member("regions", inputs.regions)
    writer.member("request_delay_s", inputs.times.requestDelay, decimals: 1)
    writer.member("slowness", inputs.times.slowness)
    writer.member("stations", inputs.stations)
    writer.member("time", inputs.moment)
    writer.member("roads", roads) { writer, roads in roads.write(to: &writer) }
    writer.member("travel_model", inputs.travelModel)
    writer.member("travel_times") { writer in writer.write(.array(TravelList(travelTimes).json)) }
    writer.member("typical_crews", inputs.countsTypicalCrews)
    writer.member("units", inputs.units)
  }

  /// The ways to meet a step, each with the least that it takes.
  private func write(_ ways: [Norm.Alternative], to writer: inout JSONWriter) {
    writer.array(ways) { writer, way in
      let parts = way.sorted { ($0.key.need ?? "", $0.value) < ($1.key.need ?? "", $1.value) }
      writer.array(parts) { writer, part in
        writer.object {
          $0.member(part.key.kind == .units ? "units" : "crew", part.value)
          $0.member("need", part.key.need)
        }
      }
    }
  }

  private func write(_ scenario: ScenarioResult, to writer: inout JSONWriter) {
    CrossingChange.write(scenario.crossings, to: &writer)
    writer.member("edits") { writer in
      writer.array(scenario.edits.indices) { writer, edit in
        writer.object {
          $0.member("dormant", scenario.dormant.contains(edit))
          $0.member("text", scenario.edits[edit])
        }
      }
    }
    writer.member("file", scenario.file)
    writer.member("name", scenario.name)
    writer.member("services") { writer in
      writer.array(scenario.services) { writer, service in
        writer.object { writer in
          writer.member("areas") { writer in
            writer.array(service.areas) { writer, area in writer.object { write(area, to: &$0) } }
          }
          writer.member("service", service.service.rawValue)
          writer.member("worst") { writer in
            writer.array(service.worst) { writer, cell in
              writer.object {
                writePlace(of: cell, to: &$0)
                write(service.outcomes[cell], at: cell, service.service, to: &$0)
              }
            }
          }
        }
      }
    }
    writer.member("text", scenario.text)
  }

  private func write(_ area: AreaResult, to writer: inout JSONWriter) {
    let official = official(of: area)
    writer.member("backed", area.backed)
    writer.member("calls", area.calls) { writer, calls in
      writer.member("covered", calls.covered)
      writer.member("judged", calls.judged)
      writer.member("share", calls.share)
    }
    writer.member("cells", area.cells)
    writer.member("code", area.code)
    writer.member("country", area.country)
    writer.member("covered", area.covered)
    writer.member("expected", area.expected, decimals: 1)
    writer.member("gained", area.change.gained)
    writer.member("judged", area.judged)
    writer.member("legal") { writer in writer.object { write(area.legal, to: &$0) } }
    writer.member("lost", area.change.lost)
    writer.member("marks", CoverageMark.allCases.filter(area.marks.contains).map(\.rawValue))
    writer.member("median_s", area.median.map { Double($0) }, decimals: 1)
    writer.member("name", areaNames[area.code])
    writer.member("net", area.change.net)
    writer.member("norms", area.norms)
    writer.member("not_judged") { writer in
      writer.object { for (reason, people) in area.reasonsNotJudged { $0.member(reason.rawValue, people) } }
    }
    writer.member("other") { writer in writer.object { write(area.other, to: &$0) } }
    writer.member("official_people", official?.people)
    writer.member("official_year", official?.year)
    writer.member("p90_s", area.percentile90.map { Double($0) }, decimals: 1)
    writer.member("p95_s", area.percentile95.map { Double($0) }, decimals: 1)
    writer.member("people", area.people)
    writer.member("points", area.change.points(of: area.judged), decimals: 6)
    writer.member("share", area.share)
  }

  private func write(_ tally: CoverageTally, to writer: inout JSONWriter) {
    writer.member("covered", tally.covered)
    writer.member("gained", tally.change.gained)
    writer.member("judged", tally.judged)
    writer.member("lost", tally.change.lost)
    writer.member("share", tally.share)
  }

  private func write(cell: Int, to writer: inout JSONWriter) {
    writePlace(of: cell, to: &writer)
    writer.member("outcomes") { writer in
      writer.array(scenarios) { writer, scenario in
        writer.object { writer in
          for service in scenario.services {
            writer.member(service.service.rawValue) { writer in
              writer.object { write(service.outcomes[cell], at: cell, service.service, to: &$0) }
            }
          }
        }
      }
    }
  }

  private func writePlace(of cell: Int, to writer: inout JSONWriter) {
    let cell = cells[cell]
    writer.member("code", cell.code)
    writer.member("country", cell.country)
    writer.member("lat", cell.place.latitude)
    writer.member("lon", cell.place.longitude)
    writer.member("region", cell.region)
  }

  private func write(_ outcome: CellOutcome, at cell: Int, _ service: Service, to writer: inout JSONWriter) {
    let judgement = judgements.judgement(of: cell, service)
    writer.member("call_handling_s", callHandling(at: cell, service), decimals: 1)
    writer.member("calls", outcome.calls)
    writer.member("marks", CoverageMark.allCases.filter { judgement?.marks.contains($0) == true }.map(\.rawValue))
    writer.member("norm", judgement?.norm?.id)
    writer.member("not_judged", judgement?.reason?.rawValue)
    writer.member("complete_s", outcome.complete.map { Double($0) }, decimals: 1)
    writer.member("covered", outcome.isCovered)
    writer.member("first_s", outcome.first.map { Double($0) }, decimals: 1)
    writer.member("people", outcome.people)
    writer.member("probability", outcome.isCovered == nil ? nil : outcome.probability, decimals: 6)
  }

  private func write(_ penalty: BorderPenalty, to writer: inout JSONWriter) {
    writer.member("cells", penalty.cells.count)
    writer.member("people_uncovered", penalty.sections.map(\.uncovered).reduce(0, +))
    writer.member("sections") { writer in
      writer.array(penalty.sections) { writer, section in
        writer.object {
          $0.member("host", section.host)
          $0.member("lender", section.lender)
          $0.member("mark", inputs.norms.first { $0.id == section.norm }?.mark?.rawValue)
          $0.member("most_minutes", section.mostMinutes, decimals: 2)
          $0.member("norm", section.norm)
          $0.member("people", section.people)
          $0.member("person_minutes", section.personMinutes, decimals: 1)
          $0.member("region", section.region)
          $0.member("uncovered", section.uncovered)
        }
      }
    }
    writer.member("service", penalty.service.rawValue)
  }

  /// What the statistical office counts in an area; `nil` where it is not known.
  func official(of area: AreaResult) -> OfficialTotal? { officialByCode[area.code] }
}
