import Journal
import MutualAidService

/// One setting: its name in files, options and the environment, and what it sets.
struct Setting: Sendable {
  var name: String
  var text: String
  /// Whether its value is hidden.
  var isSecret = false
  /// Takes a value; false for one that is not taken.
  var take: @Sendable (String, inout ServerSettings) -> Bool
  /// The value in force.
  var value: @Sendable (ServerSettings) -> String?

  static let all: [Setting] = [
    text("directory", "The directory's file.", \.service.directory),
    text("host", "The address to listen on.", \.service.host),
    number("port", "The port to listen on; 0 for one that is free.", 0...65535, \.service.port),
    flag("insecure", "Listen beyond this machine without TLS.", \.service.isInsecure),
    optional("tls-certificate", "A PEM file of the certificate.", \.certificate),
    optional("tls-key", "A PEM file of the certificate's key.", \.certificateKey),
    optional("tls-passphrase", "The passphrase of that key.", \.passphrase, isSecret: true),
    optional("token-key", "The file of the key that signs tokens.", \.tokenKey),
    text("issuer", "The name of this service in its tokens.", \.service.issuer),
    number("threads", "Threads for questions; 0 for one more than there are processors.", 0...1024, \.service.threads),
    number("max-body", "Bytes of a body that is held in memory.", 1024...(1 << 30), \.service.maxBody),
    number("max-upload", "Bytes of a registry that is sent.", 1024...(1 << 40), \.service.maxUpload),
    number("max-connections", "Connections at one time.", 1...1_000_000, \.service.maxConnections),
    seconds("body-patience", "Seconds within which a body has to arrive.", \.service.bodyPatience),
    seconds("idle-patience", "Seconds for which a connection may be silent.", \.service.idlePatience),
    seconds("heartbeat", "Seconds between the signs of life of event streams.", \.service.heartbeat),
    number("max-waiting-events", "Events that may wait for one reader.", 1...1_000_000, \.service.maxWaitingEvents),
    seconds(
      "stop-patience", "Seconds for requests under way once the service is told to stop.", \.service.stopPatience),
    list("origins", "Origins whose pages may ask, with commas between; none by default.", \.service.origins),
    optional("scenarios", "The folder with scenarios that questions may name.", \.service.scenarios),
    optional("routing", "The address of an OSRM or Valhalla server.", \.service.routing),
    optional("geocoder", "The address of a geocoder for places that the directory does not know.", \.service.geocoder),
    text("leaflet", "The folder with Leaflet, which draws the map of the page.", \.service.leaflet),
    optional("tiles", "A file of raster tiles (MBTiles) beneath the map.", \.service.tiles),
    optional("public-address", "What addresses begin with that clients follow.", \.service.publicAddress),
    text("audience", "For whom tokens are.", \.audience),
    optional("client-authorities", "A PEM file of those who sign certificates of clients.", \.clientAuthorities),
    optional("client-table", "A CSV file of their rights: subject, owner, scopes.", \.clientTable),
    optional("revoked-certificates", "A file of revoked serial numbers, one on each line.", \.revokedCertificates),
    seconds("certificate-patience", "Seconds between two readings of the certificate.", \.certificatePatience),
    optional("login-issuer", "The address of the authority's OpenID Connect service.", \.loginIssuer),
    optional("login-client", "By what it knows this service.", \.loginClient),
    optional("login-secret", "What this service shows it.", \.loginSecret, isSecret: true),
    text("login-scope", "What a login asks for.", \.loginScope),
    optional("login-roles", "A CSV file of people's rights: claim, value, owner, scopes.", \.loginRoles),
    seconds("session-idle", "Seconds after which an idle session ends.", \.sessionIdle),
    seconds("session-limit", "Seconds after which any session ends.", \.sessionLimit),
    optional("checkpoint-key", "The file of the key that signs heads of the record.", \.service.checkpointKey),
    seconds("checkpoint-interval", "Seconds between two signed heads of the record.", \.service.checkpointInterval),
    number(
      "night-hour", "The hour of UTC at which the whole record is verified and what is old is erased.", 0...23,
      \.service.nightHour),
    Setting(
      name: "retention", text: "Days for which entries are kept readable, such as status=90,answer=7; others for ever."
    ) { value, settings in
      var days: [String: Int] = [:]
      for word in value.split(separator: ",") {
        let parts = word.split(separator: "=").map { $0.filter { $0 != " " } }
        guard parts.count == 2, ChangeKind.known.contains(where: { $0.rawValue == parts[0] && $0 != .purge }),
          let number = Int(parts[1]), (1...36_500).contains(number)
        else { return false }
        days[parts[0]] = number
      }
      settings.service.retention = days
      return true
    } value: {
      $0.service.retention.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ",")
    },
    seconds("source-patience", "Seconds between two looks whether a source is due.", \.service.sourcePatience),
    number("rate-per-token", "Requests a second of one token; 0 for no limit.", 0...1_000_000, \.service.ratePerToken),
    number(
      "rate-per-address", "Requests a second of one address beyond this machine; 0 for no limit.", 0...1_000_000,
      \.service.ratePerAddress),
    list("proxies", "Addresses of proxies that tell where requests come from, with commas between.", \.service.proxies),
    flag(
      "demands-clock", "Be ready only where the kernel says that the clock is synchronised.", \.service.demandsClock),
    flag("exercise", "Make every request between control rooms an exercise.", \.service.isExercise),
    text("log-level", "What is logged: debug, info, notice, warning, error.", \.logLevel),
  ]

  private static func text(
    _ name: String, _ text: String, _ path: any WritableKeyPath<ServerSettings, String> & Sendable
  ) -> Setting {
    Setting(name: name, text: text) { value, settings in
      settings[keyPath: path] = value
      return !value.isEmpty
    } value: {
      $0[keyPath: path]
    }
  }

  private static func optional(
    _ name: String, _ text: String, _ path: any WritableKeyPath<ServerSettings, String?> & Sendable,
    isSecret: Bool = false
  ) -> Setting {
    Setting(name: name, text: text, isSecret: isSecret) { value, settings in
      settings[keyPath: path] = value.isEmpty ? nil : value
      return true
    } value: {
      $0[keyPath: path]
    }
  }

  private static func number(
    _ name: String, _ text: String, _ range: ClosedRange<Int>,
    _ path: any WritableKeyPath<ServerSettings, Int> & Sendable
  ) -> Setting {
    Setting(name: name, text: text) { value, settings in
      guard let number = Int(value), range.contains(number) else { return false }
      settings[keyPath: path] = number
      return true
    } value: {
      "\($0[keyPath: path])"
    }
  }

  private static func seconds(
    _ name: String, _ text: String, _ path: any WritableKeyPath<ServerSettings, Double> & Sendable
  ) -> Setting {
    Setting(name: name, text: text) { value, settings in
      guard let number = Double(value), number > 0, number <= 86_400 else { return false }
      settings[keyPath: path] = number
      return true
    } value: {
      "\($0[keyPath: path])"
    }
  }

  private static func flag(
    _ name: String, _ text: String, _ path: any WritableKeyPath<ServerSettings, Bool> & Sendable
  ) -> Setting {
    Setting(name: name, text: text) { value, settings in
      guard let flag = Bool(value.lowercased()) else { return false }
      settings[keyPath: path] = flag
      return true
    } value: {
      "\($0[keyPath: path])"
    }
  }

  private static func list(
    _ name: String, _ text: String, _ path: any WritableKeyPath<ServerSettings, [String]> & Sendable
  ) -> Setting {
    Setting(name: name, text: text) { value, settings in
      settings[keyPath: path] = value.split(separator: ",").map { $0.filter { $0 != " " } }
      return true
    } value: {
      $0[keyPath: path].joined(separator: ",")
    }
  }
}
