internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import TextFormats
internal import TypedOptions

/// People who log in at their authority's login service, and who it is that asks.
enum LoginRoutes {
  private static let page = Option("return", "The path to which to come back.") { text in
    guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 1000,
      text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 && $0 != "\\" })
    else { throw OptionDefect("expected a path of this service") }
    return text
  }
  private static let code = Option("code", "What the login service has given.") { $0 }
  private static let state = Option("state", "Which login it is of.") { $0 }
  private static let error = Option("error", "Why the login service lets nobody in.") { $0 }
  /// What login services add, of which nothing is made.
  private static let others = ["iss", "session_state", "error_description", "error_uri", "scope"].map {
    Option($0, "Something that login services add.") { $0 }.description
  }
  /// The cookie of a browser that is on its way to the login service and back.
  private static let bindingCookie = "__Host-mutualaid-login"

  static let all = [
    Route(
      method: .get, path: "/login", name: "login", heading: "Login",
      text: "Sends a browser to the authority's login service.", options: [page.description],
      answers: [Route.Answer(status: 302, text: "Where to go.", forms: [])], scope: nil, problems: [404, 502],
      answer: begin),
    Route(
      method: .get, path: "/login/callback", name: "loginCallback", heading: "Login",
      text: "Takes a browser back that was at the login service.",
      options: [code.description, state.description, error.description] + others,
      answers: [Route.Answer(status: 302, text: "Where to go on, with a cookie.", forms: [])], scope: nil,
      problems: [401, 403, 404, 502], answer: finish),
    Route(
      method: .post, path: "/logout", name: "logout", heading: "Login", text: "Ends a session.",
      answers: [Route.Answer(status: 204, text: "It is ended.", forms: [])], scope: nil
    ) { ask in
      if let logins = ask.desk.logins, let session = Cookies(ask.request.headers)[logins.cookie] {
        logins.end(session: session)
      }
      var reply = Reply(.noContent, bytes: [], type: nil)
      if let logins = ask.desk.logins { reply.headers[.setCookie] = cookie(logins.cookie, "", seconds: 0) }
      return reply
    },
    Route(
      method: .get, path: "/v1/me", name: "me", heading: "Login", text: "Who asks, and what they may do.",
      answers: [Route.Answer(status: 200, text: "The caller.", forms: [(.json, ["type": "object"])])]
    ) { ask in
      var reply = ask.json([
        "actor": .string(ask.caller.actor), "break_glass": .bool(ask.caller.isBreakGlass),
        "insecure": .bool(ask.desk.settings.isInsecure), "login": .bool(ask.desk.logins != nil),
        "owner": JSONValue(ask.caller.owner),
        "scopes": .array(ask.caller.scopes.map(\.rawValue).sorted().map(JSONValue.string)),
      ])
      reply.headers[.cacheControl] = "no-store"
      return reply
    },
  ]

  private static func begin(_ ask: Ask) async throws -> Reply {
    guard let logins = ask.desk.logins else { throw Problem.notFound }
    do throws(LoginTrouble) {
      let (address, binding) = try await logins.begin(returningTo: (try? ask.value(page)) ?? "/")
      var reply = Reply(.found, bytes: [], type: nil)
      reply.headers[.location] = address
      reply.headers[.setCookie] = cookie(bindingCookie, binding, seconds: 600)
      reply.headers[.cacheControl] = "no-store"
      return reply
    } catch {
      throw problem(error, ask)
    }
  }

  private static func finish(_ ask: Ask) async throws -> Reply {
    guard let logins = ask.desk.logins else { throw Problem.notFound }
    if try ask.value(error) != nil { throw problem(.refused, ask) }
    let code = try ask.required(code)
    let state = try ask.required(state)
    let binding = Cookies(ask.request.headers)[bindingCookie] ?? ""
    do throws(LoginTrouble) {
      let (session, caller, page) = try await logins.finish(code: code, state: state, binding: binding)
      ask.logger.notice("login", metadata: ["caller": "\(caller.actor)"])
      var reply = Reply(.found, bytes: [], type: nil)
      reply.headers[.location] = page
      reply.headers.append(HTTPField(name: .setCookie, value: cookie(logins.cookie, session, seconds: nil)))
      reply.headers.append(HTTPField(name: .setCookie, value: cookie(bindingCookie, "", seconds: 0)))
      reply.headers[.cacheControl] = "no-store"
      return reply
    } catch {
      throw problem(error, ask)
    }
  }

  /// A cookie that goes to this service alone, over TLS, and that no script reads.
  ///
  /// It is `Lax` and not `Strict`: the way back from the login service begins at another site.
  private static func cookie(_ name: String, _ value: String, seconds: Int?) -> String {
    "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax" + (seconds.map { "; Max-Age=\($0)" } ?? "")
  }

  private static func problem(_ trouble: LoginTrouble, _ ask: Ask) -> Problem {
    ask.logger.warning("login", metadata: ["trouble": "\(trouble.rawValue)"])
    return switch trouble {
    case .unreachable:
      Problem(
        .badGateway, "login-failed", "the login service does not answer",
        hint: "Try again; where it lasts, whoever runs the service has a sealed token for that.")
    case .unknownState:
      Problem(
        .badRequest, "login-failed", "this is the answer to no login that this browser has begun",
        hint: "Begin anew at /login.")
    case .refused:
      Problem(.forbidden, "login-failed", "the login service lets nobody in with that", hint: "Begin anew at /login.")
    case .untrusted:
      Problem(
        .badGateway, "login-failed", "what the login service says cannot be trusted",
        hint: "Tell whoever runs the service.")
    case .noRole:
      Problem(
        .forbidden, "login-failed", "you have no role in this service",
        hint: "Ask whoever runs the service for one.")
    }
  }
}
