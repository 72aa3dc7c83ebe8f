public import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
public import Requests

extension Directory {
  /// What people call the capabilities that requests name.
  package var requestNames: CapabilityNames { CapabilityNames(vocabulary) }

  /// The two rooms of a request, as they are on file; `nil` for one that is not.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func rooms(of request: AidRequest) throws -> (asking: ControlRoom?, asked: ControlRoom?) {
    (try store.controlRoom(request.asking), try store.controlRoom(request.asked))
  }

  /// Keeps the seconds of a limit between two rooms.
  ///
  /// - Parameters:
  ///   - limit: the limit's name.
  ///   - asking: the room that asks; `nil` for every room.
  ///   - asked: the room that is asked; `nil` for every room.
  ///   - seconds: how long it is.
  /// - Throws: `MutualAidError` where there is no such limit or room, and when the directory cannot be written.
  public func put(
    requestLimit limit: String, asking: ControlRoomID?, asked: ControlRoomID?, seconds: Int
  ) throws {
    let names = RequestLife.standard.limits.all.map(\.limit)
    guard names.contains(limit) else {
      throw MutualAidError(.requestInvalid, "there is no limit '\(limit)' of requests", hint: .known(names))
    }
    for room in [asking, asked].compactMap({ $0 }) { try checkRoom(room) }
    let place = [asking, asked].map { $0?.rawValue ?? "*" }.joined(separator: " ")
    try put(setting: "request-limit \(limit) \(place)", value: "\(max(0, seconds))")
    // The moments of requests that are open move with it.
    let life = try requestLife()
    try store.change { change in
      for request in try change.openRequests() { try change.put(request, before: request, at: Date(), life: life) }
    }
  }
}
