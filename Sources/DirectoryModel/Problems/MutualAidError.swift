/// The reason why something that was asked for cannot be done: the one error that this library throws.
///
/// Programs go by `code`; people read `message` and `hint`. The hint is a value, so that a program can word it with what
/// it offers itself, an option, a button or a field.
public struct MutualAidError: Error, Hashable, Sendable {
  /// The kind of error, with a stable name that programs can go by.
  public let code: Code
  /// The file, line, edit and record that are wrong, as far as they are known.
  public let place: Place
  /// What to do about it; `nil` where nothing is known to help.
  package let hint: Hint?
  /// What is wrong, with the file and line where a scenario is wrong.
  package let text: TranslatableText

  /// What is wrong, as an English sentence without its full stop.
  public var message: String { text.description }

  /// Makes an error.
  package init(_ code: Code, _ text: TranslatableText, place: Place = Place(), hint: Hint? = nil) {
    self.code = code
    self.text = text
    self.place = place
    self.hint = hint
  }

  /// Makes an error of a line.
  package init(_ code: Code, _ text: TranslatableText, line: Int?, hint: Hint? = nil) {
    self.init(code, text, place: Place(line: line), hint: hint)
  }

  /// Makes an error whose message begins with its place.
  package init(_ code: Code, _ text: TranslatableText, at place: Place, hint: Hint? = nil) {
    self.init(code, place.before(text), place: place, hint: hint)
  }

  /// The line, from 1; `nil` where none can be named.
  public var line: Int? { place.line }

  /// Where something is wrong; what is not known is `nil`.
  public struct Place: Hashable, Sendable {
    /// The file, as it was named.
    public var file: String?
    /// The line in it, from 1.
    public var line: Int?
    /// The edit of a scenario, from 1.
    public var edit: Int?
    /// The id of the record.
    public var record: String?

    /// Makes a place.
    package init(file: String? = nil, line: Int? = nil, edit: Int? = nil, record: String? = nil) {
      self.file = file
      self.line = line
      self.edit = edit
      self.record = record
    }

    /// The same place, in a file.
    package func with(file: String) -> Place {
      Place(file: file, line: line, edit: edit, record: record)
    }

    /// A sentence with file, line and edit before it.
    fileprivate func before(_ text: TranslatableText) -> TranslatableText {
      let parts: [TranslatableText] =
        [file.map { TranslatableText(verbatim: $0) }, line.map { "line \($0)" }, edit.map { "edit \($0)" }]
        .compactMap { $0 }
      guard let first = parts.first else { return text }
      let place = parts.dropFirst().reduce(first) { "\($0), \($1)" }
      return "\(place): \(text)"
    }
  }
}

extension MutualAidError: CustomStringConvertible {
  /// The message, and the hint where there is one.
  public var description: String { "\(message). \(hint?.description ?? "")".trimmingSuffix { $0 == " " } }
}

extension String {
  fileprivate func trimmingSuffix(while isLeftOut: (Character) -> Bool) -> String {
    var rest = self[...]
    while rest.last.map(isLeftOut) == true { rest.removeLast() }
    return String(rest)
  }
}

extension MutualAidError {
  /// Kinds of errors.
  ///
  /// Their names are stable: programs may rely on them.
  public struct Code: Hashable, Sendable {
    /// Whose fault it is, which decides the exit code of the command line and the status of an HTTP answer.
    public enum Category: Hashable, Sendable {
      /// The question cannot be answered as it was put.
      case question
      /// What was given to be read cannot be taken.
      case input
      /// The store, or a file that is written, gives trouble.
      case store
    }

    /// The code as programs see it.
    public let name: String
    /// Whether the question, the input or the store is at fault.
    public let category: Category

    private init(_ name: String, _ category: Category) {
      self.name = name
      self.category = category
    }

    /// A document is refused for a problem that has a code.
    package static func document(_ problem: ProblemCode) -> Code { Code(problem.rawValue, .input) }

    /// A question has a value that is not taken, for a problem that has a code.
    package static func question(_ problem: ProblemCode) -> Code { Code(problem.rawValue, .question) }

    /// Whether a road router failed, so that the built-in model can stand in.
    package var isOfRouter: Bool { name.hasPrefix("router-") }

    // MARK: Questions

    /// There is no such capability or level in the vocabulary.
    package static let unknownCapability = Code("unknown-capability", .question)
    /// There is no such task package.
    package static let unknownPackage = Code("unknown-package", .question)
    /// Options that contradict each other.
    package static let contradiction = Code("contradiction", .question)
    /// There is no such scenario in a file, or several of which none is named.
    package static let unknownScenario = Code("unknown-scenario", .question)
    /// There is no such unit.
    package static let unknownUnit = Code("unknown-unit", .question)
    /// There is no such station.
    package static let unknownStation = Code("unknown-station", .question)
    /// There is no such version of a registry or document.
    package static let unknownVersion = Code("unknown-version", .question)
    /// There is no such control room.
    package static let unknownRoom = Code("unknown-room", .question)
    /// There is no record of an id that could be corrected.
    package static let unknownRecord = Code("unknown-record", .question)
    /// A correction that cannot be made: a field that may not be corrected, or a value that does not fit it.
    package static let correctionInvalid = Code("correction-invalid", .question)
    /// A correction of a place that lies far from where it was.
    package static let correctionFar = Code("correction-far", .question)
    /// There is no such registry.
    package static let unknownRegistry = Code("unknown-registry", .question)
    /// There is no such status.
    package static let unknownStatus = Code("unknown-status", .question)
    /// There is no such region, or no people in it.
    package static let unknownRegion = Code("unknown-region", .question)
    /// No place on file has a name.
    package static let unknownPlace = Code("unknown-place", .question)
    /// Several places on file have a name.
    package static let ambiguousPlace = Code("ambiguous-place", .question)
    /// There is no such population document or file.
    package static let unknownPopulation = Code("unknown-population", .question)
    /// The path of a directory names no file.
    package static let directoryPath = Code("directory-path", .question)
    /// A result would take the place of a file from which it is made.
    package static let outputIsInput = Code("output-is-input", .question)
    /// A file is there already where a result is to be written.
    package static let outputExists = Code("output-exists", .question)
    /// There are no people, or no norm by which to judge.
    package static let nothingToCount = Code("nothing-to-count", .question)
    /// There is no country of a code, or no unit of it.
    package static let noSuchCountry = Code("no-such-country", .question)
    /// The place is in no country known, so that it is not known what is across the border.
    package static let unknownCountry = Code("unknown-country", .input)

    // MARK: Requests between control rooms

    /// There is no such request, or none that the room is party to.
    package static let unknownRequest = Code("unknown-request", .question)
    /// There is a request of an id already.
    package static let requestKnown = Code("request-known", .question)
    /// A step does not follow what was done with the request.
    package static let requestConflict = Code("request-conflict", .question)
    /// A request, or a step of one, misses something or says what is not taken.
    package static let requestInvalid = Code("request-invalid", .question)
    /// A unit is promised to another request.
    package static let unitPromised = Code("unit-promised", .question)
    /// A message of another system that cannot be taken.
    package static let messageInvalid = Code("message-invalid", .input)
    /// A form of messages cannot carry this.
    package static let notExported = Code("not-exported", .question)

    // MARK: The journal and what it keeps

    /// A request of an idempotency key has been answered by another process at the same moment.
    package static let requestRepeated = Code("request-repeated", .question)
    /// There is a token of an id already.
    package static let tokenKnown = Code("token-known", .question)
    /// There is no such token.
    package static let unknownToken = Code("unknown-token", .question)
    /// A kind of entries that there is not.
    package static let unknownKind = Code("unknown-kind", .question)
    /// A file of checkpoints that cannot be read, or a line in it that is none.
    package static let checkpointInvalid = Code("checkpoint-invalid", .input)
    /// The file of a signing key cannot be used.
    package static let keyUnusable = Code("key-unusable", .store)
    /// The journal is not what was written.
    package static let journalBroken = Code("journal-broken", .store)

    // MARK: Sources of editions

    /// There is no such source.
    package static let unknownSource = Code("unknown-source", .question)
    /// The address cannot be one of a source.
    package static let sourceAddress = Code("source-address", .question)
    /// A source cannot be like that.
    package static let sourceInvalid = Code("source-invalid", .question)
    /// No edition waits for approval.
    package static let nothingHeld = Code("nothing-held", .question)
    /// Who approves is who fetched the edition.
    package static let samePerson = Code("same-person", .question)
    /// Nobody answers at a source's address.
    package static let sourceUnreachable = Code("source-unreachable", .input)
    /// A source has not answered in time.
    package static let sourceTimedOut = Code("source-timed-out", .input)
    /// An answer ended before its end.
    package static let sourceCutOff = Code("source-cut-off", .input)
    /// A source's certificate does not hold.
    package static let sourceUntrusted = Code("source-untrusted", .input)
    /// A source answers, but gives no edition.
    package static let sourceStatus = Code("source-status", .input)
    /// What a source sent is not HTTP.
    package static let sourceNonsense = Code("source-nonsense", .input)
    /// A source says that its editions are elsewhere.
    package static let sourceMoved = Code("source-moved", .input)
    /// A document that is none of the source's.
    package static let otherContent = Code("other-content", .input)

    // MARK: Road routers

    /// The address cannot be one of a router.
    package static let routerAddress = Code("routing-address", .question)
    /// Nothing listens there, or the connection broke.
    package static let routerUnreachable = Code("router-unreachable", .question)
    /// The answer did not come in time.
    package static let routerTimedOut = Code("router-timed-out", .question)
    /// The router refuses the question.
    package static let routerRefused = Code("router-refused", .question)
    /// What came back is no answer to the question.
    package static let routerNonsense = Code("router-nonsense", .question)
    /// It failed several times in a row and is left alone for a while.
    package static let routerPaused = Code("router-paused", .question)
    /// The incident is far from every road that the router knows.
    package static let routerOffMap = Code("router-off-map", .question)

    // MARK: Documents, which leave the directory as it was

    /// The file cannot be opened or read.
    package static let unreadable = document(.unreadable)
    /// The file is empty.
    package static let emptyDocument = document(.emptyDocument)
    /// The document is not well-formed XML, or was cut off.
    package static let notWellFormed = document(.notWellFormed)
    /// The document has a document type declaration, which is refused because entities can read files and explode.
    package static let documentType = document(.documentType)
    /// Bytes that are no characters in the document's encoding, or an encoding that is not known.
    package static let encodingError = document(.encodingError)
    /// The file was written to while it was being read.
    package static let changedWhileRead = document(.changedWhileRead)
    /// The document goes beyond a limit.
    package static let limitExceeded = document(.limitExceeded)
    /// The document is in no format known here.
    package static let unknownFormat = document(.unknownFormat)
    /// The document says that it is an exercise, a test or the like: it goes nowhere near the live directory.
    package static let notActual = document(.notActual)
    /// A document that says that it is not the whole.
    package static let incomplete = document(.incomplete)
    /// A document that says why there are no data in it.
    package static let serviceException = document(.serviceException)
    /// A profile cannot be used.
    package static let profileInvalid = document(.profileInvalid)
    /// The header lacks what is needed, so that nothing below it can be taken.
    package static let headerInvalid = document(.headerInvalid)

    /// The pipe that a document comes through has been silent for too long.
    package static let inputSilent = Code("input-silent", .input)

    // MARK: Streams of status reports

    /// A stream that is neither JSON lines nor CSV with the columns needed.
    package static let notAFeed = Code("not-a-feed", .input)
    /// A stream that breaks off with an error.
    package static let readFailed = Code("read-failed", .input)
    /// A file of reports that cannot be opened.
    package static let fileUnreadable = Code("file-unreadable", .input)

    /// A file of corrections that is neither JSON lines nor CSV, or a line of it that is no correction.
    package static let notACorrectionFile = Code("not-a-correction-file", .input)

    // MARK: Scenarios

    /// An edit misses something, or says something that cannot be.
    package static let scenarioInvalid = Code("scenario-invalid", .input)
    /// An edit names a station, unit or country that there is not.
    package static let scenarioUnknownID = Code("scenario-unknown-id", .input)
    /// Two edits contradict each other.
    package static let scenarioConflict = Code("scenario-conflict", .input)

    // MARK: The store: the file, the disk, another process

    /// There is no directory at the path.
    package static let directoryMissing = Code("directory-missing", .store)
    /// The file is not a directory of this product.
    package static let notADirectory = Code("not-a-directory", .store)
    /// The directory is of an older version of this product and has to be brought up to date.
    package static let directoryOlder = Code("directory-older", .store)
    /// The directory is of a newer version of this product.
    package static let directoryNewer = Code("directory-newer", .store)
    /// The directory has changes that cannot be read without the right to write.
    package static let directoryUnrecovered = Code("directory-unrecovered", .store)
    /// Another process is writing and did not finish in time.
    package static let directoryBusy = Code("directory-busy", .store)
    /// What is in the directory is not what was written there.
    package static let storeDamaged = Code("store-damaged", .store)
    /// Reading or writing failed.
    package static let storeFailed = Code("store-failed", .store)
    /// A result cannot be written to its file.
    package static let outputFailed = Code("output-failed", .store)
  }
}
