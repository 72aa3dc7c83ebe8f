internal import DirectoryModel
internal import FoundationEssentials

/// What control rooms know better than the registries below theirs.
extension RecordDecoder {
  /// Reads what a room corrects of a record; `nil` where that cannot be taken, for the reasons in `problems`.
  mutating func corrections(_ element: Element, in registry: Registry) -> RecordCorrections? {
    guard registry.authority == .ownRoom else {
      fail(.valueInvalid, "<correction> stands in a registry whose authority is not own-room", at: element)
      return nil
    }
    let id = formed(required(.id, of: element), as: .id, line: element.line)
    guard let kind: CorrectedKind = choice(.of, of: element) else {
      if element.attribute(.of) == nil { fail(.valueMissing, "<correction> has no of", at: element) }
      return nil
    }
    var corrections: [Correction] = []
    for child in element.children(.value) {
      guard let correction = correction(child, of: kind) else { continue }
      guard !corrections.contains(where: { $0.field == correction.field }) else {
        fail(.duplicateID, "'\(correction.field)' is corrected twice", at: child)
        continue
      }
      corrections.append(correction)
    }
    if corrections.isEmpty, !hasErrors { fail(.valueMissing, "<correction> has no <value>", at: element) }
    return RecordCorrections(kind: kind, id: id, corrections: corrections.sorted { $0.field < $1.field })
  }

  private mutating func correction(_ element: Element, of kind: CorrectedKind) -> Correction? {
    let field = required(.field, of: element)
    let by = required(.by, of: element)
    let value = content(of: element)
    guard let at = date(.at, of: element) else {
      if element.attribute(.at) == nil { fail(.valueMissing, "<value> has no at", at: element) }
      return nil
    }
    guard !field.isEmpty, !by.isEmpty else { return nil }
    if let defect = CorrectionForm.defect(of: value, in: field, of: kind) {
      fail(.valueInvalid, "\(defect)", at: element)
      return nil
    }
    return Correction(field: field, value: value, by: by, at: at, note: text(.note, of: element))
  }
}
