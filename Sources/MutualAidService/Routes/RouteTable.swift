/// All that the service does, in the order in which it is told.
enum RouteTable {
  static let all: [Route] =
    NearestRoutes.all + MatchRoutes.all + UnitRoutes.all + PlaceRoutes.all + RegistryRoutes.all
    + ImportRoutes.all + ReferenceRoutes.all + CoverageRoutes.all + JobRoutes.all + StatusRoutes.all + EventRoutes.all
    + RequestRoutes.all + RequestMessageRoutes.all + RequestLineRoutes.all + RequestReportRoutes.all
    + CorrectionRoutes.all + SourceRoutes.all + AuditRoutes.all + LoginRoutes.all + TokenRoutes.all + FeatureRoutes.all
    + HealthRoutes.all + DocumentRoutes.all

  /// The page and what it is drawn with: for browsers, not for programs, so that the document does not tell of it.
  static let page: [Route] = PageRoutes.all + GroundRoutes.all
}
