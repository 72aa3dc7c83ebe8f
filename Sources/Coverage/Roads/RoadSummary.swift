package import DirectoryModel
package import Matching

/// Which router's times a count went by, and what it could not say.
public struct RoadSummary: Hashable, Sendable {
  /// Whose times they are.
  package var router: RouterIdentity
  /// Places of units, to the millionth of a degree, that it was asked about.
  package var places = 0
  /// Places of these that are too far from its roads: the built-in model's times stand for them.
  package var placesOffMap = 0
  /// Pairs of a place and a cell that it was asked about, in this run or before.
  package var pairs = 0
  /// Pairs of these asked in this run; the others were kept from before.
  package var pairsAsked = 0
  /// Pairs that no way connects.
  package var pairsWithoutWay = 0
  /// Pairs for which the built-in model stands in, because a place is off the roads or the router said what cannot be.
  package var pairsUnusable = 0
  /// Cells too far from its roads: the built-in model's times stand for them.
  package var cellsOffMap = 0
  /// People in these.
  package var peopleOffMap = 0
  /// Cells to which no way leads from any place that was asked about.
  package var cellsWithoutWay = 0
  /// People in these.
  package var peopleWithoutWay = 0
  /// Where the times are kept; `nil` where they are not.
  package var archive: String?
  /// What the roads change, by service in the order of the report.
  package var changes: [Change] = []

  /// What the roads change for the people of one service, against the travel-time model.
  package struct Change: Hashable, Sendable {
    /// The service.
    package var service: Service
    /// People within the norm by the model who are not by road.
    package var lost = 0
    /// People within the norm by road who are not by the model.
    package var gained = 0
    /// The sum over people of the minutes by which they are reached later by road.
    package var laterPersonMinutes = 0.0
    /// The sum over people of the minutes by which they are reached sooner by road.
    package var soonerPersonMinutes = 0.0
    /// People who are reached within the horizon by the model, and not by road.
    package var noLongerReached = 0
  }
}
