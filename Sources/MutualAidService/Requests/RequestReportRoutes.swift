internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import MutualAid
internal import Presentation
internal import Requests
internal import TextFormats

/// What became of requests, after the action.
enum RequestReportRoutes {
  private static let since = QuestionOptions.moment("since", "From when requests were made.")
  private static let until = QuestionOptions.moment("until", "Before when requests were made.")
  private static let incident = Option("incident", "The number of the incident.") { $0 }

  static let all = [
    Route(
      method: .get, path: "/v1/request-report", name: "requestReport", heading: "Requests",
      text: "What became of the requests of the caller's room in a time, by pair of rooms; exercises do not count.",
      options: [since.description, until.description],
      answers: [
        Route.Answer(
          status: 200, text: "The figures.",
          forms: [
            (.json, AnswerSchemas.reference("AfterAction")), (.csv, ["type": "string"]), (.html, ["type": "string"]),
          ])
      ]
    ) { ask in
      let party = try ask.requestRoom()
      let (from, to) = (try ask.value(since), try ask.value(until))
      let report = AfterActionReport(try await ask.now { try $0.afterAction(of: party, since: from, until: to) })
      switch ask.form {
      case .csv: return ask.reply(report.csv)
      case .html: return ask.reply(report.html(in: ask.language))
      default: return ask.json(report.json)
      }
    },
    Route(
      method: .get, path: "/v1/request-timeline", name: "requestTimeline", heading: "Requests",
      text: "What happened at an incident, as both rooms tell it: one line of time.",
      options: [incident.required.description],
      answers: [
        Route.Answer(
          status: 200, text: "The timeline.",
          forms: [(.json, AnswerSchemas.reference("RequestTimeline")), (.html, ["type": "string"])])
      ], problems: [404]
    ) { ask in
      let party = try ask.requestRoom()
      let number = try ask.required(incident)
      let reports = try await ask.now { directory in
        try directory.requests(of: party, madeFrom: nil, to: nil).filter { $0.incident.id == number }
          .map { try RequestRoutes.report(of: $0, for: party, in: directory) }
      }
      guard !reports.isEmpty else { throw Problem.notFound }
      let timeline = RequestTimeline(number, reports)
      return ask.form == .html ? ask.reply(timeline.html(in: ask.language)) : ask.json(timeline.json)
    },
  ]
}
