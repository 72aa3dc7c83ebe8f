/// What to do about an error, as a value that each program words with what it offers itself.
package enum Hint: Hashable, Sendable {
  /// What may have been meant.
  case didYouMean(String)
  /// All values that there are.
  case known([String])
  /// Values of which one must be named.
  case nameOneOf([String])
  /// Several hints, in this order.
  case all([Hint])

  /// Something must be in the directory first.
  case importFirst(Subject)
  /// There is no directory yet at a path: it is made by the first import.
  case makeDirectory(path: String)
  /// The directory is from an older version, and is brought up to date when it is opened for writing.
  case openForWriting
  /// Another directory may be the right one, or this one is to be made anew.
  case chooseAnotherDirectory
  /// The directory is damaged: a check says where, and a backup or a new import replaces it.
  case repairDirectory
  /// A check has found damage: a backup or a new import replaces the directory.
  case restoreDirectory
  /// The directory is from a newer version: that one reads it, and an older copy may be kept beside it.
  case useNewerVersion(copy: String)
  /// Only somebody who may write to the directory can bring together what is in it and in its log.
  case recoverDirectory
  /// The path of a directory must name a file.
  case nameDirectory
  /// A folder cannot be made: its path, its permissions, or another place for the directory.
  case checkFolder

  /// A list of something shows what there is.
  case list(Subject)
  /// A registry or document has so many versions.
  case versions(last: Int, subject: String)

  /// Coordinates may be in the wrong order, or the country can be stated.
  case stateCountry
  /// The scenario has taken the unit away: without the scenario it can be explained.
  case leaveOutScenario
  /// Own units that are dispatched all the same exclude a search within the country.
  case leaveOutOwnOrDomestic
  /// One of several task packages of a file is to be named.
  case namePackage([String])

  /// Id, country, service and time of issue can be stated where a document does not have them.
  case stateHeader
  /// Dialects that are known; a profile can describe another.
  case dialects([String])
  /// Another profile is the right one.
  case chooseProfile
  /// A check lists everything that is wrong with a profile.
  case checkProfile(path: String)
  /// The schema of profiles says what can be in one.
  case showProfileSchema
  /// Many records are right or wrong: the limit can be raised.
  case allowMoreRecords
  /// A version that is older than the one in the directory can be allowed.
  case allowOlder
  /// A registry that becomes much smaller can be allowed.
  case allowShrink
  /// A file that is there can be replaced.
  case allowReplacing
  /// A document that is not the whole can be allowed.
  case allowPartial
  /// Wrong records can be left out instead.
  case leaveOutStrict

  /// A place that is corrected to one far away can be confirmed.
  case confirmFar

  /// Anything else: an advice that has nothing to do with how a program is used.
  case advice(TranslatableText)

  /// What a hint is about.
  package enum Subject: Hashable, Sendable {
    /// Registries of stations and units.
    case registries
    /// Norms.
    case norms
    /// Demand cells with their people.
    case population
    /// Boundaries of countries and regions.
    case boundaries
    /// Barriers and crossings.
    case barriers
    /// Task packages.
    case packages
    /// Units.
    case units
    /// Stations.
    case stations
    /// Capabilities and levels.
    case capabilities
    /// Registries and documents with their versions.
    case documents
    /// Versions of one registry or document.
    case versions
  }
}

extension Hint: ExpressibleByStringInterpolation {
  /// An advice in words.
  package init(stringLiteral value: String) { self = .advice(TranslatableText(stringLiteral: value)) }

  /// An advice in words, with values.
  package init(stringInterpolation: TranslatableText.StringInterpolation) {
    self = .advice(TranslatableText(stringInterpolation: stringInterpolation))
  }
}

extension Hint: CustomStringConvertible {
  /// The hint as an English sentence that names no option.
  package var description: String { text.description }

  /// The hint as a sentence that names no option.
  package var text: TranslatableText {
    switch self {
    case .didYouMean(let word): "Did you mean '\(word)'?"
    case .known(let words): "Known are \(words.joined(separator: ", "))."
    case .nameOneOf(let words): "Name one of them: \(words.joined(separator: ", "))."
    case .all(let hints): hints.dropFirst().reduce(hints.first?.text ?? "") { "\($0) \($1.text)" }
    case .importFirst(let subject): subject.importText
    case .makeDirectory(let path): "Import registries first, into \(path)."
    case .openForWriting: "Open it once for writing (for example with import) to bring it up to date."
    case .chooseAnotherDirectory: "Choose another directory, or import into a new one."
    case .repairDirectory: "Check the directory, and restore a backup of it or import into a new one."
    case .restoreDirectory:
      "Restore a backup, or import into a new directory; where one registry alone is damaged, import it again or roll it back."
    case .useNewerVersion(let copy): "Use the newer version; a copy of before may be in \(copy)."
    case .recoverDirectory: "Have it checked by somebody who may write to it, or copy the file together with its log."
    case .nameDirectory: "Name a file for the directory, such as mutualaid.sqlite."
    case .checkFolder: "Check the path and the permissions, or put the directory elsewhere."
    case .list(let subject): subject.listText
    case .versions(let last, let subject): "It has versions 1 to \(last); the history of \(subject) lists them."
    case .stateCountry: "Check the order (latitude first), or state the country of the incident."
    case .leaveOutScenario: "Ask without the scenario to have it explained."
    case .leaveOutOwnOrDomestic: "Leave out that own units are dispatched, or the scope within the country."
    case .namePackage(let ids): "Name one of them as a file with an id: \(ids.joined(separator: ", "))."
    case .stateHeader: "State the id, country, service or time of issue when importing."
    case .dialects(let names): "Known are \(names.joined(separator: ", ")); for another dialect, give a profile."
    case .chooseProfile: "Let the dialect be found, or name the profile for it."
    case .checkProfile(let path): "A check of the profile '\(path)' lists everything that is wrong with it."
    case .showProfileSchema: "See the schema of profiles."
    case .allowMoreRecords: "Check how the file was made; if it is right, split it, or allow more records."
    case .allowOlder: "Get the newer version, or allow an older one."
    case .allowPartial: "Fetch the rest, or allow a part to be taken: it then removes nothing."
    case .allowShrink: "Check that the file is whole, or allow the registry to shrink."
    case .allowReplacing: "Name another file, or allow this one to be replaced."
    case .leaveOutStrict: "Correct the records listed, or import without being strict."
    case .confirmFar: "Check the coordinates, latitude first; if they are right, confirm that it is so far."
    case .advice(let text): text
    }
  }
}

extension Hint.Subject {
  fileprivate var importText: TranslatableText {
    switch self {
    case .norms: "Import norms, or give a file of them."
    case .population: "Import a population, or give a file of one."
    case .boundaries: "Import boundaries, or give each row a country."
    case .barriers: "Import a document of barriers."
    case .packages: "Import a document of packages, or give a file."
    default: "Import registries, such as those in Datasets/registries."
    }
  }

  fileprivate var listText: TranslatableText {
    switch self {
    case .units: "An export lists all units."
    case .stations: "An export lists all stations with units."
    case .capabilities: "The vocabulary lists them."
    case .documents: "The history lists them."
    case .versions: "The history lists the versions."
    default: "The summary of the directory lists them."
    }
  }
}
