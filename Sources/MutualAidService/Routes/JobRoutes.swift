internal import HTTPTypes
internal import MutualAid
internal import TextFormats

/// Work that takes its time.
enum JobRoutes {
  private static let id = Option("id", "The job's id.", in: .path) { $0 }

  static let all = [
    Route(
      method: .get, path: "/v1/jobs", name: "jobs", heading: "Jobs", text: "The caller's jobs of the last hour.",
      answers: [Route.Answer(status: 200, text: "The jobs.", forms: [(.json, AnswerSchemas.list(of: "Job"))])]
    ) { ask in
      ask.json(.array(ask.desk.jobs.all(of: ask.caller.actor).map { $0.json(in: ask.language) }))
    },
    Route(
      method: .get, path: "/v1/jobs/{id}", name: "job", heading: "Jobs", text: "How a job stands.",
      options: [id.description],
      answers: [Route.Answer(status: 200, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))])],
      problems: [404]
    ) { ask in ask.json(try job(ask).json(in: ask.language)) },
    Route(
      method: .get, path: "/v1/jobs/{id}/result", name: "jobResult", heading: "Jobs",
      text: "The answer of a job that is done, in the form that was asked for when it began.",
      options: [id.description],
      answers: [Route.Answer(status: 200, text: "The answer.", forms: [])], problems: [404, 409]
    ) { ask in
      let job = try job(ask)
      if let problem = job.problem { throw problem }
      guard let result = job.result else {
        throw Problem(
          .conflict, "job-unfinished", "the job is not done", hint: "Ask how it stands at /v1/jobs.",
          headers: [.retryAfter: "1"])
      }
      return result
    },
    Route(
      method: .delete, path: "/v1/jobs/{id}", name: "cancelJob", heading: "Jobs",
      text: "Cancels a job: what it has not yet written is left undone.", options: [id.description],
      answers: [Route.Answer(status: 200, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))])],
      problems: [404]
    ) { ask in
      let job = try job(ask)
      job.cancel()
      return ask.json(job.json(in: ask.language))
    },
  ]

  private static func job(_ ask: Ask) throws -> Job {
    let name = try ask.required(id)
    guard let job = ask.desk.jobs.job(name, of: ask.caller.actor) else {
      throw Problem(.notFound, "unknown-job", "there is no job '\(name)' of this caller")
    }
    return job
  }
}
