internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import MutualAid
internal import NIOCore
internal import Presentation
internal import TypedOptions

/// Takes every request in, and sends every answer out: finds the route, lets in who may come, and words what goes wrong.
struct Front: HTTPResponder {
  typealias Context = ServiceContext

  let desk: ServiceDesk
  let hub: EventHub
  let tree: RouteTree
  let channels: ChannelBook

  func respond(to request: Request, context: ServiceContext) async throws -> Response {
    let start = ContinuousClock.now
    channels.note(context.channel)
    let number = RequestNumber(request.headers)
    var logger = context.logger
    logger[metadataKey: "request"] = "\(number.text)"
    var language = Language.accepted(request.headers[.acceptLanguage])
    var place = "none"
    var caller = Caller.anonymous
    let address = ClientAddress(context.channel, request.headers, proxies: desk.settings.proxies)
    var reply: Reply
    do {
      let found = tree.find(request.method, request.uri.path)
      switch found {
      case .nothing: throw Problem.notFound
      case .otherMethods(let methods):
        if request.method == .options {
          reply = Reply(.noContent, bytes: [], type: nil)
          reply.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
        } else {
          throw Problem.wrongMethod(allowed: methods.map(\.rawValue))
        }
      case .route(let route, let values):
        place = route.path
        var options = OptionValues()
        if let query = request.uri.query { try options.add(query: query) }
        if let stated = options["lang"].first, let known = Language(tag: stated) { language = known }
        guard !desk.isStopping || route.scope == nil else { throw Problem.stopping }
        caller = try await Door(desk).caller(of: request, for: route, on: context.channel, at: address)
        for value in values { options.add(value.value, of: value.name) }
        let ask = Ask(
          desk: desk, hub: hub, request: request, channel: context.channel, route: route, options: options,
          language: language,
          caller: caller, form: try Front.form(of: route, options, request), arrival: Date(), number: number.text,
          logger: logger)
        try ask.checkOptions()
        reply = try await answer(ask)
      }
    } catch {
      reply = problem(error, logger).reply(in: language, request: number.text)
    }
    addCommon(&reply, request, number)
    let taken = ContinuousClock.now - start
    desk.metrics.answered(place, request.method, reply.status, in: taken)
    logger.info(
      "answered",
      metadata: [
        "method": "\(request.method.rawValue)", "route": "\(place)", "status": "\(reply.status.code)",
        "ms": "\(Double(taken / .microseconds(1)) / 1000)", "caller": "\(caller.actor)",
        "address": "\(address.text)",
      ])
    return Front.response(reply, to: request, on: context.channel)
  }

  /// The answer of a route; that nothing has changed where the client has it already.
  private func answer(_ ask: Ask) async throws -> Reply {
    guard ask.route.isVersioned else { return try await ask.route.answer(ask) }
    guard let moment = desk.directory.view().moment else { return try await ask.route.answer(ask) }
    let tag = Front.tag(moment, ask)
    if let known = ask.request.headers[.ifNoneMatch], Front.names(known, tag) {
      var reply = Reply.notModified
      reply.headers[.eTag] = tag
      return reply
    }
    var reply = try await ask.route.answer(ask)
    if reply.status == .ok, reply.headers[.cacheControl] == nil {
      reply.headers[.eTag] = tag
      reply.headers[.cacheControl] = "no-cache"
      reply.headers[.vary] = "Accept, Accept-Language, Authorization, Cookie"
      if reply.headers[.journalPosition] == nil { reply.headers[.journalPosition] = moment.position.text }
      if reply.headers[.directoryVersion] == nil { reply.headers[.directoryVersion] = "\(moment.version)" }
    }
    return reply
  }

  /// What the answer at an address depends on, beside the address.
  private static func tag(_ moment: DirectoryMoment, _ ask: Ask) -> String {
    // Hours and times of arrival are told by the minute; what expires changes the mark.
    let minute =
      ask.route.isTimed && ask.options["time"].isEmpty
      ? ".\(Int(ask.arrival.timeIntervalSince1970 / 60))" : ""
    return "W/\"\(moment.position.text)\(minute)-\(ask.language.rawValue)-\(ask.form.word ?? "")\""
  }

  private static func names(_ header: String, _ tag: String) -> Bool {
    if header == "*" { return true }
    let opaque = { (text: Substring) in text.drop { $0 == " " || $0 == "W" || $0 == "/" } }
    return header.split(separator: ",").contains { opaque($0) == opaque(tag[...]) }
  }

  private static func form(of route: Route, _ options: OptionValues, _ request: Request) throws -> MediaType {
    let forms = route.forms
    if route.scope != nil, forms.compactMap(\.word).count > 1, let word = options["format"].first {
      do { return try CommonOptions.format(forms).read(word) } catch let defect as OptionDefect {
        throw Problem.badOption("format", defect.description)
      }
    }
    guard let usual = forms.first else { return .json }
    guard let chosen = MediaType.chosen(from: forms, accept: request.headers[.accept]) else {
      throw Problem.notAcceptable(forms.map(\.rawValue))
    }
    return chosen == usual ? usual : chosen
  }

  private func problem(_ error: any Error, _ logger: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as MutualAidError:
      if error.code.category == .store { logger.error("store", metadata: ["code": "\(error.code.name)"]) }
      return Problem(error)
    case let defect as OptionDefect: return .badOption("?", defect.description)
    case is CancellationError: return .stopping
    default:
      // Only the kind: a message may hold what somebody typed.
      logger.error("failed", metadata: ["kind": "\(type(of: error))"])
      return .failed
    }
  }

  private func addCommon(_ reply: inout Reply, _ request: Request, _ number: RequestNumber) {
    reply.headers[.requestID] = number.text
    if let trace = number.trace { reply.headers[.traceParent] = trace }
    reply.headers[.noSniff] = "nosniff"
    guard !desk.settings.origins.isEmpty, let origin = request.headers[.origin] else { return }
    guard desk.settings.origins.contains(origin) || desk.settings.origins.contains("*") else { return }
    reply.headers[.allowOrigin] = origin
    reply.headers[.exposeHeaders] = "ETag, Link, Directory-Version, Journal-Position, Geocoder, X-Request-Id"
    if request.method == .options {
      reply.headers[.allowMethods] = reply.headers[.allow] ?? "GET"
      reply.headers[.allowHeaders] = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
    }
  }

  private static func response(_ reply: Reply, to request: Request, on channel: any Channel) -> Response {
    var headers = reply.headers
    if reply.endsConnection { headers[.connection] = "close" }
    switch reply.body {
    case .bytes(let bytes):
      if reply.status != .noContent, reply.status != .notModified { headers[.contentLength] = "\(bytes.count)" }
      if request.method == .head { return Response(status: reply.status, headers: headers, body: ResponseBody()) }
      if reply.endsConnection {
        // Nothing more of the body is read: whoever goes on sending is cut off once the answer is out.
        return Response(
          status: reply.status, headers: headers,
          body: ResponseBody(contentLength: bytes.count) { writer in
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
            channel.close(promise: nil)
          })
      }
      return Response(
        status: reply.status, headers: headers,
        body: bytes.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .stream(let write):
      if request.method == .head { return Response(status: reply.status, headers: headers, body: ResponseBody()) }
      return Response(status: reply.status, headers: headers, body: ResponseBody { try await write(&$0) })
    }
  }
}
