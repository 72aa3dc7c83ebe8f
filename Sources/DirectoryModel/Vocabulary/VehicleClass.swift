/// What kind of vehicle units of a type are.
package enum VehicleClass: String, CaseIterable, Hashable, Sendable {
  /// A vehicle that comes with its crew and does its work by itself.
  case selfPropelled = "self-propelled"
  /// A container that a hook-lift carrier brings.
  case container
  /// A trailer that another vehicle tows.
  case trailer
  /// A boat.
  case boat
  /// A helicopter or an aeroplane.
  case aircraft
  /// A car of a function or a team.
  case supportCar = "support-car"
  /// A bus or van that brings people.
  case bus

  /// Whether it answers a question that names a service and nothing that is needed.
  var answersUnnamed: Bool { self == .selfPropelled || self == .aircraft }
}

extension Vocabulary.TypeDefinition {
  /// What units of a type are there for.
  package enum Role: String, CaseIterable, Hashable, Sendable {
    /// To be sent.
    case operational
    /// A spare for one that is being repaired, without a crew of its own.
    case reserve
    /// For training.
    case training
  }

  /// Why a unit of the type cannot answer a question by itself, whatever it can do; `nil` where it can.
  ///
  /// What is no fire engine or ambulance, such as a boat, a car or a bus, answers only where something is needed by name;
  /// a trailer, a spare and what is for training never do. A container may, if a carrier brings it: that is not known here.
  package func obstacle(to needs: [Need]) -> VehicleObstacle? {
    switch role {
    case .reserve: .spare
    case .training: .training
    case .operational where vehicleClass == .trailer: .trailer
    case .operational: needs.isEmpty && vehicleClass?.answersUnnamed == false ? .notAskedFor : nil
    }
  }
}

/// Why a vehicle cannot answer a question by itself.
public enum VehicleObstacle: String, CaseIterable, Hashable, Sendable {
  /// A trailer needs another vehicle.
  case trailer
  /// A container for which no hook-lift carrier is ready at its station or near it.
  case withoutCarrier
  /// A spare without a crew.
  case spare
  /// For training.
  case training
  /// A car, a bus, a boat or a container, where nothing is named that it can do.
  case notAskedFor
}
