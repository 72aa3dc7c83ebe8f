internal import DirectoryModel

extension NativeWriter {
  /// Writes what a registry lists and what it does not, behind its notes.
  func write(_ declarations: [CompletenessDeclaration]) {
    for declaration in declarations {
      writer.start("complete-for")
      writer.attribute("services", declaration.services.map(\.rawValue).joined(separator: " "))
      writer.attribute("areas", codes(declaration.areas))
      writer.attribute("within-km", declaration.strip.map { NativeWriter.decimal($0.metres / 1000) })
      writer.attribute("within-km-of", declaration.strip.flatMap { codes($0.areas) })
      writer.attribute("kind", declaration.kind)
      writer.attribute("stations", declaration.stations.rawValue)
      writer.attribute("vehicles", declaration.vehicles.rawValue)
      writer.attribute("as-of", declaration.asOf)
      write(declaration.basis, source: declaration.source)
      write(declaration.listed, as: "lists")
      write(declaration.neverListed, as: "never-lists")
      write(declaration.notes, as: "note")
      writer.end()
    }
  }

  private func codes(_ areas: [RegionCode]) -> String? {
    areas.isEmpty ? nil : areas.map(\.rawValue).joined(separator: " ")
  }

  private func write(_ listings: [CompletenessDeclaration.Listing], as name: String) {
    for listing in listings {
      writer.start(name)
      switch listing {
      case .type(let code): writer.attribute("type", code)
      case .capability(let code): writer.attribute("capability", code)
      }
      writer.end()
    }
  }
}
