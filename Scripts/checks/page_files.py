#!/usr/bin/env python3
"""The files of the page that stand in the folder are those that are put into the program: Sources/CEmbeddedFiles/page.c.

    page_files.py [--write]

Also: no module is longer than 400 lines, none has a script or style of its own inside HTML, and all together are light.
"""
import argparse
import gzip
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "Sources/MutualAidService/Page"
TABLE = ROOT / "Sources/CEmbeddedFiles/page.c"
KINDS = {"Modules": ".js", "Screens": ".html", "Styles": ".css", "Words": ".json"}
PACKED = 400_000


def files():
    found = [file for folder, ending in KINDS.items() for file in (FOLDER / folder).glob(f"*{ending}")]
    return sorted(found, key=lambda file: (file.parent.name, file.name))


def table(found):
    lines = ['#include "CEmbeddedFiles.h"', "", '#pragma clang diagnostic ignored "-Wc23-extensions"', "",
             "// Written by Scripts/checks/page_files.py --write.", ""]
    entries = []
    for file in found:
        name = re.sub(r"\W", "_", f"{file.parent.name}_{file.name}").lower()
        lines += [f"static const unsigned char {name}[] = {{", f'#embed "../MutualAidService/Page/{file.parent.name}/{file.name}"', "};"]
        entries.append(f'    {{"{file.parent.name}/{file.name}", {{{name}, sizeof {name}}}}},')
    lines += ["", "embedded_page embedded_page_files(void) {", "  static const embedded_page_file all[] = {", *entries, "  };",
              "  return (embedded_page){all, sizeof all / sizeof all[0]};", "}", ""]
    return "\n".join(lines)


def findings(found):
    packed = 0
    for file in found:
        text = file.read_text()
        packed += len(gzip.compress(text.encode()))
        count = text.count("\n")
        if file.suffix == ".js" and not 8 <= count <= 400:
            yield f"{file.name} has {count} lines, not 8 to 400"
        if file.suffix == ".html" and re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text):
            yield f"{file.name} has a script or a style of its own"
        if file.suffix == ".js" and re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text):
            yield f"{file.name} makes elements of text"
    if packed >= PACKED:
        yield f"the page has {packed} bytes packed"


# Beginnings of keys that are put together from a word of the service.
MADE = ("kind-", "need-", "do-", "help", "key", "close-", "open-", "move-", "suspend-")
LABELS = {"service", "scope", "from", "within", "agreement", "availability", "time", "room"}


def wordings(found):
    """Phrases that a language lacks or nobody uses, and places that one language fills and another does not."""
    words = {file.stem: json.loads(file.read_text()) for file in found if file.suffix == ".json"}
    used = set(LABELS)
    for file in found:
        text = file.read_text()
        if file.suffix == ".js":
            used |= set(re.findall(r'\bt\("([\w-]+)"', text))
        if file.suffix == ".html":
            used |= set(re.findall(r'data-(?:t|t-label|t-placeholder|title)="([\w-]+)"', text))
    for language, own in words.items():
        for key in sorted(used - own.keys()):
            yield f"{language} has no phrase '{key}'"
        for key in sorted(words["en"].keys() ^ own.keys()):
            yield f"{language} and en do not have the same: '{key}'"
        for key in own.keys() & words["en"].keys():
            if set(re.findall(r"\{\d", own[key])) != set(re.findall(r"\{\d", words["en"][key])):
                yield f"{language} fills '{key}' otherwise than en"
            if not own[key].strip():
                yield f"{language} has nothing for '{key}'"
    for key in sorted(words["en"].keys() - used):
        if not key.startswith(MADE):
            yield f"nobody uses the phrase '{key}'"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the table anew")
    options = parser.parse_args()
    found = files()
    problems = list(findings(found)) + list(wordings(found))
    if options.write:
        TABLE.write_text(table(found))
    elif not TABLE.exists() or TABLE.read_text() != table(found):
        problems.append("page.c is not what the folder has: page_files.py --write")
    print("\n".join(problems), file=sys.stderr)
    print(f"{len(found)} files of the page, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
