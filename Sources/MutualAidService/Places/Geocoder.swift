internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import HTTPTransfer
internal import MutualAid
internal import Presentation
internal import Synchronization
internal import TextFormats

/// Somebody outside who is asked for places that the directory does not know: any geocoder that answers in GeoJSON, such as
/// Nominatim, Photon or Pelias.
///
/// One that fails several times in a row is left alone for a while, so that nobody waits for it.
final class Geocoder: Sendable {
  /// What came of a question.
  enum Outcome: Sendable {
    case places([FoundRecord])
    /// It is left alone, or did not answer as it should.
    case silent
  }

  private static let place = "{text}"
  private static let patience = Duration.seconds(3)
  private static let longestAnswer = 1 << 20

  private let address: String
  private let transfers = TransferPool()
  /// Its own threads: those of other questions never wait for somebody outside.
  private let threads = WorkPool(threads: 2)
  private let breaker = Mutex(CircuitBreaker(threshold: 3, pause: .seconds(30)))

  /// Takes an address with `{text}` where the text goes.
  ///
  /// - Throws: `MutualAidError` for any other.
  init(address: String) throws(MutualAidError) {
    guard address.contains(Geocoder.place), address.hasPrefix("http://") || address.hasPrefix("https://") else {
      throw MutualAidError(
        .contradiction, "'\(address)' is no address of a geocoder",
        hint: "Write http:// or https://, and {text} where the text goes.")
    }
    self.address = address
  }

  /// Asks for a text.
  ///
  /// - Parameters:
  ///   - text: what somebody typed.
  ///   - limit: how many places at most.
  ///   - language: the language of names.
  /// - Returns: the places in its order, the best first.
  func find(_ text: String, limit: Int, in language: Language) async -> Outcome {
    guard breaker.withLock({ $0.mayAsk(at: .now) }) else { return .silent }
    var request = TransferRequest(
      url: address.replacing(Geocoder.place, with: OptionValues.encoded(text)), connectTimeout: Geocoder.patience,
      timeout: Geocoder.patience, limit: Geocoder.longestAnswer)
    request.headers = ["Accept: application/geo+json, application/json", "Accept-Language: \(language.rawValue)"]
    let (asked, transfers) = (request, transfers)
    let places = try? await threads.run { () -> [FoundRecord] in
      var bytes: [UInt8] = []
      let head = try transfers.send(asked) { part in
        bytes.append(contentsOf: part)
        return true
      }
      guard head.status == 200, let places = Geocoder.places(of: bytes) else { throw TransferFailure.notTaken }
      return places
    }
    guard let places else {
      breaker.withLock { $0.fail(at: .now) }
      return .silent
    }
    breaker.withLock { $0.succeed() }
    return .places(Array(places.prefix(limit)))
  }

  /// Ends its threads.
  func stop() async { await threads.stop() }

  /// The points of a collection of features; `nil` for what is none.
  static func places(of bytes: [UInt8]) -> [FoundRecord]? {
    var reader = JSONReader(bytes[...])
    guard let value = try? reader.value(), case .object(let collection) = value,
      case .array(let features)? = collection["features"]
    else { return nil }
    return features.compactMap { feature in
      guard case .object(let members) = feature, case .object(let geometry)? = members["geometry"],
        case .array(let numbers)? = geometry["coordinates"], numbers.count >= 2, let longitude = numbers[0].double,
        let latitude = numbers[1].double, let place = Coordinate.valid(latitude: latitude, longitude: longitude),
        case .object(let properties)? = members["properties"]
      else { return nil }
      // What geocoders call a place as a whole, then what they call it alone.
      let texts = ["display_name", "label", "name", "street"].compactMap { key -> String? in
        if case .string(let text)? = properties[key], !text.isEmpty { text } else { nil }
      }
      guard let name = texts.first else { return nil }
      let country = ["countrycode", "country_code", "country_a"].lazy.compactMap { key -> CountryCode? in
        if case .string(let code)? = properties[key], code.utf8.count == 2 {
          CountryCode(code.uppercased())
        } else {
          nil
        }
      }.first
      return FoundRecord(kind: .place, name: name, country: country, coordinate: place)
    }
  }
}

extension JSONValue {
  /// The number; `nil` for what is none.
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
