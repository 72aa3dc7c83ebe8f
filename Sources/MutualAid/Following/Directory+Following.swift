internal import DirectoryStore
public import FoundationEssentials
internal import Journal

extension Directory {
  /// Begins to follow the file: what others write is in the answers soon after, and questions wait for nothing.
  ///
  /// An edition is read beside the one before, of which questions go on being answered until it is complete; reports are
  /// taken as they come. All values of this directory, such as those of ``acting(as:)``, answer by it.
  ///
  /// - Parameter pollInterval: how often the file is looked at, in case the system does not say that it has changed.
  /// - Returns: the follower; following ends with `stop()`.
  /// - Throws: `MutualAidError` when the file cannot be read.
  public func follow(pollInterval: Duration = .seconds(1)) throws -> DirectoryFollower {
    let reading = try readingBeside()
    try cache.refresh()
    return try DirectoryFollower(of: reading, cache: cache, pollInterval: pollInterval)
  }

  /// The same directory as it is at this moment: all that is asked of it is answered from one version, whatever is written
  /// meanwhile.
  ///
  /// It is to be let go of when a request is answered: the log of the file cannot be cut while it is held.
  ///
  /// - Returns: the directory; itself where nobody follows the file.
  public func view() -> Directory {
    guard fixed == nil, let (contents, _, reader) = cache.followed else { return self }
    var view = self
    view.store = store.held(at: reader)
    view.fixed = Fixed(
      contents: contents, moment: DirectoryMoment(version: reader.mark.version, position: reader.position))
    return view
  }

  /// How far the directory had come that this ``view()`` is of; `nil` for a directory that goes on.
  public var moment: DirectoryMoment? { fixed?.moment }

  /// The next moment at which units turn unknown, because their report ends or is too old by then.
  ///
  /// - Parameter moment: only what comes later.
  /// - Returns: the units that turn unknown first; `nil` where none does, and where units are not held in memory.
  public func nextExpiry(after moment: Date) -> ReportExpiry? {
    (fixed?.contents ?? cache.latest).inMemory?.nextExpiry(after: moment)
  }
}
