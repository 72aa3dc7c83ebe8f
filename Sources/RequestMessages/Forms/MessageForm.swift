internal import CEmbeddedFiles
internal import Primitives
internal import TextFormats

/// A form of messages of other systems, as a file of data describes it.
///
/// It says which messages there are, what they say, and how their fields are named there; one description serves both ways.
package struct MessageForm: Decodable, Sendable {
  /// How texts of the form are written.
  enum Syntax: String, Decodable, Sendable { case xml, json }

  /// A message of the form.
  struct Message: Decodable, Sendable {
    /// The name of its root, with prefix; of JSON its name in the form's own documents.
    var name: String
    /// The steps that it says.
    var says: [String]
    /// Whether there is a message for each `line`, `piece` or `unit`; `nil` for one for all.
    var per: String?
    /// Names of members by which JSON is known to be this one.
    var marks: [String]?
    /// Whether it is written only where it is asked for by name.
    var isSpecial: Bool?
    /// What is in it.
    var content: [Part]
  }

  /// An element or member.
  struct Part: Decodable, Sendable {
    /// Its name, with prefix.
    var name: String
    /// Other names under which it comes.
    var also: [String]?
    /// The field that it holds.
    var field: String?
    /// What it always says.
    var constant: String?
    /// The table by which the field's words are those of the form.
    var words: String?
    /// What is in it.
    var content: [Part]?
    /// It comes once for each of these: `line`, `piece`, `answer`.
    var each: String?
    /// Whether it must be there.
    var isNeeded: Bool?
    /// Of JSON: `number`, `flag` or `list`.
    var type: String?
    /// It stands only where this field has a value.
    var with: String?
    /// Where the message stands in an envelope.
    var isSlot: Bool?

    /// The name without its prefix.
    var local: String { name.split(separator: ":").last.map(String.init) ?? name }
  }

  /// The name by which it is chosen.
  package var form: String
  var syntax: Syntax
  var namespaces: [String: String]?
  /// Names of the same form with another namespace without a prefix, as editions of a standard have it.
  var variants: [String: String]?
  /// What is around messages.
  var envelope: Part?
  var messages: [Message]
  /// Tables of words: ours, and the form's; of several with the same word of the form, the first is read.
  var words: [String: [[String]]]?
  /// Whether it can say that something is an exercise.
  package var saysExercise: Bool

  /// The forms that are known.
  package static let all: [MessageForm] = [
    [UInt8](embedded_edxl_rm_form()), [UInt8](embedded_emsi_form()), [UInt8](embedded_ucri2_form()),
    [UInt8](embedded_hub_sante_form()),
  ].compactMap { try? JSONCoding.value(String(decoding: $0, as: UTF8.self), as: MessageForm.self) }
    .flatMap { form in
      [form]
        + (form.variants ?? [:]).sorted { $0.key > $1.key }.map { name, namespace in
          var variant = form
          variant.form = name
          variant.namespaces?[""] = namespace
          return variant
        }
    }

  /// The form of a name; `nil` where there is none.
  package static func named(_ name: String) -> MessageForm? { all.first { $0.form == name } }

  func formWord(_ ours: String, in table: String) -> String? {
    words?[table]?.first { $0.first == ours }.flatMap { $0.count > 1 ? $0[1] : nil }
  }

  func ourWord(_ theirs: String, in table: String) -> String? {
    words?[table]?.first { $0.count > 1 && $0[1] == theirs }?.first
  }
}
