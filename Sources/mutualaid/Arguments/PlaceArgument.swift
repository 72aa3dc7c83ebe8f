import Geodesy
import MutualAid
import TypedOptions

extension PlaceArgument {
  /// The coordinate; of a name, that of the only place of that name, which is then told.
  ///
  /// - Throws: `MutualAidError` where no place has the name, and where several have it: these are named, and none is guessed.
  func coordinate(in directory: Directory, global: GlobalOptions) throws -> Coordinate {
    let found = try found(in: directory)
    if let place = found.place, !global.quiet { Console.message(PlaceArgument.text(place)) }
    return found.coordinate
  }
}
