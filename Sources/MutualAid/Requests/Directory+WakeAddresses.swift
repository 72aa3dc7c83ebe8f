public import DirectoryModel
internal import DirectoryStore

extension Directory {
  /// The addresses that are called when something happens with a request of a room, by the room's id.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func wakeAddresses() throws -> [String: String] {
    var addresses: [String: String] = [:]
    for (name, value) in try store.settings() where name.hasPrefix("request-wake ") && !value.isEmpty {
      addresses[String(name.dropFirst("request-wake ".count))] = value
    }
    return addresses
  }

  /// Keeps the address that is called for a room; an empty one for none.
  ///
  /// - Throws: `MutualAidError` where there is no such room, for an address that is none, and when the directory cannot be
  ///   written.
  public func put(wakeAddress address: String, of room: ControlRoomID) throws {
    try checkRoom(room)
    let isRight =
      address.isEmpty
      || (address.hasPrefix("https://") || address.hasPrefix("http://"))
        && address.utf8.count <= 2_000 && address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard isRight else {
      throw MutualAidError(
        .requestInvalid, "'\(address)' cannot be an address that is called", hint: "Expected http:// or https://.")
    }
    try put(setting: "request-wake \(room)", value: address)
  }

  /// A control room.
  ///
  /// - Throws: `MutualAidError` where there is none, and when the store cannot be read.
  public func controlRoom(_ id: ControlRoomID) throws -> ControlRoom {
    try checkRoom(id)
    guard let room = try store.controlRoom(id) else {
      throw MutualAidError(.unknownRoom, "there is no control room '\(id)' in the directory")
    }
    return room
  }
}
