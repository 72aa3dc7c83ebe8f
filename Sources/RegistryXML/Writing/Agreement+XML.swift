package import DirectoryModel

extension Agreement {
  /// The agreement as an element of its own in normal form.
  ///
  /// What a control room cannot enter field by field is left out: circles, polygons, documents to be carried.
  ///
  /// - Throws: `MutualAidError` when memory is short.
  package func xml() throws -> String {
    let writer = try XMLWriter()
    writer.start("agreement")
    writer.attribute("xmlns", NativeFormat.namespace)
    writer.attribute("id", id)
    writer.attribute("in-force", inForce)
    writer.attribute("ends", ends)
    writer.attribute("verification", verification.rawValue)
    titles.write(as: "title", to: writer)
    citations.write(as: "citation", to: writer)
    notes.write(as: "note", to: writer)
    for rule in rules { rule.write(to: writer) }
    writer.end()
    return try writer.take()
  }
}

extension AgreementRule {
  fileprivate func write(to writer: XMLWriter) {
    writer.start("rule")
    writer.attribute("id", id)
    writer.attribute("services", services.map(\.rawValue).joined(separator: " "))
    writer.attribute("purposes", purposes.map(\.rawValue).joined(separator: " "))
    writer.attribute("role", role?.rawValue)
    writer.attribute("within-km-of-border", borderBand.map { NativeWriter.decimal($0 / 1000) })
    writer.attribute("station-within-km-of-border", stationBand.map { NativeWriter.decimal($0 / 1000) })
    lender.write(as: "lender", to: writer)
    borrower.write(as: "borrower", to: writer)
    for window in windows {
      let days = window.days.map(\.rawValue).joined(separator: " ")
      writer.start("window")
      writer.attribute("days", days.isEmpty ? nil : days)
      writer.attribute("from", window.from?.description)
      writer.attribute("to", window.to?.description)
      writer.end()
    }
    for condition in conditions {
      writer.start("condition")
      writer.text(condition.rawValue)
      writer.end()
    }
    notes.write(as: "note", to: writer)
    writer.end()
  }
}

extension AgreementRule.Party {
  fileprivate func write(as name: String, to writer: XMLWriter) {
    let codes = regions.map(\.rawValue).joined(separator: " ")
    writer.start(name)
    writer.attribute("country", country)
    writer.attribute("regions", codes.isEmpty ? nil : codes)
    writer.attribute("organisation", organisation)
    writer.attribute("station", station)
    writer.attribute("control-room", controlRoom)
    writer.attribute("municipality", municipality)
    writer.end()
  }
}

extension LocalizedText {
  fileprivate func write(as name: String, to writer: XMLWriter) {
    for entry in entries {
      writer.start(name)
      writer.attribute("xml:lang", entry.language)
      writer.text(entry.text)
      writer.end()
    }
  }
}
