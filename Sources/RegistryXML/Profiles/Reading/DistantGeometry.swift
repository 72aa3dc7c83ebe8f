/// A place that a record gives in terms of other elements of its document.
enum DistantGeometry {
  /// Nodes, ways and relations of OpenStreetMap.
  case osm(OSMGeometry)
  /// Geometries by their ids, of which the first that is there counts, and what is inherited around the record.
  case referenced([String], GeometryContext)
}
