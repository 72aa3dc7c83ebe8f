internal import DirectoryModel

/// What a document that no profile recognises says of itself: services answer with exceptions, pages and empty collections.
final class ServiceAnswer: XMLEventTarget {
  private struct Routing: ElementRouting {
    static let told: Set<String> = ["ExceptionText", "ServiceException", "Exception", "title"]
    let keepsForeignNamespaces = true

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
      depth > 1 && Routing.told.contains(name) ? .capture : .enter
    }
  }

  private var root: (name: String, line: Int, matched: String?, returned: String?, hits: Bool)?
  private var texts: [String] = []

  /// Looks at the beginning of a document.
  ///
  /// - Parameters:
  ///   - bytes: the document's first bytes.
  ///   - isComplete: whether they are the whole document and its root element has ended: only then is it empty.
  ///   - limits: how much of it is taken.
  /// - Returns: why it has no data; `nil` for a document that does not say.
  static func error(of bytes: [UInt8], isComplete: Bool, limits: XMLLimits) -> MutualAidError? {
    let answer = ServiceAnswer()
    // For an exception the beginning is enough, whatever is wrong with the rest.
    var parser = XMLEventParser(routing: Routing(), limits: limits)
    parser.deliversUntilFailure = true
    try? parser.parse(ByteSource(bytes: bytes, limits: limits)) { try $0.deliver(to: answer) }
    return answer.error(isComplete: isComplete)
  }

  func entered(_ element: Element) {
    guard root == nil else { return }
    root = (
      element.name, element.line, element.anyAttribute("numberMatched"),
      element.anyAttribute("numberReturned") ?? element.anyAttribute("numberOfFeatures"),
      element.anyAttribute("resultType") == "hits"
    )
  }

  func captured(_ element: Element) {
    let text = element.text.isEmpty ? element.child("ExceptionText")?.text ?? "" : element.text
    if !text.isEmpty, texts.count < 3 { texts.append(String(text.prefix(300))) }
  }

  func ended(depth: Int, line: Int) {}

  private func error(isComplete: Bool) -> MutualAidError? {
    guard let root else { return nil }
    switch root.name {
    case "ExceptionReport", "ServiceExceptionReport", "OWSException":
      return MutualAidError(
        .serviceException, "the service answered with an exception: \(texts.joined(separator: "; "))", line: root.line,
        hint: "Ask the service again, or correct the request.")
    case "html":
      return MutualAidError(
        .serviceException, "this is an HTML page, not a document with data", line: root.line,
        hint: "It may be the error page of a service: open it in a browser, and ask the service again.")
    case "FeatureCollection", "SpatialDataSet":
      let matched = root.matched.flatMap { Int($0) } ?? root.returned.flatMap { Int($0) } ?? 0
      if !texts.isEmpty {
        return MutualAidError(
          .serviceException, "the service answered with an exception: \(texts.joined(separator: "; "))",
          line: root.line, hint: "Ask the service again, or correct the request.")
      }
      guard isComplete else { return nil }
      if matched > 0 {
        return MutualAidError(
          .document(.empty),
          "the collection says that there are \(matched) features and holds none: it answers resultType=hits",
          line: root.line, hint: "Ask for the features: resultType=results.")
      }
      return MutualAidError(
        .document(.empty), "the collection is empty", line: root.line,
        hint: "Check the request: its type names, its filter and its area.")
    default: return nil
    }
  }
}
