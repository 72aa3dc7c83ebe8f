internal import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Journal
internal import TextFormats

extension DirectoryStore {
  /// All tokens that were issued, the oldest first.
  package func tokens() throws -> [TokenRecord] {
    try read { database in
      try database.query("SELECT * FROM token ORDER BY issued, id").all { row in
        TokenRecord(
          id: try row["id"], owner: try row["owner"],
          scopes: (try row["scopes"] as String).split(separator: " ").map { String($0) }, issued: try row["issued"],
          expires: try row["expires"], revoked: try row["revoked"])
      }
    }
  }
}

extension StoreChange {
  /// Keeps that a token was issued.
  ///
  /// - Throws: `MutualAidError` where there is one of its id.
  package func issue(_ token: TokenRecord) throws {
    let isKnown: Bool? = try database.value("SELECT EXISTS (SELECT * FROM token WHERE id = ?)", [token.id])
    if isKnown == true {
      throw MutualAidError(.tokenKnown, "there is a token '\(token.id)' already", hint: "Choose another id.")
    }
    let scopes = token.scopes.joined(separator: " ")
    try database.execute(
      sql: "INSERT INTO token (id, owner, scopes, issued, expires) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        token.id, token.owner, scopes, token.issued.timeIntervalSince1970, token.expires?.timeIntervalSince1970,
      ])
    append(
      .tokenIssued, event: token.issued,
      payload: ChangePayload.bytes { object in
        object.member("expires", token.expires?.timeIntervalSince1970)
        object.member("owner", token.owner)
        object.member("scopes", scopes)
        object.member("token", token.id)
      })
  }

  /// Keeps that a token no longer counts; nothing changes where that has been said before.
  ///
  /// - Throws: `MutualAidError` where there is no such token.
  package func revokeToken(_ id: String, at moment: Date) throws {
    let revoked: Double?? = try database.query("SELECT revoked FROM token WHERE id = ?").first([id]) { try $0[0] }
    guard let revoked else {
      throw MutualAidError(.unknownToken, "there is no token '\(id)'", hint: "List those that were issued.")
    }
    guard revoked == nil else { return }
    try database.execute(
      sql: "UPDATE token SET revoked = ? WHERE id = ?", arguments: [moment.timeIntervalSince1970, id])
    append(.tokenRevoked, event: moment, payload: ChangePayload.bytes { $0.member("token", id) })
  }

  /// Keeps a setting.
  package func put(setting name: String, value: String) throws {
    let old: String? = try database.value("SELECT value FROM setting WHERE name = ?", [name])
    guard old != value else { return }
    try database.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
    append(
      .setting, event: Date(),
      payload: ChangePayload.bytes { object in
        object.member("name", name)
        object.member("value", value)
      })
  }
}

extension DirectoryStore {
  /// Settings that are kept in the directory, by name.
  package func settings() throws -> [String: String] {
    try read { database in
      var settings: [String: String] = [:]
      try database.query("SELECT name, value FROM setting").forEach { settings[try $0[0]] = try $0[1] as String }
      return settings
    }
  }
}
