internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Presentation
internal import TextFormats

/// The page that a control room keeps open, and the files that it is made of.
enum PageRoutes {
  /// What browsers may do with the page: nothing from elsewhere, no script or style inside it.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  /// The files of Leaflet that the page asks for.
  private static let leafletFiles: [String: MediaType] = ["leaflet.min.js": .javaScript, "leaflet.css": .css]

  private static let file = Option("file", "The file's name.", in: .path) { $0 }
  private static let words = Option("language", "The language.", in: .path) { tag in
    guard let language = Language(tag: tag) else { throw Problem.notFound }
    return language
  }

  static let all: [Route] =
    [
      screen("/", "ask"), screen("/wall", "wall"), screen("/report", "report"), screen("/admin", "admin"),
      screen("/help", "help"),
    ] + [
      Route(
        method: .get, path: "/page/{file}", name: "pageFile", heading: "Page", text: "A file of the page.",
        options: [file.description], answers: answers([.javaScript, .css]), scope: nil, problems: [404]
      ) { ask in
        guard let found = PageFiles.assets[try ask.required(file)] else { throw Problem.notFound }
        return reply(found, to: ask)
      },
      Route(
        method: .get, path: "/page/words/{language}", name: "pageWords", heading: "Page",
        text: "The words of the page in a language.", options: [words.description], answers: answers([.json]),
        scope: nil, problems: [404]
      ) { ask in reply(PageFiles.words(in: try ask.required(words)), to: ask) },
      Route(
        method: .get, path: "/leaflet/{file}", name: "leafletFile", heading: "Page",
        text: "A file of Leaflet, from the folder of the settings.", options: [file.description],
        answers: answers([.javaScript, .css]), scope: nil, problems: [404]
      ) { ask in
        let name = try ask.required(file)
        guard let type = leafletFiles[name] else { throw Problem.notFound }
        let path = ask.desk.settings.leaflet + "/" + name
        let data = try await ask.desk.pool.run { FileManager.default.contents(atPath: path) }
        guard let data else { throw Problem.notFound }
        return reply(PageFiles.File(Array(data), type), to: ask)
      },
    ]

  private static func screen(_ path: String, _ name: String) -> Route {
    Route(
      method: .get, path: path, name: name + "Screen", heading: "Page", text: "A screen of the page.",
      answers: answers([.html]), scope: nil
    ) { ask in
      guard let found = PageFiles.screen(name, in: ask.language) else { throw Problem.notFound }
      return reply(found, to: ask)
    }
  }

  private static func answers(_ types: [MediaType]) -> [Route.Answer] {
    [Route.Answer(status: 200, text: "The file.", forms: types.map { ($0, ["type": "string"]) })]
  }

  /// A file with its mark; that nothing has changed where the browser has it.
  private static func reply(_ file: PageFiles.File, to ask: Ask) -> Reply {
    var reply = Reply(bytes: file.bytes, type: file.type.rawValue)
    if ask.request.headers[.ifNoneMatch] == file.tag { reply = .notModified }
    reply.headers[.eTag] = file.tag
    reply.headers[.cacheControl] = "no-cache"
    reply.headers[.contentSecurityPolicy] = policy
    if file.type == .html {
      reply.headers[.vary] = "Accept-Language"
      reply.headers[.contentLanguage] = ask.language.plain.rawValue
    }
    return reply
  }
}
