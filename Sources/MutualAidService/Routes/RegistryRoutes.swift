internal import DirectoryModel
internal import MutualAid
internal import Presentation
internal import TextFormats

/// Registries: what is on file.
enum RegistryRoutes {
  static let id = Option("id", "The registry's or document's id.", in: .path) { $0 }

  static let all = [
    Route.get(
      "/v1/registries", "registries", heading: "Registries",
      "What the directory holds: registries, documents and their ages.", schema: AnswerSchemas.reference("Summary")
    ) { ask in
      let summary = try await ask.work { try $0.summary() }
      // Where the file lies is nobody's affair.
      guard case .object(var members) = summary.json else { return ask.json(summary.json) }
      members["path"] = nil
      return ask.json(.object(members))
    },
    Route.get(
      "/v1/registries/{id}", "registry", heading: "Registries", "All units of a registry, as they are published.",
      options: [id.description], schema: ["type": "object"], others: [.geoJSON, .csv, .xml], problems: [404],
      answer: export),
    Route.get(
      "/v1/registries/{id}/history", "registryHistory", heading: "Registries",
      "The versions of a registry or document, the newest first.",
      options: [id.description, Pages.versions.description], schema: AnswerSchemas.list(of: "Version"), problems: [404]
    ) { ask in
      let history = try await ask.work { directory in
        try directory.history(of: ask.required(id), limit: ask.value(Pages.versions) ?? 50)
      }
      return ask.json(HistoryReport(history).json)
    },
  ]

  private static func export(_ ask: Ask) async throws -> Reply {
    let text = try await ask.work { directory in
      let registry = RegistryID(try ask.required(id))
      if ask.form == .json {
        let summary = try directory.summary()
        _ = try directory.exported(registry)
        guard case .object(let members) = summary.json, case .array(let entries)? = members["registries"] else {
          return ""
        }
        let found = entries.first { entry in
          guard case .object(let members) = entry, case .string(let id)? = members["id"] else { return false }
          return id == registry.rawValue
        }
        return (found ?? .null).text() + "\n"
      }
      let format: ExportFormat = ask.form == .csv ? .csv : ask.form == .xml ? .native : .geojson
      var text = ""
      try withoutActuallyEscaping({ (piece: String) in text += piece }) { sink in
        try directory.export(format, registry: registry, at: ask.arrival, to: sink)
      }
      return text
    }
    return ask.reply(text)
  }
}
