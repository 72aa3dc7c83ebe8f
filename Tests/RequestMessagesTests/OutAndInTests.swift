import DirectoryModel
import Foundation
import RequestMessages
import Requests
import TestSupport
import Testing

@Suite struct OutAndInTests {
  @Test func allFormsAreRead() {
    #expect(OutgoingMessages.forms == ["edxl-rm", "emsi", "emsi-2.0", "emsi-1.9", "ucri2", "hub-sante"])
  }

  @Test(arguments: [false, true]) func everyMessageOfEDXLIsValid(isExercise: Bool) throws {
    for (action, request) in StoryMessages.stories(isExercise: isExercise) {
      let out = try OutgoingMessages(request, form: "edxl-rm", action: action)
      let document = try #require(out.documents.first)
      #expect(out.documents.count == 1)
      #expect(try SchemaCheck.problems(of: document) == [], "\(action): \(document)")
      #expect(document.contains(isExercise ? ">Exercise<" : ">Actual<"))
    }
    let story = StoryMessages.stories()
    let sent = try OutgoingMessages(story[0].request, form: "edxl-rm", kind: "RequisitionResource")
    #expect(try SchemaCheck.problems(of: sent.documents[0]) == [])
    let released = try #require(story.first { $0.action == .release })
    let answer = try OutgoingMessages(
      released.request, form: "edxl-rm", action: .release, kind: "ResponseToRequestReturn")
    #expect(try SchemaCheck.problems(of: answer.documents[0]) == [])
  }

  @Test func theSchemaFindsWhatIsWrong() throws {
    let out = try OutgoingMessages(StoryMessages.request(), form: "edxl-rm")
    let wrong = out.documents[0].replacing("rmsg:MessageContentType>", with: "rmsg:MessageKind>")
    #expect(try !SchemaCheck.problems(of: wrong).isEmpty)
  }

  @Test(arguments: ["edxl-rm", "emsi"]) func aRequestComesBackAsItWas(form: String) throws {
    let request = StoryMessages.request()
    let out = try OutgoingMessages(request, form: form)
    let back = try IncomingMessage(Array(out.documents[0].utf8))
    #expect(back.form == form && back.isRequest && back.request == request.id && !back.isExercise)
    #expect(back.incident?.id == request.incident.id)
    #expect(back.incident?.text == request.incident.text)
    #expect(back.incident?.latitude == request.incident.latitude)
    #expect(back.incident?.longitude == request.incident.longitude)
    #expect(back.incident?.place == request.incident.place)
    #expect(back.lines.map(\.count) == [2, 1])
    #expect(back.lines.map(\.reference) == ["\(request.id)-1", "\(request.id)-2"])
    #expect(back.lines[0].need == "pumping")
    #expect(back.sent == StoryMessages.start)
  }

  @Test func whatIsAskedOverUCRI2ComesBackPieceByPiece() throws {
    let request = StoryMessages.request()
    let out = try OutgoingMessages(request, form: "ucri2")
    let text = out.documents[0]
    #expect(text.contains("\"unbekannt\"") && text.contains("requestedResources"))
    let back = try IncomingMessage(Array(text.utf8))
    #expect(back.lines.map(\.count) == [2, 1])
    #expect(back.lines.map(\.need) == ["pumping", "nl-fire-vaals.ts1"])
    #expect(back.incident?.id == request.incident.id && back.request == request.id)
  }

  @Test func theFrenchHubIsAskedLineByLine() throws {
    let request = StoryMessages.request()
    let out = try OutgoingMessages(request, form: "hub-sante")
    #expect(out.documents.count == 2)
    let back = try IncomingMessage(Array(out.documents[0].utf8))
    #expect(back.isRequest && back.request == request.id)
    #expect(back.lines.map(\.need) == ["pumping"] && back.lines[0].count == 2)
    let cancelled = try #require(StoryMessages.stories().first { $0.action == .cancel })
    let message = try OutgoingMessages(cancelled.request, form: "hub-sante", action: .cancel)
    #expect(message.documents[0].contains("ANNULEE"))
    #expect(try IncomingMessage(Array(message.documents[0].utf8)).lines[0].action == .cancel)
  }

  @Test(arguments: ["edxl-rm", "emsi", "hub-sante"]) func everyStepComesBackOrIsNamedAsLost(form: String) throws {
    for (action, request) in StoryMessages.stories() {
      guard let out = try? OutgoingMessages(request, form: form, action: action) else {
        #expect(form == "hub-sante")
        continue
      }
      for document in out.documents {
        let back = try IncomingMessage(Array(document.utf8))
        let line = try #require(back.lines.first)
        // One word stands for both in these forms; the number of units tells them apart where they are taken.
        let alike: [RequestAction: Set<RequestAction>] = [
          .replace: [.replace, .accept], .acceptPart: [.acceptPart, .accept], .send: [.send],
        ]
        #expect(alike[action, default: [action]].contains(line.action), "\(form) \(action): \(document)")
        #expect(back.request == request.id)
        let step = try #require(request.steps.last { $0.action == action })
        if let units = step.units, !out.lost.contains("unit.id"), form != "hub-sante" {
          #expect(line.units == units || form == "emsi", "\(form) \(action)")
        }
        if let reason = step.reason { #expect(line.reason == reason || form == "emsi", "\(form) \(action)") }
      }
    }
  }

  @Test(arguments: ["ucri2", "hub-sante"]) func anExerciseNeverLeavesWhereItCannotBeMarked(form: String) {
    let request = StoryMessages.request(isExercise: true)
    let error = #expect(throws: MutualAidError.self) { try OutgoingMessages(request, form: form) }
    #expect(error?.code.name == "not-exported")
  }

  @Test(arguments: ["edxl-rm", "emsi"]) func anExerciseComesBackAsOne(form: String) throws {
    let out = try OutgoingMessages(StoryMessages.request(isExercise: true), form: form)
    #expect(try IncomingMessage(Array(out.documents[0].utf8)).isExercise)
  }

  @Test func whatUCRI2CannotSayIsNamed() throws {
    let part = try #require(StoryMessages.stories().first { $0.action == .acceptPart })
    let out = try OutgoingMessages(part.request, form: "ucri2", action: .acceptPart)
    #expect(out.kind == "notification_text")
    #expect(out.lost.contains("step:accept-part"))
    let shown = try IncomingMessage(Array(out.documents[0].utf8))
    #expect(shown.lines.isEmpty && shown.text?.contains("accept-part") == true)
  }

  @Test func messagesAsTheyAreFoundAreRead() throws {
    let text = """
      <r:RequestResource xmlns:r="urn:oasis:names:tc:emergency:EDXL:RM:1.0:msg" xmlns:t="urn:oasis:names:tc:emergency:EDXL:RM:1.0">
        <r:MessageID>Req.1</r:MessageID><r:SendDateTime>2026-06-09T13:00:00</r:SendDateTime>
        <r:MessageContentType>RequestResource</r:MessageContentType>
        <r:OriginatingMessageID>Req.1</r:OriginatingMessageID>
        <r:IncidentInformation><t:IncidentID>I-7</t:IncidentID></r:IncidentInformation>
        <r:ContactInformation><t:ContactDescription>A</t:ContactDescription></r:ContactInformation>
        <r:ResourceInformation><r:ResourceInfoElementID>X.1</r:ResourceInfoElementID>
          <r:Resource><r:TypeStructure><t:ValueListURN>u</t:ValueListURN><t:Value>Track Dozer</t:Value></r:TypeStructure></r:Resource>
          <r:AssignmentInformation><r:Quantity><t:QuantityText>4</t:QuantityText></r:Quantity></r:AssignmentInformation>
        </r:ResourceInformation>
      </r:RequestResource>
      """
    let message = try IncomingMessage(Array(text.utf8))
    #expect(message.id == "Req.1" && message.incident?.id == "I-7")
    #expect(message.lines == [message.lines[0]] && message.lines[0].count == 4)
    #expect(message.lines[0].need == "Track Dozer" && message.lines[0].reference == "X.1")
  }

  @Test func anErrorNamesTheElementAndItsLine() throws {
    let out = try OutgoingMessages(StoryMessages.request(), form: "edxl-rm")
    let wrong = out.documents[0].replacing("rmsg:ResourceInfoElementID", with: "rmsg:Unknown")
    let error = #expect(throws: MutualAidError.self) { try IncomingMessage(Array(wrong.utf8)) }
    #expect(error?.message.contains("ResourceInformation/ResourceInfoElementID") == true)
    #expect((error?.line ?? 0) > 10)
  }
}
