internal import CXLSXWriter
package import DirectoryModel
internal import FoundationEssentials
package import Presentation

/// The tables of a report as a workbook (Office Open XML), one sheet each.
///
/// Numbers are numbers: people as whole ones, shares as percentages, times as parts of a day that are shown in minutes and
/// seconds. The spreadsheet writes them as its user's country does. Words are never taken for formulas.
package struct ReportWorkbook {
  private let title: String
  private let tables: [ReportTable]

  /// The longest name that a sheet may have, in UTF-16.
  private static let longestName = 31
  /// The longest text that a cell may have, in UTF-16.
  private static let longestText = 32_767

  /// Takes the tables in the order of the sheets.
  package init(title: String, tables: [ReportTable]) {
    self.title = title
    self.tables = tables
  }

  /// The tables of a report of coverage in a language.
  package init(_ document: CoverageDocument, language: Language) {
    self.init(
      title: CoverageHTML(document, language: language).title, tables: ReportTables(document, language: language).all)
  }

  /// The file's content; the same tables give the same bytes.
  ///
  /// - Throws: `MutualAidError` (`output-failed`) where there is no room for it.
  package func bytes() throws(MutualAidError) -> [UInt8] {
    // The library writes files only.
    let folder = FileManager.default.temporaryDirectory.appending(path: "mutualaid-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ReportWorkbook.failure(folder.path)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "report.xlsx")
    try write(to: file.path, folder: folder.path)
    guard let data = try? Data(contentsOf: file) else { throw ReportWorkbook.failure(file.path) }
    return [UInt8](data)
  }

  private func write(to path: String, folder: String) throws(MutualAidError) {
    let book: UnsafeMutablePointer<lxw_workbook>? = folder.withCString { folder in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(path, &options)
    }
    guard let book else { throw ReportWorkbook.failure(path) }
    title.withCString { title in
      var properties = lxw_doc_properties()
      properties.title = UnsafeMutablePointer(mutating: title)
      // The library would write the moment at which it runs.
      properties.created = 946_684_800
      workbook_set_properties(book, &properties)
    }
    let formats = Formats(book)
    for (number, table) in tables.enumerated() {
      let name = ReportWorkbook.sheetName(table.title, number: number + 1)
      guard let sheet = workbook_add_worksheet(book, name) else { continue }
      fill(sheet, with: table, formats)
    }
    let outcome = workbook_close(book)
    guard outcome == LXW_NO_ERROR else { throw ReportWorkbook.failure(path) }
  }

  /// How cells look.
  private struct Formats {
    let title: UnsafeMutablePointer<lxw_format>?
    let head: UnsafeMutablePointer<lxw_format>?
    let words: UnsafeMutablePointer<lxw_format>?
    let count: UnsafeMutablePointer<lxw_format>?
    let change: UnsafeMutablePointer<lxw_format>?
    let share: UnsafeMutablePointer<lxw_format>?
    let points: UnsafeMutablePointer<lxw_format>?
    let time: UnsafeMutablePointer<lxw_format>?
    let note: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
      func format(_ numbers: String?, isBold: Bool = false, wraps: Bool = false) -> UnsafeMutablePointer<lxw_format>? {
        let format = workbook_add_format(book)
        if let numbers { format_set_num_format(format, numbers) }
        if isBold { format_set_bold(format) }
        if wraps {
          format_set_text_wrap(format)
          format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        return format
      }
      title = format(nil, isBold: true)
      head = format(nil, isBold: true, wraps: true)
      words = format(nil, wraps: true)
      count = format("#,##0")
      change = format("+#,##0;-#,##0;0")
      share = format("0.0%")
      points = format("+0.0;-0.0;0.0")
      time = format("[m]:ss")
      note = format(nil)
    }
  }

  private func fill(_ sheet: UnsafeMutablePointer<lxw_worksheet>, with table: ReportTable, _ formats: Formats) {
    let head: lxw_row_t = 2
    worksheet_write_string(sheet, 0, 0, ReportWorkbook.text(table.title), formats.title)
    for (place, column) in table.columns.enumerated() {
      let number = lxw_col_t(place)
      worksheet_write_string(sheet, head, number, ReportWorkbook.text(column.title), formats.head)
      worksheet_set_column(sheet, number, number, column.isWords ? 44 : 14, nil)
    }
    for (line, row) in table.rows.enumerated() {
      let at = head + 1 + lxw_row_t(line)
      for (place, value) in row.values.enumerated() {
        write(value, to: sheet, at, lxw_col_t(place), formats)
      }
    }
    let end = head + lxw_row_t(table.rows.count)
    if !table.note.isEmpty {
      worksheet_write_string(sheet, end + 2, 0, ReportWorkbook.text(table.note), formats.note)
    }
    worksheet_freeze_panes(sheet, head + 1, 1)
    if !table.columns.isEmpty {
      worksheet_autofilter(sheet, head, 0, end, lxw_col_t(table.columns.count - 1))
    }
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, head, head)
  }

  private func write(
    _ value: ReportTable.Value, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t,
    _ formats: Formats
  ) {
    switch value {
    case .text(let text): worksheet_write_string(sheet, row, column, ReportWorkbook.text(text), formats.words)
    case .note(let text, let note):
      let both = note.isEmpty ? text : "\(text) (\(note))"
      worksheet_write_string(sheet, row, column, ReportWorkbook.text(both), formats.words)
    case .count(let count): worksheet_write_number(sheet, row, column, Double(count), formats.count)
    case .change(let count): worksheet_write_number(sheet, row, column, Double(count), formats.change)
    case .share(let part, let all):
      if all > 0 { worksheet_write_number(sheet, row, column, Double(part) / Double(all), formats.share) }
    case .points(let points):
      if let points { worksheet_write_number(sheet, row, column, points, formats.points) }
    case .time(let seconds):
      if let seconds, seconds.isFinite {
        worksheet_write_number(sheet, row, column, seconds / 86_400, formats.time)
      }
    case .none: break
    }
  }

  /// A name that a sheet may have; its number makes it one of its own.
  private static func sheetName(_ title: String, number: Int) -> String {
    var name = "\(number) "
    for scalar in title.unicodeScalars {
      let isAllowed = !"[]:*?/\\'".unicodeScalars.contains(scalar) && scalar.value >= 32
      let next = isAllowed ? String(scalar) : " "
      guard name.utf16.count + next.utf16.count <= longestName else { break }
      name += next
    }
    while name.last == " " { name.removeLast() }
    return name
  }

  /// A text that a cell may have: no longer, and without what XML does not allow.
  private static func text(_ text: String) -> String {
    var scalars = "".unicodeScalars
    var length = 0
    for scalar in text.unicodeScalars {
      let isAllowed = scalar.value >= 32 || scalar == "\n" || scalar == "\t"
      let kept = isAllowed && scalar.value != 0xFFFE && scalar.value != 0xFFFF ? scalar : "\u{FFFD}"
      length += UTF16.width(kept)
      guard length <= longestText else { break }
      scalars.append(kept)
    }
    return String(scalars)
  }

  private static func failure(_ path: String) -> MutualAidError {
    MutualAidError(
      .outputFailed, "the workbook could not be made in \(path)",
      hint: "Check the path, the permissions and the free space.")
  }
}
