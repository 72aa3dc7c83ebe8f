package import DirectoryModel

/// Why nothing judges people.
public enum NotJudged: String, CaseIterable, Codable, Hashable, Sendable {
  /// No unit of the service is on file in their part of the country.
  case noRegistry = "no-registry"
  /// The list of stations there is known to lack some: who seems to be outside the norm may be within it.
  case incompleteList = "incomplete-list"
  /// The norm asks for people on board, and nobody has published how many the units there have.
  case crewsNotListed = "crews-not-listed"
  /// No norm holds there.
  case noNorm = "no-norm"
}

/// What a figure rests on that a reader has to know of.
public enum CoverageMark: String, CaseIterable, Codable, Hashable, Sendable {
  /// It is judged by the objective of an authority or association, not by a norm of law.
  case objective
  /// It is judged by a norm that has ended.
  case ended
  /// It is judged by somebody's own yardstick, not by a norm of law.
  case yardstick
  /// It is judged by a norm that nobody has verified.
  case unverified
  /// The people on board are what units of the type usually have.
  case typicalCrews = "typical-crews"
  /// The list of stations is known to lack some.
  case incompleteList = "incomplete-list"
  /// The stations are believed to exist: nobody has published which there are.
  case assumedStations = "assumed-stations"
}

extension Norm {
  /// What is to be known of figures that it judges; `nil` for a norm of law.
  package var mark: CoverageMark? {
    switch standing {
    case .legal: verification == .unverified ? .unverified : nil
    case .objective: .objective
    case .ended: .ended
    case .yardstick: .yardstick
    }
  }
}

/// How much is known of the units around each cell, so that what lists lack is not taken for what is not there.
package struct JudgedGround: Sendable {
  /// What is known of the units of one service.
  package struct Knowledge: Hashable, Sendable {
    /// Whose numbers the people on board are.
    package enum Crews: Hashable, Sendable {
      /// The registries'.
      case listed
      /// Those that units of a type usually have, and they are not to be counted.
      case typical
      /// Those, and they are to be counted.
      case typicalCounted
    }

    /// Why nobody is judged; `nil` where people are.
    package var reason: NotJudged?
    /// Whose numbers the people on board are.
    package var crews: Crews
    /// What figures rest on.
    package var marks: Set<CoverageMark>
    /// Needs of norms, as they write them, for which no vehicle is ever listed.
    package var lacking: Set<String>

    package init(
      reason: NotJudged? = nil, crews: Crews = .listed, marks: Set<CoverageMark> = [], lacking: Set<String> = []
    ) {
      self.reason = reason
      self.crews = crews
      self.marks = marks
      self.lacking = lacking
    }
  }

  /// By cell: which of the kinds of ground it is.
  package var kindOf: [UInt16]
  /// By kind: what is known of each service; one that is missing is known in full.
  package var kinds: [[Service: Knowledge]]

  package init(kindOf: [UInt16], kinds: [[Service: Knowledge]]) {
    self.kindOf = kindOf
    self.kinds = kinds
  }
}
