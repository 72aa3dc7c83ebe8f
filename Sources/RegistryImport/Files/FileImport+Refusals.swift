internal import DirectoryModel
internal import FoundationEssentials

/// Files that can be read and are not taken.
extension FileImport {
  /// A document may hold many registries and documents, but each once: the second would undo the first.
  ///
  /// Those of different kinds may share an id, as a room's corrections and its local agreements do.
  func refuseRepeated(_ what: TranslatableText, kind: String, id: String) throws {
    try refuseForeign(id)
    guard seen.insert(Array("\(kind):\(id)".utf8)).inserted else {
      throw MutualAidError(
        .document(.duplicateID), "\(what) is in the file twice", hint: "Put its records into one element.")
    }
    report.registries.append(id)
  }

  /// Of somebody who may write some registries only, no others are taken.
  func refuseForeign(_ id: String) throws {
    guard let own = options.onlyRegistries, !own.contains(id) else { return }
    throw MutualAidError(
      .document(.notOwn), "'\(id)' is somebody else's registry or document", hint: "Have its owner send it.")
  }

  func refuseOlder(_ new: Date, than old: Date, what: TranslatableText) throws {
    guard new < old, !options.allowsOlder else { return }
    throw MutualAidError(
      .document(.olderVersion),
      "\(what) was issued \(Timestamp.text(new)), before the version in the directory (\(Timestamp.text(old)))",
      hint: .allowOlder)
  }

  /// How many seconds a time of issue may be ahead of the clock: a day, by which zones that were mixed up differ at most.
  private static let toleratedIssue = 86_400.0

  /// A version from the future would make all that come before then older ones.
  func refuseAhead(_ issued: Date, what: TranslatableText) throws {
    let now = Date()
    guard issued.timeIntervalSince(now) > FileImport.toleratedIssue else { return }
    throw MutualAidError(
      .document(.issuedAhead),
      "\(what) was issued \(Timestamp.text(issued)), which is ahead of the clock here (\(Timestamp.text(now)))",
      hint: "Correct the time of issue, or set the clock.")
  }

  /// A document that says that it is not the whole is refused, or removes nothing.
  func takePartial(_ text: String, line: Int) throws {
    guard options.allowsPartial else {
      throw MutualAidError(
        .incomplete, "the document says that it is not the whole: \(text.prefix(200))", line: line, hint: .allowPartial)
    }
    isPartial = true
    add(
      Problem(
        line: line, severity: .warning, code: .incomplete,
        message: "the document says that it is not the whole: \(text.prefix(200)); nothing is removed"))
  }

  /// A registry of which nothing could be taken must not look as if it had been imported.
  ///
  /// Checks without a directory report the errors, which is all that they are for; `--strict` has its own refusal.
  func refuseAllRejected(_ registry: RegistryID, taken: Int, rejected: Int) throws {
    guard taken == 0, rejected > 0, type(of: sink).writesRows, !options.isStrict else { return }
    throw MutualAidError(
      .document(.allRejected), "nothing of registry '\(registry)' could be taken: all \(rejected) units have errors",
      hint: "Correct the errors listed; where they are all the same, an option or a profile may be what is missing.")
  }
}
