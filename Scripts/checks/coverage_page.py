#!/usr/bin/env python3
"""A coverage report in a browser: no message in the console, nothing fetched, nothing wider than a phone or a desktop.

    coverage_page.py --directory FILE [--binary PATH] [--shots FOLDER]
    coverage_page.py PAGE… [--shots FOLDER]

Without pages the program writes them: a report with all of its parts in each language. With --shots, pictures of every page
at both widths, light and dark, and a PDF go to the folder, to be looked at. Needs Chromium.
"""
import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import product

LANGUAGES = ("en", "fr", "nl", "de")
TIME = "2026-11-26T10:00:00Z"
WIDTHS = (390, 1280)
# The page itself runs no script; one around it measures it in a frame of the width.
FRAME = """<!DOCTYPE html><meta charset="utf-8"><title>measure</title><iframe id="f" width="{width}" height="800" src="{page}"></iframe>
<script>onload = () => {{ const d = document.getElementById("f").contentDocument, e = d.documentElement;
  const wide = [...d.querySelectorAll("body *")].filter(x => !x.closest(".scroll, svg, .skip") && x.getBoundingClientRect().right > e.clientWidth + 1);
  document.title = JSON.stringify({{width: e.clientWidth, scroll: e.scrollWidth, wide: wide.slice(0, 5).map(x => x.tagName + " " + x.textContent.slice(0, 40)),
    requests: document.getElementById("f").contentWindow.performance.getEntriesByType("resource").length}}); }};</script>"""


def chromium(folder, *options, page):
    command = [shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu",
               "--hide-scrollbars", f"--user-data-dir={folder}/profile", "--enable-logging=stderr",
               "--allow-file-access-from-files", *options, page]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def measure(page, width, folder):
    frame = Path(folder) / "frame.html"
    frame.write_text(FRAME.format(width=width, page=html.escape(page.resolve().as_uri())), encoding="utf-8")
    done = chromium(folder, "--window-size=1600,1000", "--dump-dom", page=frame.as_uri())
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.S)
    problems = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    try:
        found = json.loads(html.unescape(title.group(1)))
    except (AttributeError, ValueError):
        return problems + ["the page could not be measured: " + done.stderr[-500:]]
    if found["scroll"] > found["width"]:
        problems.append(f"{found['scroll']} px wide on {found['width']}")
    problems += [f"sticks out: {text}" for text in found["wide"]]
    if found["requests"]:
        problems.append(f"{found['requests']} further requests")
    return problems


def write_pages(tool, datasets, folder):
    """A report in each language."""
    scenarios = [part for name in ("closed-borders", "flood") for part in ("--scenario", datasets / f"scenarios/{name}.yaml")]
    for language in LANGUAGES:
        page = Path(folder) / f"report-{language}.html"
        tool.run("coverage", "--time", TIME, *scenarios, "--border-penalty", "--agreement", "required", "--actions", "2",
                 "--format", "html", "--lang", language, "--quiet", "--output", page)
        yield page


def shoot(page, folder, shots):
    for width, height in ((390, 12000), (1280, 9000)):
        for scheme, number in (("light", 1), ("dark", 0)):
            chromium(folder, f"--blink-settings=preferredColorScheme={number}", f"--window-size={width},{height}",
                     f"--screenshot={shots / f'{page.stem}-{width}-{scheme}.png'}", page=page.resolve().as_uri())
    chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={shots / f'{page.stem}.pdf'}",
             page=page.resolve().as_uri())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--directory", type=Path, help="a directory into which the Datasets folder was imported")
    parser.add_argument("pages", nargs="*", type=Path, help="pages to look at in place of those that the program writes")
    parser.add_argument("--shots", type=Path, help="where pictures go")
    options = parser.parse_args()
    if not options.pages and not options.directory:
        parser.error("pages or --directory are needed")
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pages = options.pages or list(
            write_pages(product.Product(options.binary, options.directory), options.datasets, folder))
        for page in pages:
            for width in WIDTHS:
                for problem in measure(page, width, folder):
                    print(f"{page.name} at {width} px: {problem}", file=sys.stderr)
                    failed += 1
            if options.shots:
                options.shots.mkdir(parents=True, exist_ok=True)
                shoot(page, folder, options.shots)
    print(f"{len(pages)} pages at {len(WIDTHS)} widths, {failed} problems")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
