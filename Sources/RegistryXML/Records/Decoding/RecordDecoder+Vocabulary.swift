internal import DirectoryModel

/// How the native format writes vocabularies.
extension RecordDecoder {
  mutating func vocabulary(_ element: Element) -> VocabularyContent {
    var content = VocabularyContent()
    for child in element.children {
      switch child.nativeName {
      case .capability: content.capabilities.append(capabilityDefinition(child))
      case .type: if let type = typeDefinition(child) { content.types.append(type) }
      case .turnoutDefault: if let value = turnoutDefault(child) { content.turnoutDefaults.append(value) }
      case .defaultNeed:
        guard let service: Service = choice(.service, of: child) else { continue }
        content.defaultNeeds.append((service, required(.capability, of: child)))
      case .statusSystem:
        let system = required(.code, of: child)
        for status in child.children(.status) {
          guard let means: AvailabilityStatus = choice(.means, of: status) else { continue }
          content.statuses.append((system, required(.code, of: status), means))
        }
      case .reportAge:
        guard let seconds = integer(.seconds, of: child, in: 1...ReportRules.longestAge) else { continue }
        content.reportAges.append(
          ReportLimits.MaxAge(
            source: text(.source, of: child), status: choice(.status, of: child), seconds: Double(seconds)))
      case .positionAge:
        content.positionAge = integer(.seconds, of: child, in: 0...ReportRules.longestAge).map(Double.init)
      case .travel: if let curve = travelCurve(child) { content.travelCurves.append(curve) }
      case .travelError, .turnoutError, .positionError, .positionDrift, .routerError:
        arrivalError(child, in: &content.arrivalErrors)
      case .module: content.modules.append(required(.code, of: child))
      case .hours: content.hours.append((required(.text, of: child), required(.means, of: child)))
      case .holidayCalendar:
        let calendar = required(.code, of: child)
        for holiday in child.children(.holiday) {
          content.holidays.append((calendar, required(.date, of: holiday)))
        }
      default: break
      }
    }
    return content
  }

  private mutating func capabilityDefinition(_ element: Element) -> Vocabulary.CapabilityDefinition {
    Vocabulary.CapabilityDefinition(
      code: required(.code, of: element), names: names(of: element), measure: text(.measure, of: element),
      levels: element.children(.level).map { required(.code, of: $0) }, services: list(.services, of: element))
  }

  private mutating func typeDefinition(_ element: Element) -> Vocabulary.TypeDefinition? {
    guard let service: Service = choice(.service, of: element) else {
      if element.attribute(.service) == nil { fail(.valueMissing, "<type> has no service", at: element) }
      return nil
    }
    return Vocabulary.TypeDefinition(
      code: required(.code, of: element), country: requiredCountry(of: element), service: service,
      mobility: choice(.mobility, of: element) ?? .road,
      isGroup: ["true", "1"].contains(element.attribute(.group) ?? ""),
      vehicleClass: choice(.class, of: element), role: choice(.role, of: element) ?? .operational,
      names: names(of: element), aliases: element.children(.alias).map { content(of: $0) },
      families: element.children(.family).map { CodePattern(content(of: $0)) }, capabilities: capabilities(of: element),
      crew: crew(of: element), basis: basis(of: element))
  }

  private mutating func turnoutDefault(_ element: Element) -> Vocabulary.TurnoutDefault? {
    guard let service: Service = choice(.service, of: element), let turnout = turnout(of: element) else { return nil }
    return Vocabulary.TurnoutDefault(
      service: service, country: country(of: element), staffing: choice(.staffing, of: element),
      mobility: choice(.mobility, of: element), turnout: turnout)
  }
}
