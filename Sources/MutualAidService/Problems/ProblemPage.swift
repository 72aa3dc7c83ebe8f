internal import Presentation

/// The page at the address of a type of problem.
enum ProblemPage {
  static func html(code: String, _ explanation: ProblemWords.Explanation, in language: Language) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(explanation.title))</title></head>
    <body><main><h1>\(escaped(explanation.title))</h1><p><code>\(escaped(code))</code></p>
    <p>\(escaped(explanation.text))</p></main></body>
    </html>

    """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
