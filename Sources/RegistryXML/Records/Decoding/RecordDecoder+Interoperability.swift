package import DirectoryModel

/// How the native format writes how countries work together.
extension RecordDecoder {
  mutating func interoperability(_ element: Element) -> InteroperabilityContent {
    var content = InteroperabilityContent()
    for child in element.children {
      switch child.nativeName {
      case .speech: content.speech.append(speech(child))
      case .gateway: content.gateways.append(gateway(child))
      case .coupling: if let coupling = coupling(child) { content.couplings.append(coupling) }
      case .blueLight:
        content.blueLights.append(
          .init(
            country: requiredCountry(of: child), regions: words(.regions, of: child).map { RegionCode($0) },
            texts: texts(.text, of: child), basis: basis(of: child),
            source: text(.source, of: child)))
      case .requestDelay: if let delay = requestDelay(child) { content.requestDelays.append(delay) }
      case .weight:
        guard let fact: InteroperabilityContent.Fact = choice(.fact, of: child),
          let points = integer(.points, of: child, in: 0...1000)
        else { continue }
        content.weights[fact] = points
      default: break
      }
    }
    return content
  }

  private mutating func speech(_ element: Element) -> InteroperabilityContent.Speech {
    InteroperabilityContent.Speech(
      country: requiredCountry(of: element), region: text(.region, of: element),
      languages: element.children(.language).map { content(of: $0) }, basis: basis(of: element),
      source: text(.source, of: element))
  }

  private mutating func gateway(_ element: Element) -> InteroperabilityContent.Gateway {
    let reach = number(.reachKm, of: element)
    if let reach, reach <= 0 {
      fail(.bandInvalid, "reach-km is \(reach), expected more than 0", at: element)
    }
    return InteroperabilityContent.Gateway(
      id: required(.id, of: element), names: names(of: element),
      radios: element.children(.radio).map { content(of: $0) },
      regions: words(.regions, of: element).map { RegionCode($0) },
      reach: reach.map { $0 * 1000 }, basis: basis(of: element), source: text(.source, of: element),
      notes: texts(.note, of: element))
  }

  private mutating func coupling(_ element: Element) -> InteroperabilityContent.Coupling? {
    let countries = words(.countries, of: element).map { CountryCode(unchecked: $0) }
    guard countries.count == 2, let fit: InteroperabilityContent.Coupling.Fit = choice(.fit, of: element) else {
      fail(.valueInvalid, "<coupling> needs two countries and fit", at: element)
      return nil
    }
    return InteroperabilityContent.Coupling(
      countries: countries, fit: fit, basis: basis(of: element), source: text(.source, of: element),
      notes: texts(.note, of: element))
  }

  private mutating func requestDelay(_ element: Element) -> InteroperabilityContent.RequestDelay? {
    guard let seconds = integer(.seconds, of: element, in: 0...86_400) else {
      if element.attribute(.seconds) == nil { fail(.valueMissing, "<request-delay> has no seconds", at: element) }
      return nil
    }
    return InteroperabilityContent.RequestDelay(
      from: .init(room: text(.fromRoom, of: element), country: country(.fromCountry, of: element)),
      to: .init(room: text(.toRoom, of: element), country: country(.toCountry, of: element)),
      seconds: Double(seconds), basis: basis(of: element), source: text(.source, of: element))
  }

  /// The words of a list.
  mutating func words(_ name: NativeName, of element: Element) -> [String] {
    text(name, of: element)?.split(separator: " ").map(String.init) ?? []
  }
}

extension InteroperabilityTable {
  /// Puts a table together from its documents, in their order; documents of other kinds add nothing.
  ///
  /// - Throws: `MutualAidError` when a text is not what its kind asks for.
  package init(documents: [ReferenceDocument]) throws {
    self.init()
    for document in documents {
      if case .interoperability(let content) = try document.content() { add(content) }
    }
  }
}
