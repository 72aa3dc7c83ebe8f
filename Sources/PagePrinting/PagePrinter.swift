package import DirectoryModel
internal import Foundation

/// Prints a page into a PDF file by the browser that is installed: Chromium, or what is made of it.
package struct PagePrinter {
  /// Names under which distributions install it, the first one found is taken.
  private static let names = [
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge",
  ]
  /// Seconds that it may take.
  private static let patience = 180.0

  private let browser: String

  /// Looks for the browser in the folders of programs.
  ///
  /// - Throws: `MutualAidError` (`output-failed`) where there is none.
  package init(environment: [String: String]) throws(MutualAidError) {
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    for name in PagePrinter.names {
      for folder in folders where folder.hasPrefix("/") && access("\(folder)/\(name)", X_OK) == 0 {
        browser = "\(folder)/\(name)"
        return
      }
    }
    throw MutualAidError(
      .outputFailed, "there is no Chromium to print the report with",
      hint: "Install it (Debian: apt install chromium), or take --format html and print that in any browser.")
  }

  /// The page as PDF.
  ///
  /// - Parameter html: a page that needs nothing beside it.
  /// - Returns: the file's content.
  /// - Throws: `MutualAidError` (`output-failed`) where the browser fails, or takes longer than three minutes.
  package func pdf(of html: String) throws(MutualAidError) -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mutualaid-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appending(path: "report.html")
    let result = folder.appending(path: "report.pdf")
    let process = Process()
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(html.utf8).write(to: page)
      process.executableURL = URL(filePath: browser)
      // The root user has no sandbox; the page is our own and may fetch nothing.
      process.arguments =
        (geteuid() == 0 ? ["--no-sandbox"] : []) + [
          "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking", "--no-first-run",
          "--disable-dev-shm-usage", "--no-pdf-header-footer", "--user-data-dir=\(folder.path)/profile",
          "--print-to-pdf=\(result.path)", page.absoluteString,
        ]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    } catch {
      throw failure()
    }
    let end = Date(timeIntervalSinceNow: PagePrinter.patience)
    while process.isRunning, Date() < end { usleep(50_000) }
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      throw failure()
    }
    guard let data = try? Data(contentsOf: result), data.starts(with: Data("%PDF".utf8)) else { throw failure() }
    return [UInt8](data)
  }

  private func failure() -> MutualAidError {
    MutualAidError(
      .outputFailed, "\(browser) did not print the report",
      hint: "Take --format html and print that in any browser.")
  }
}
