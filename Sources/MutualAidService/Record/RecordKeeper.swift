internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import Logging
internal import MutualAid
internal import ServiceLifecycle
internal import TextFormats

/// Signs how far the record has come every few minutes, verifies its newest part at the start and all of it each night,
/// and erases what has been kept for as long as it is to be.
struct RecordKeeper: ServiceLifecycle.Service {
  let desk: ServiceDesk
  let hub: EventHub

  func run() async throws {
    await cancelWhenGracefulShutdown { await keep() }
  }

  private func keep() async {
    await look(isWhole: false)
    var signed = ContinuousClock.now - .seconds(desk.settings.checkpointInterval)
    var night = RecordKeeper.night(Date(), desk.settings.nightHour)
    while !Task.isCancelled {
      if ContinuousClock.now - signed >= .seconds(desk.settings.checkpointInterval) {
        signed = .now
        await sign()
      }
      let tonight = RecordKeeper.night(Date(), desk.settings.nightHour)
      if tonight != night {
        night = tonight
        await erase()
        await look(isWhole: true)
      }
      try? await Task.sleep(for: .seconds(min(5, desk.settings.checkpointInterval)))
    }
    // The last word before the service goes.
    await sign()
  }

  /// The night to which a moment belongs, counted from 1970: it begins at an hour of UTC.
  private static func night(_ moment: Date, _ hour: Int) -> Int {
    Int(((moment.timeIntervalSince1970 - Double(hour) * 3600) / 86_400).rounded(.down))
  }

  private func sign() async {
    let desk = desk
    do {
      _ = try await desk.chores.run { try desk.record.sign() }
    } catch let error as MutualAidError {
      desk.logger.error("checkpoint", metadata: ["code": "\(error.code.name)"])
    } catch {}
  }

  /// Looks whether the record holds, and tells everybody where it does not.
  func look(isWhole: Bool) async {
    let desk = desk
    guard
      (try? await desk.chores.run {
        if isWhole { desk.record.verifyWhole() } else { desk.record.verifyNewest() }
      }) != nil
    else { return }
    let standing = desk.record.standing
    desk.metrics.set("mutualaid_record_holds", standing.holds ? 1 : 0)
    desk.metrics.set("mutualaid_record_findings", Double(standing.findings.count))
    guard !standing.holds else { return }
    desk.logger.error(
      "record",
      metadata: [
        "findings": "\(standing.findings.prefix(10).map { "\($0.owner) \($0.number) \($0.kind.rawValue)" })",
        "trouble": "\(standing.trouble ?? "")",
      ])
    hub.announce("record", standing.json)
  }

  /// Erases what entries say that are older than their kind is kept.
  private func erase() async {
    let desk = desk
    for (kind, days) in desk.settings.retention.sorted(by: { $0.key < $1.key }) {
      do {
        let report = try await desk.chores.run {
          try desk.directory.acting(as: ChangeOrigin(actor: "service:retention"))
            .purgeJournal([ChangeKind(rawValue: kind)], before: Date(timeIntervalSinceNow: -Double(days) * 86_400))
        }
        if report.entry != nil {
          desk.logger.notice("erased", metadata: ["kind": "\(kind)", "entries": "\(report.numbers.count)"])
        }
      } catch let error as MutualAidError {
        desk.logger.error("erase", metadata: ["kind": "\(kind)", "code": "\(error.code.name)"])
      } catch {}
    }
  }
}

extension RecordBook.Standing {
  /// What is told of it.
  var json: JSONValue {
    [
      "checked": JSONValue(checked.map { Timestamp.text($0) }), "entries": .integer(entries), "holds": .bool(holds),
      "whole": .bool(isWhole), "trouble": JSONValue(trouble),
      "findings": .array(
        findings.prefix(100).map { finding in
          [
            "kind": .string(finding.kind.rawValue), "number": .integer(Int(finding.number)),
            "last": .integer(Int(finding.lastNumber)), "owner": .string(finding.owner.description),
          ]
        }),
    ]
  }
}
