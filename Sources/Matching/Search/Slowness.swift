package import DirectoryModel

/// By how much longer than usual travel takes: by the hour, in bad weather.
///
/// 1 is as usual, 1.25 a quarter longer, always above 0; some services may take longer or less beyond what holds for all.
package struct Slowness: Hashable, Sendable {
  /// For every service.
  package var general: Double
  /// For single services, beyond what holds for every one; none is 1.
  private var beyond: [Service: Double] = [:]

  /// The same for every service.
  package init(_ general: Double = 1) { self.general = general }

  /// The factor of a service.
  package func of(_ service: Service) -> Double { beyond.isEmpty ? general : general * (beyond[service] ?? 1) }

  /// The smallest factor of any service.
  package var least: Double { Service.allCases.map(of).min() ?? general }

  /// Whether all is as usual.
  package var isUsual: Bool { general == 1 && beyond.isEmpty }

  /// Makes travel take so many times as long as before.
  ///
  /// - Parameters:
  ///   - factor: above 0.
  ///   - services: for which services; for every one where none is named.
  package mutating func multiply(by factor: Double, for services: [Service] = []) {
    guard !services.isEmpty else {
      general *= factor
      return
    }
    for service in Set(services) {
      let product = (beyond[service] ?? 1) * factor
      beyond[service] = product == 1 ? nil : product
    }
  }
}
