internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TextFormats

extension Ask {
  /// The body, which is held in memory.
  ///
  /// - Throws: ``Problem`` for one that is too large, or does not arrive in time.
  func body() async throws -> [UInt8] {
    let limit = desk.settings.maxBody
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw Problem.tooLarge(limit)
    }
    guard request.headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
      throw Problem.wrongType(route.body?.types ?? [])
    }
    let body = request.body
    return try await within(seconds: desk.settings.bodyPatience) {
      var bytes: [UInt8] = []
      for try await buffer in body {
        guard bytes.count + buffer.readableBytes <= limit else { throw Problem.tooLarge(limit) }
        bytes.append(contentsOf: buffer.readableBytesView)
      }
      return bytes
    }
  }

  /// Does something with the body that has to be done in time.
  ///
  /// - Throws: ``Problem`` where it is not, and what it throws.
  func within<Value: Sendable>(
    seconds: Double, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let value = first else { throw Problem.tooSlow }
      return value
    }
  }

  /// The type of the body without its parameters, in lower case; that of the route where none is given.
  ///
  /// - Throws: ``Problem`` for a type that the route does not take.
  func bodyType() throws -> String {
    let types = route.body?.types ?? []
    let stated = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard let type = stated ?? types.first, types.contains(type) else { throw Problem.wrongType(types) }
    return type
  }

  /// The request with the members of its JSON body as options.
  ///
  /// - Parameter left: members that the route reads itself.
  /// - Returns: the request.
  /// - Throws: ``Problem`` for a body that is no JSON object, and for a member that the route does not know.
  func withBody(leaving left: Set<String> = []) async throws -> Ask {
    _ = try bodyType()
    return try with(body: try await body(), leaving: left)
  }

  /// The request with the members of a JSON body that has been read.
  ///
  /// - Throws: as ``withBody(leaving:)``.
  func with(body bytes: [UInt8], leaving left: Set<String> = []) throws -> Ask {
    var ask = self
    guard !bytes.isEmpty else { return ask }
    let object: JSONValue
    do {
      var reader = JSONReader(bytes[...])
      object = try reader.value()
      try reader.end()
    } catch {
      throw Problem.badJSON(error.message)
    }
    guard case .object(let members) = object else { throw Problem.badJSON("expected an object") }
    try ask.options.add(members, leaving: left)
    ask.members = members.filter { left.contains($0.key) }
    try ask.checkOptions()
    return ask
  }

  /// Checks that the route knows all options that are given, and that each is given as often as it may be.
  ///
  /// - Throws: ``Problem``.
  func checkOptions() throws(Problem) {
    for name in options.names {
      let isMeant = { (option: OptionDescription) in option.name == name && option.place != .header }
      guard
        let option = route.options.first(where: isMeant) ?? CommonOptions.all(of: route).first(where: isMeant)
      else {
        let known = route.options + CommonOptions.all(of: route)
        throw .unknownOption(name, known: known.filter { $0.place == .query }.map(\.name))
      }
      if !option.isRepeated, options[name].count > 1 { throw .repeatedOption(name) }
    }
  }
}
