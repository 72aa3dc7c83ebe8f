import MutualAid

let directory = try Directory(at: "mutualaid.sqlite", access: .readWrite)
try directory.importDocuments(at: "Datasets")
try directory.report(.unavailable, unit: "nl-fire-vaals-f2e0bb79.ts1")
let vaals = try Coordinate(latitude: 50.7703, longitude: 6.0155)
let answer = try directory.nearest(to: vaals, service: .fire)
for unit in answer.units { print(unit.id, unit.eta, unit.agreement.kind) }
