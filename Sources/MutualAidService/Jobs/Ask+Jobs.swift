internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Presentation

extension Ask {
  /// How many seconds the client waits for an answer before it would rather come back (RFC 7240); `nil` where it says
  /// nothing, 0 where it does not wait.
  var patience: Double? {
    guard let stated = request.headers[.prefer] else { return nil }
    let parts = stated.split(separator: ",").map { $0.filter { $0 != " " }.lowercased() }
    if let wait = parts.first(where: { $0.hasPrefix("wait=") }) {
      return Double(wait.dropFirst(5)).map { min($0, 300) }
    }
    return parts.contains("respond-async") ? 0 : nil
  }

  /// The answer of a job where it is over in time; else where to ask for it.
  ///
  /// - Throws: ``Problem`` where it failed.
  func answer(of job: Job, within seconds: Double) async throws -> Reply {
    if seconds > 0 {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await job.end() }
        group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
        await group.next()
        // A job that goes on keeps its waiter, which costs nothing.
        group.cancelAll()
        if !job.state.isOver { job.letWaitersGo() }
      }
    }
    if let problem = job.problem { throw problem }
    if let result = job.result { return result }
    var reply = json(job.json(in: language), status: .accepted)
    reply.headers[.location] = "/v1/jobs/\(job.id)"
    reply.headers[.retryAfter] = "1"
    return reply
  }
}

extension HTTPField.Name {
  static let prefer = HTTPField.Name("Prefer") ?? .via
}
