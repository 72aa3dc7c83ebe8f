internal import Coverage
internal import DirectoryModel

/// The words for action points in one language; braces are filled from left to right.
struct ActionPhrases: Sendable {
  var agreement: String
  var agreementWithin: String
  var station: String
  var staffing: String
  var moveUp: String
  var comparison: String
  var comparisonBound: String
  var criticality: String
  var backed: String

  init(_ language: Language) {
    switch language {
    case .english:
      agreement = "Agreement: units of {} may go anywhere in {}"
      agreementWithin = "Agreement: units of {} may go to {} within {} km of the border"
      station = "New station at {}"
      staffing = "Career crew instead of volunteers at {}"
      moveUp = "{} stands at {} instead of {}"
      comparison = "The best {} places for new stations bring {} people; chosen one after the other, {} ({} less)."
      comparisonBound =
        "{} places for new stations, chosen one after the other, bring {} people; no choice brings more than {}."
      criticality = "Stations that matter most, each lost alone"
      backed = "{} people stay within the standard whichever single unit is lost."
    case .french:
      agreement = "Accord : les unités de {} peuvent aller partout en {}"
      agreementWithin = "Accord : les unités de {} peuvent aller en {} jusqu’à {} km de la frontière"
      station = "Nouveau poste à {}"
      staffing = "Équipe professionnelle au lieu de volontaires à {}"
      moveUp = "{} se tient à {} au lieu de {}"
      comparison =
        "Les {} meilleurs emplacements de postes apportent {} personnes ; choisis l’un après l’autre, {} ({} de moins)."
      comparisonBound =
        "{} emplacements choisis l’un après l’autre apportent {} personnes ; aucun choix n’en apporte plus de {}."
      criticality = "Postes les plus importants, chacun perdu seul"
      backed = "{} personnes restent dans la norme quelle que soit l’unité perdue."
    case .dutch:
      agreement = "Afspraak: eenheden uit {} mogen overal in {} komen"
      agreementWithin = "Afspraak: eenheden uit {} mogen naar {} tot {} km van de grens"
      station = "Nieuwe post in {}"
      staffing = "Beroeps- in plaats van vrijwilligersbezetting in {}"
      moveUp = "{} staat in {} in plaats van in {}"
      comparison = "De beste {} plaatsen voor nieuwe posten brengen {} mensen; één voor één gekozen {} ({} minder)."
      comparisonBound = "{} plaatsen, één voor één gekozen, brengen {} mensen; geen keuze brengt er meer dan {}."
      criticality = "Belangrijkste posten, elk alleen uitgevallen"
      backed = "{} mensen blijven binnen de norm, welke eenheid ook uitvalt."
    case .german:
      agreement = "Abkommen: Einheiten aus {} dürfen überall nach {}"
      agreementWithin = "Abkommen: Einheiten aus {} dürfen nach {} bis {} km von der Grenze"
      station = "Neue Wache in {}"
      staffing = "Hauptamtliche statt freiwilliger Besatzung in {}"
      moveUp = "{} steht in {} statt in {}"
      comparison =
        "Die besten {} Orte für neue Wachen bringen {} Menschen; einer nach dem anderen gewählt {} ({} weniger)."
      comparisonBound = "{} Orte, einer nach dem anderen gewählt, bringen {} Menschen; keine Wahl bringt mehr als {}."
      criticality = "Wichtigste Wachen, jede allein ausgefallen"
      backed = "{} Menschen bleiben innerhalb der Hilfsfrist, welche Einheit auch ausfällt."
    }
  }

  /// What an action point says to do.
  ///
  /// - Parameters:
  ///   - stations: names of stations, by id.
  ///   - areas: names of countries and regions, by code.
  func title(of point: ActionPoint, stations: [String: String], areas: [String: String], numbers: NumberText) -> String
  {
    let name = { (id: String) in stations[id] ?? id }
    let area = { (code: String) in areas[code] ?? code }
    switch point.kind {
    case .agreement(let lender, let borrower, nil): return agreement.filled(area(lender), area(borrower))
    case .agreement(let lender, let borrower, .some(let band)):
      return agreementWithin.filled(area(lender), area(borrower), numbers.whole(Int(band / 1000)))
    case .station(let place, let cell, let country, let region):
      // Codes of localities have their name behind the number.
      let label = cell.split(separator: ":").last.map(String.init) ?? cell
      return station.filled("\(label), \(area(region ?? country)) (\(place))")
    case .staffing(let station): return staffing.filled(name(station))
    case .moveUp(let unit, let from, let to): return moveUp.filled(unit, name(to), name(from))
    }
  }

  /// How good the places of new stations are.
  func text(of comparison: SitingComparison, numbers: NumberText) -> String {
    guard let exact = comparison.exact else {
      return comparisonBound.filled(
        numbers.whole(comparison.sites), numbers.whole(comparison.greedy), numbers.whole(comparison.bound))
    }
    return self.comparison.filled(
      numbers.whole(comparison.sites), numbers.whole(exact), numbers.whole(comparison.greedy),
      numbers.percent(Int((comparison.gap * 1000).rounded()), of: 1000))
  }
}
