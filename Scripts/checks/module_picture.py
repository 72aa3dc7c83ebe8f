#!/usr/bin/env python3
"""Compares the picture of the modules in README.md with Package.swift, or draws it anew with --write.

The picture is the fenced block between the lines `<!-- modules -->` and `<!-- modules: end -->`. It has a line for each target that is not a test,
a higher one before a lower one: its name, two spaces or more, what it is, and behind an arrow what it stands right upon.
What that stands upon in turn is not repeated, though the manifest declares it. --write keeps what is said of a target.
"""
import argparse
import sys

import manifest

BEGIN, END = "<!-- modules -->\n```\n", "```\n<!-- modules: end -->\n"
NAMELESS = "?"


def parse(picture):
    """{target: (what it is, what it stands upon)}, in the order of the lines."""
    lines = {}
    for line in filter(str.strip, picture.splitlines()):
        words, _, upon = line.partition("→")
        name, _, meaning = words.strip().partition(" ")
        lines[name] = (meaning.strip(), [part.strip() for part in upon.split(",") if part.strip()])
    return lines


def draw(targets, meanings):
    """The picture's lines."""
    shown = {name for name, target in targets.items()
             if target["type"] not in ("test", "system-target") and not target["path"].startswith("Tests/")}
    heights = {}

    def height(name):
        if name not in heights:
            heights[name] = 1 + max((height(other) for other in manifest.direct(targets.get(name, {}))), default=0)
        return heights[name]

    rows = []
    for name in sorted(shown, key=lambda name: (-height(name), name)):
        declared = manifest.direct(targets[name])
        through = set().union(*(manifest.closure(other, targets) for other in declared))
        upon = sorted(set(declared) - through, key=lambda other: (-height(other), other))
        rows.append((name, meanings.get(name, NAMELESS), ", ".join(upon)))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [f"{name:{widths[0]}}  {meaning:{widths[1]}}  → {upon}" if upon else f"{name:{widths[0]}}  {meaning}"
            for name, meaning, upon in rows]


def compare(old, new):
    """Where the picture is another than the manifest gives."""
    for name in old.keys() | new.keys():
        if name not in new:
            yield f"{name}: is in the picture, but not in Package.swift"
        elif name in old and old[name][1] != new[name][1]:
            upon = [", ".join(names) or "nothing" for names in (old[name][1], new[name][1])]
            yield f"{name}: stands upon {upon[0]} in the picture, upon {upon[1]} in Package.swift"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    manifest.add_arguments(parser)
    parser.add_argument("--write", action="store_true", help="put the picture that the manifest gives into README.md")
    options = parser.parse_args()
    readme = options.package / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    picture, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"README.md has no picture of the modules between {BEGIN!r} and {END!r}")
    old = parse(picture)
    meanings = {name: meaning for name, (meaning, _) in old.items()}
    lines = draw(manifest.described_targets(options), meanings)
    new = parse("\n".join(lines))
    findings = [f"{name}: README.md does not say what it is" for name, (meaning, _) in new.items() if meaning == NAMELESS]
    if options.write:
        readme.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, encoding="utf-8")
    else:
        findings += compare(old, new)
        if not findings and picture.splitlines() != lines:
            findings.append("the lines are in another order or set otherwise than --write sets them")
    print("\n".join(sorted(findings) + [f"{len(new)} modules, {len(findings)} findings"]))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
