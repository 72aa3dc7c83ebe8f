#!/usr/bin/env python3
"""A coverage report in a browser, on paper and in a spreadsheet, by programs that are not ours.

    coverage_page.py --directory FILE [--binary PATH] [--shots FOLDER]
    coverage_page.py PAGE… [--shots FOLDER]

Without pages the program writes one: a report of everything with all of its parts. In Chromium, in every language: nothing
is fetched, the console stays silent, nothing is wider than a phone or a desktop, axe finds nothing in light or dark, the
policy lets no other script run, the keyboard walks regions and the cells reached last, tables sort and filter, and without
scripts every table and map is there. What regions read on the map is what their table says. The file is under 2 MB. The PDF
has the report proper on at most 12 sheets, with numbers and a running title, and no row is cut; openpyxl reads the workbook,
whose figures are those of JSON. With --shots, pictures of all of this go to a folder, to be looked at. Needs Chromium.
"""
import argparse
import io
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import openpyxl
import product
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

LANGUAGES = ("en", "fr", "nl", "de")
TIME = "2026-11-26T10:00:00Z"
WIDTHS = (390, 1280)
BYTES = 2_000_000
SHEETS = 12
WIDE = """() => { const e = document.documentElement;
  const wide = [...document.querySelectorAll("body *")].filter(x => x.checkVisibility() && !x.closest(".scroll, svg, .skip, .switch legend")
    && x.getBoundingClientRect().right > e.clientWidth + 1);
  return {scroll: e.scrollWidth, width: e.clientWidth, wide: wide.slice(0, 5).map(x => x.tagName + " " + x.textContent.slice(0, 40)),
    requests: performance.getEntriesByType("resource").length}; }"""


class Browser:
    """Chromium from Debian."""

    def __enter__(self):
        self.driver = sync_playwright().start()
        self.chromium = self.driver.chromium.launch(
            executable_path=shutil.which("chromium") or "chromium", args=["--no-sandbox"])
        return self

    def __exit__(self, *_):
        self.chromium.close()
        self.driver.stop()

    def page(self, file, problems, width=1280, language=None, **options):
        context = self.chromium.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        page.on("console", lambda message: problems.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.goto(file.resolve().as_uri() + (f"#{language}" if language else ""))
        if options.get("java_script_enabled", True):
            page.wait_for_selector(".reading >> visible=true", timeout=20_000)
        return page


def looks(browser, file, shots, problems):
    """Widths, requests and axe, in every language."""
    for language in LANGUAGES:
        for width in WIDTHS:
            for scheme in ("light", "dark") if width == 1280 else ("light",):
                # axe is put into the page from outside, which its policy would not allow.
                page = browser.page(file, problems, width, language, color_scheme=scheme, bypass_csp=True)
                where = f"{language} at {width} px, {scheme}"
                found = page.evaluate(WIDE)
                if found["scroll"] > found["width"]:
                    problems.append(f"{where}: {found['scroll']} px wide")
                problems += [f"{where}: sticks out: {text}" for text in found["wide"]]
                if found["requests"]:
                    problems.append(f"{where}: {found['requests']} further requests")
                if page.evaluate("document.documentElement.lang") != language:
                    problems.append(f"{where}: the page says that it is in another language")
                if shots:
                    page.screenshot(path=shots / f"{language}-{width}-{scheme}.png", full_page=True)
                for violation in Axe().run(page).response["violations"]:
                    problems.append(f"{where}: axe: {violation['id']}: {violation['nodes'][0]['html'][:120]}")
                page.context.close()


def numbers(text):
    return [int(re.sub(r"\D", "", part)) for part in re.findall(r"\d[\d.,\u202f\u00a0]*", text)]


def works(browser, file, problems):
    """The policy, the keyboard, sorting, filtering, and the page without scripts."""
    page = browser.page(file, problems, language="en")
    # What the browser reports of the attempt is expected.
    told = len(problems)
    page.evaluate("""() => { const s = document.createElement("script"); s.textContent = "window.intruder = 1";
      document.body.append(s); const i = new Image(); i.src = "https://127.0.0.1:9/x.png"; document.body.append(i); }""")
    page.wait_for_timeout(200)
    del problems[told:]
    if page.evaluate("window.intruder"):
        problems.append("the policy lets a script run that it does not name")
    figure = page.locator("#en figure[data-topic]").first
    reading = figure.locator(".reading")
    regions, cells = figure.locator("select").nth(0), figure.locator("select").nth(1)
    for select in (regions, cells):
        before = reading.inner_text()
        select.focus()
        page.keyboard.press("ArrowDown")
        if select.locator("option").count() < 2 or reading.inner_text() == before:
            problems.append(f"the keyboard finds nothing: {reading.inner_text()!r}")
    if not 1 < cells.locator("option").count() <= 201:
        problems.append(f"{cells.locator('option').count() - 1} cells reached last")
    box = figure.locator("svg.plan").bounding_box()
    seen = set()
    for step in range(1, 20):
        page.mouse.move(box["x"] + box["width"] * step / 20, box["y"] + box["height"] * step / 20)
        seen.add(reading.inner_text())
    if len(seen) < 3:
        problems.append("the pointer shows no values")
    regions_agree(page, figure, problems)
    table = page.locator("#en .annex table").first
    head = table.locator("thead th").nth(1)
    column = table.locator("tbody tr:not(.sum) td:nth-child(2)")
    for order in ("descending", "ascending"):
        head.locator("button").click()
        values = [numbers(text)[0] for text in column.all_inner_texts() if numbers(text)]
        if head.get_attribute("aria-sort") != order or values != sorted(values, reverse=order == "descending"):
            problems.append(f"the table does not sort {order}")
    field = page.locator("#en .annex .filter input").first
    name = table.locator("tbody tr:not(.sum) th").first.inner_text().split("\n")[0]
    field.fill(name)
    rows = table.locator("tbody tr:not(.sum):visible")
    if rows.count() < 1 or any(name not in text for text in rows.all_inner_texts()):
        problems.append("the table does not filter")
    page.context.close()
    with_scripts = browser.page(file, problems)
    without = browser.page(file, problems, java_script_enabled=False)
    for thing in ("table", "svg.plan", "caption", "tbody tr", ".legend li"):
        counts = [page.locator(thing).count() for page in (with_scripts, without)]
        if counts[0] != counts[1] or counts[1] == 0:
            problems.append(f"{thing}: {counts[0]} with scripts, {counts[1]} without")
    without.locator(".switch input").nth(1).check()
    if not without.locator(".e1 h1").is_visible() or without.locator(".e0 h1").is_visible():
        problems.append("without scripts the language does not change")


def regions_agree(page, figure, problems):
    """What a region reads on the map is the row of its table."""
    table = page.locator("#en .annex table").first
    rows = {}
    for row in table.locator("tbody tr:not(.sum)").all():
        head = row.locator("th")
        if head.locator("small").count() == 0 or "Not judged" not in head.inner_text():
            rows[head.inner_text().split("\n")[0]] = [numbers(text)[0] for text in row.locator("td").all_inner_texts()[:2]]
    select = figure.locator("select").first
    checked = 0
    for option in select.locator("option").all()[1:]:
        name = option.inner_text()
        if name not in rows or list(rows).count(name) != 1:
            continue
        select.select_option(value=option.get_attribute("value"))
        shown = numbers(figure.locator(".reading").inner_text().removeprefix(name))[:2]
        if shown and shown != [rows[name][1], rows[name][0]]:
            problems.append(f"{name}: the map reads {shown}, the table {rows[name]}")
        checked += 1
        if checked == 25:
            break
    if not checked:
        problems.append("no region could be compared")


def paper(file, problems):
    """The report proper on few sheets, numbered; no row over the end of a sheet."""
    sheets = [page.extract_text() for page in PdfReader(file).pages]
    for number, text in enumerate(sheets, 1):
        if not re.search(rf"{number}\s*/\s*{len(sheets)}", text):
            problems.append(f"sheet {number} of {len(sheets)} has no number")
        if "Who is reached in time" not in text:
            problems.append(f"sheet {number} has no running title")
    annex = next((number for number, text in enumerate(sheets, 1) if re.search(r"^Annex$", text, re.M)), None)
    if annex is None or annex - 1 > SHEETS:
        problems.append(f"the annex begins on sheet {annex} of {len(sheets)}")
    if "What they do not know" not in sheets[0]:
        problems.append("the first page does not fit on a sheet")


def workbook(data, report, problems):
    """Another program reads the workbook, and its figures are those of JSON."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for number, service in enumerate(report["scenarios"][0]["services"]):
        total = service["areas"][0]
        sheet = next((sheet for sheet in book if sheet["A1"].value and "Scenarios" in sheet["A1"].value
                      and service["service"] in sheet["A1"].value.lower()), None)
        if sheet is None:
            problems.append(f"the workbook has no scenarios of {service['service']}")
            continue
        if sheet.cell(4, 2).value != total["judged"] - total["covered"]:
            problems.append(f"{sheet.title}: {sheet.cell(4, 2).value} outside, JSON has {total['judged'] - total['covered']}")
        for row, scenario in enumerate(report["scenarios"]):
            area = scenario["services"][number]["areas"][0]
            if row and [sheet.cell(4 + row, column).value for column in (4, 5)] != [area["lost"], area["gained"]]:
                problems.append(f"{sheet.title}, row {4 + row}: not {area['lost']} and {area['gained']}")
        if not sheet.cell(4, 3).number_format.endswith("%"):
            problems.append(f"{sheet.title}: a share is no percentage")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--directory", type=Path, help="a directory into which the Datasets folder was imported")
    parser.add_argument("pages", nargs="*", type=Path, help="pages to look at in place of the one that the program writes")
    parser.add_argument("--shots", type=Path, help="where pictures go")
    options = parser.parse_args()
    if not options.pages and not options.directory:
        parser.error("pages or --directory are needed")
    problems = []
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        folder = Path(folder)
        pages = options.pages
        if not pages:
            tool = product.Product(options.binary, options.directory)
            question = ["coverage", "--time", TIME, "--scenario", options.datasets / "scenarios/flood.yaml", "--border-penalty",
                        "--agreement", "required", "--actions", "2", "--lang", "en", "--quiet"]
            files = {form: folder / f"report.{form}" for form in ("html", "pdf", "xlsx", "json")}
            for form, file in files.items():
                tool.run(*question, "--format", form, "--output", file)
            if files["html"].stat().st_size >= BYTES:
                problems.append(f"the page has {files['html'].stat().st_size} bytes")
            paper(files["pdf"], problems)
            workbook(files["xlsx"].read_bytes(), json.loads(files["json"].read_bytes()), problems)
            if options.shots:
                shutil.copy(files["pdf"], options.shots / "report.pdf")
                shutil.copy(files["html"], options.shots / "report.html")
            pages = [files["html"]]
        with Browser() as browser:
            for page in pages:
                looks(browser, page, options.shots, problems)
                works(browser, page, problems)
    print("\n".join(problems), file=sys.stderr)
    print(f"{len(pages)} pages in {len(LANGUAGES)} languages at {len(WIDTHS)} widths, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
