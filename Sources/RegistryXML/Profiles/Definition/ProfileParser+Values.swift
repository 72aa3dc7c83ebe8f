internal import DirectoryModel
internal import Geodesy

/// How profiles write values and paths.
extension ProfileParser {
  func constant(_ text: String, at element: Element) -> ProfileValue {
    ProfileValue(source: .constant(text), line: element.line)
  }

  mutating func value(_ element: Element) -> ProfileValue? {
    guard let source = source(of: element) else { return nil }
    var value = ProfileValue(source: source, line: element.line)
    value.map = map(named: "map", of: element)
    value.separators = element.attribute("split") ?? ""
    value.after = element.attribute("after") ?? ""
    value.fit = word("fit", of: element)
    value.language = element.attribute("language")
    value.languagePath = path("language-path", of: element)
    value.languageAfter = element.attribute("language-after") ?? ""
    value.languageMap = map(named: "language-map", of: element)
    value.languages = Set(words("languages", of: element))
    value.fallback = element.attribute("default")
    value.repeated = word("repeated", of: element)
    for child in element.children("level") {
      if let level = self.value(child) { value.level.append(level) }
    }
    value.isFallback = element.attribute("fallback") == "true"
    value.within = Set(words("within", of: element))
    return value
  }

  mutating func source(of element: Element) -> ProfileValue.Source? {
    let parts = element.children("part")
    let sources = ["path", "template", "value"].filter { element.attribute($0) != nil }
    guard sources.count + (parts.isEmpty ? 0 : 1) == 1 else {
      fail("<\(element.name)> needs one of path, template, value or <part>", at: element)
      return nil
    }
    switch sources.first {
    case "path": return path("path", of: element).map { .path($0) }
    case "template": return template(element.attribute("template") ?? "", at: element)
    case "value": return .constant(element.attribute("value") ?? "")
    default:
      var values: [ProfileValue] = []
      for part in parts {
        if let value = value(part) { values.append(value) }
      }
      return .parts(values, separator: element.attribute("join") == "space" ? " " : element.attribute("join") ?? "")
    }
  }

  mutating func template(_ text: String, at element: Element) -> ProfileValue.Source? {
    var pieces: [ProfileValue.Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        fail("the template '\(text)' has a { without }", at: element)
        return nil
      }
      guard let path = parsed(String(rest[rest.index(after: open)..<close]), at: element) else { return nil }
      pieces.append(.path(path))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return .template(pieces)
  }

  mutating func path(_ name: String, of element: Element) -> ProfilePath? {
    element.attribute(name).flatMap { parsed($0, at: element) }
  }

  mutating func parsed(_ text: String, at element: Element) -> ProfilePath? {
    do {
      let path = try ProfilePath(text)
      note(path)
      return path
    } catch {
      fail(error.message, at: element)
      return nil
    }
  }

  mutating func system(_ name: String, of element: Element) -> ReferenceSystem? {
    guard let text = element.attribute(name) else { return nil }
    if let system = ReferenceSystem(name: text) { return system }
    fail(
      "\(name) is '\(text)', expected the name of a system that PROJ knows, such as EPSG:28992", at: element)
    return nil
  }

  mutating func word<Value: RawRepresentable & CaseIterable>(
    _ name: String, of element: Element
  ) -> Value? where Value.RawValue == String {
    guard let text = element.attribute(name) else { return nil }
    if let value = Value(rawValue: text) { return value }
    fail("\(name) is '\(text)', expected \(Value.allCases.map(\.rawValue).joined(separator: ", "))", at: element)
    return nil
  }

  func words(_ name: String, of element: Element) -> [String] {
    element.attribute(name)?.split(separator: " ").map(String.init) ?? []
  }

  /// Values between bars.
  func list(_ name: String, of element: Element) -> [String] {
    element.attribute(name)?.split(separator: "|").map { ValueReader.trimmed($0) } ?? []
  }
}
