internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Journal
internal import MutualAid
internal import Presentation
internal import Primitives
internal import RegistryImport
internal import RegistryXML
internal import TextFormats
internal import TypedOptions

/// Registries and documents that are sent, rolled back and removed.
enum ImportRoutes {
  private static let help = HelpWords(.english)

  private static let dryRun = Option(flag: "dry-run", help.text("global.dryRun"))
  private static let strict = Option(flag: "strict", help.text("import.strict"))
  private static let allowShrink = Option(flag: "allow-shrink", help.text("import.allowShrink"))
  private static let allowOlder = Option(flag: "allow-older", help.text("import.allowOlder"))
  private static let allowPartial = Option(flag: "allow-partial", help.text("import.allowPartial"))
  private static let replaces = Option("replaces", help.text("import.replaces")) { RegistryID($0) }
  private static let registry = Option("registry", help.text("reading.registry")) { $0 }
  private static let issued = QuestionOptions.moment("issued", help.text("reading.issued"))
  private static let srs = Option("srs", help.text("reading.srs")) { $0 }
  private static let version = Option("version", "The version to restore, from 1.", range: .versions)

  private static let types = [
    "application/xml", "text/xml", "application/gzip", "application/octet-stream", "text/csv", "application/geo+json",
    "application/gml+xml",
  ]
  private static let options = [
    dryRun.description, strict.description, allowShrink.description, allowOlder.description, allowPartial.description,
    replaces.description, ReadingOptions.profile.description, registry.description, ReadingOptions.country.description,
    ReadingOptions.service.description,
    issued.description, srs.description, StatusRoutes.idempotencyKey,
  ]

  static let all = [
    post(
      "/v1/registries", "importRegistry", heading: "Registries",
      "Takes a registry or reference document: whole or not at all. It becomes a job with Prefer: respond-async."),
    post(
      "/v1/agreements", "importAgreements", heading: "Reference",
      "Takes a document of agreements, as /v1/registries takes any document."),
    Route(
      method: .post, path: "/v1/registries/{id}/rollback", name: "rollBack", heading: "Registries",
      text: "Restores an earlier version of a registry or document, as a new version.",
      options: [RegistryRoutes.id.description, version.required.description, dryRun.description],
      answers: [
        Route.Answer(
          status: 200, text: "What changed, or would change.", forms: [(.json, AnswerSchemas.reference("Rollback"))])
      ], scope: .registries, problems: [404]
    ) { ask in
      let isDryRun = try ask.value(dryRun) ?? false
      try ask.checkOwn(registry: ask.required(RegistryRoutes.id))
      let bytes = try await ask.workOfJobs { directory in
        let report = try ask.acting(in: directory).rollBack(
          ask.required(RegistryRoutes.id), to: ask.required(version), isDryRun: isDryRun)
        return Array((report.json(isDryRun: isDryRun).text() + "\n").utf8)
      }
      return Reply(bytes: bytes, type: MediaType.json.rawValue)
    },
    Route(
      method: .delete, path: "/v1/registries/{id}", name: "removeRegistry", heading: "Registries",
      text: "Removes a registry with all of its records, as a new version, which a rollback undoes.",
      options: [RegistryRoutes.id.description, dryRun.description],
      answers: [
        Route.Answer(status: 200, text: "What was removed, or would be.", forms: [(.json, ["type": "object"])])
      ],
      scope: .registries, problems: [404]
    ) { ask in
      let isDryRun = try ask.value(dryRun) ?? false
      try ask.checkOwn(registry: ask.required(RegistryRoutes.id))
      let bytes = try await ask.workOfJobs { directory in
        let report = try ask.acting(in: directory).remove(
          RegistryID(ask.required(RegistryRoutes.id)), isDryRun: isDryRun)
        return Array((report.json(isDryRun: isDryRun).text() + "\n").utf8)
      }
      return Reply(bytes: bytes, type: MediaType.json.rawValue)
    },
  ]

  private static func post(_ path: String, _ name: String, heading: String, _ text: String) -> Route {
    Route(
      method: .post, path: path, name: name, heading: heading, text: text, options: options,
      body: Route.Body(types: types, schema: [:], text: "The document, plain or gzip."),
      answers: [
        Route.Answer(
          status: 200, text: "The report, one object for each document.",
          forms: [(.json, AnswerSchemas.list(of: "ImportReport"))]),
        Route.Answer(status: 202, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))]),
      ], scope: .registries, problems: [409], answer: take)
  }

  private static func take(_ ask: Ask) async throws -> Reply {
    _ = try ask.bodyType()
    if let encoding = ask.request.headers[.contentEncoding]?.lowercased(), encoding != "gzip", encoding != "identity" {
      throw Problem.wrongType(types)
    }
    let options = try importOptions(ask)
    let upload = try await Upload.take(ask)
    // The digest of a body that is not held in memory is that of its file.
    let keyed = try ask.idempotentRequest(body: Array("\(upload.size) \(try await ask.digest(of: upload))".utf8))
    do {
      return try await ask.once(keyed) { try await run(upload, options, keyed, ask) }
    } catch {
      upload.remove()
      throw error
    }
  }

  private static func run(
    _ upload: Upload, _ options: ImportOptions, _ keyed: IdempotentRequest?, _ ask: Ask
  ) async throws -> Reply {
    let directory = ask.desk.directory
    let job = try ask.desk.jobs.start("import", actor: ask.caller.actor) { job in
      defer { upload.remove() }
      var reports: [FileReport] = []
      _ = try ask.acting(in: directory).importDocuments(
        at: [upload.path], options: options,
        progress: { _, progress in
          try job.note(Job.Progress(stage: "reading", done: progress.fileBytes, total: upload.size))
        }, finished: { reports.append($0) })
      let reply = try answer(reports, ask)
      if let keyed {
        // The same document twice changes nothing, so that it is enough to keep the answer behind the import.
        let pending = PendingAnswer(keyed) { _ in
          guard case .bytes(let bytes) = reply.body else { return nil }
          return RememberedAnswer(status: 200, contentType: MediaType.json.rawValue, body: bytes)
        }
        try ask.acting(in: directory, remembering: pending).note(.note, payload: Array(#"{"answered":"import"}"#.utf8))
      }
      return reply
    }
    // Long ones are asked for again.
    let usual = upload.size > 16 << 20 ? 0.0 : 60
    let reply = try await ask.answer(of: job, within: ask.patience ?? usual)
    if job.state == .done { await ask.waitForAnswers() }
    return reply
  }

  /// The reports, whose files nobody named; a problem where the document is refused.
  private static func answer(_ reports: [FileReport], _ ask: Ask) throws -> Reply {
    var told = reports
    for index in told.indices { told[index].file = "upload" }
    let json = JSONValue.array(told.map { ImportReport($0).json })
    if let refusal = told.compactMap(\.refusal).first {
      var problem = Problem(refusal)
      problem.status = refusal.code.name == "not-own" ? .forbidden : .unprocessableContent
      problem.members["report"] = json
      throw problem
    }
    return ask.json(json)
  }

  private static func importOptions(_ ask: Ask) throws -> ImportOptions {
    var options = ImportOptions()
    options.isDryRun = try ask.value(dryRun) ?? false
    options.isStrict = try ask.value(strict) ?? false
    options.allowsShrinking = try ask.value(allowShrink) ?? false
    options.allowsOlder = try ask.value(allowOlder) ?? false
    options.allowsPartial = try ask.value(allowPartial) ?? false
    options.replaces = try ask.value(replaces)
    options.onlyRegistries = ask.caller.remit.registries
    if let replaced = options.replaces { try ask.checkOwn(registry: replaced.rawValue) }
    options.reportsDifference = options.isDryRun
    let profile = try ask.value(ReadingOptions.profile) ?? "auto"
    options.reading.profile = profile == "auto" ? .auto : .named(profile)
    options.reading.registry = try ask.value(registry)
    options.reading.country = try ask.value(ReadingOptions.country)
    options.reading.service = try ask.value(ReadingOptions.service)
    options.reading.issued = try ask.value(issued)
    if let srs = try ask.value(srs) { try options.reading.takeReferenceSystem(named: srs) }
    return options
  }
}

extension Ask {
  /// Work that may take as long as an import, among the jobs, so that questions do not wait for it.
  func workOfJobs(_ body: @escaping @Sendable (Directory) throws -> [UInt8]) async throws -> [UInt8] {
    let directory = desk.directory
    let job = try desk.jobs.start(route.name, actor: caller.actor) { _ in
      Reply(bytes: try body(directory), type: nil)
    }
    await job.end()
    if let problem = job.problem { throw problem }
    guard case .bytes(let bytes)? = job.result?.body else { throw Problem.stopping }
    await waitForAnswers()
    return bytes
  }

  /// Waits until what was written is in the answers, for some seconds at most.
  func waitForAnswers() async {
    guard let position = try? await work({ try $0.journalPosition() }) else { return }
    _ = try? await desk.follower.contents(atLeast: position, within: .seconds(5))
  }

  /// The digest of what was sent.
  func digest(of upload: Upload) async throws -> String {
    guard request.headers[.idempotencyKey] != nil else { return "" }
    return try await desk.pool.run {
      let descriptor = open(upload.path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return "" }
      defer { close(descriptor) }
      var digest = SHA256()
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      while case let count = read(descriptor, &buffer, buffer.count), count > 0 { digest.update(buffer[..<count]) }
      return digest.digest().hex
    }
  }
}
