#!/usr/bin/env python3
"""Compares what the sources import with what Package.swift declares.

A target that imports a module which it does not declare compiles, as long as another target declares it, but is not
rebuilt when that module changes, and then may run stale code. So every import must be declared by its own target, and
what is declared must be imported. Modules of the toolchain need no declaration. A dependency on an executable need not
be imported: tests declare it so that it is built before they run it.
"""
import argparse
import re
import sys
from pathlib import Path

import manifest

TOOLCHAIN = re.compile(
    r"(Swift|Foundation\w*|Glibc|Musl|Darwin|Synchronization|Dispatch|Testing|XCTest|PackageDescription)")
# Strings and comments, so that the word import in them is not taken for one.
NOISE = re.compile(r'(?P<raw>#+)".*?"(?P=raw)|""".*?"""|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
IMPORT = re.compile(
    r"(?:^|;)[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?`?(\w+)", re.MULTILINE)


def imports(source):
    """(line, module) of every import, also within #if."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    text = NOISE.sub(blank, source)
    return [(text.count("\n", 0, match.start(1)) + 1, match.group(1)) for match in IMPORT.finditer(text)]


def check_target(target, package, own, modules):
    """The findings on one target, as text."""
    executables = {name for name, other in own.items() if other["type"] in ("executable", "plugin", "macro")}
    declared = {name: {own[name]["c99name"]} for name in target.get("target_dependencies", [])}
    for product in target.get("product_dependencies", []):
        declared[product] = modules.get(product, {product})
    allowed = set().union({target["c99name"]}, *declared.values())
    used = set()
    for source in target.get("sources", []):
        path = Path(target["path"]) / source
        if path.suffix != ".swift":
            continue
        for line, module in imports((package / path).read_text(encoding="utf-8")):
            used.add(module)
            if module not in allowed and not TOOLCHAIN.fullmatch(module):
                yield f"{path}:{line}: imports {module}, but target {target['name']} does not declare it"
    if target["module_type"] != "SwiftTarget":
        return
    for name in sorted(declared.keys() - executables):
        if not declared[name] & used:
            yield f"Package.swift: target {target['name']} declares {name}, but no file of it imports that"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    manifest.add_arguments(parser)
    options = parser.parse_args()
    own = manifest.described_targets(options)
    modules = manifest.Packages.read(options).modules
    findings = [finding for _, target in sorted(own.items())
                for finding in check_target(target, options.package, own, modules)]
    print("\n".join(findings + [f"{len(own)} targets, {len(findings)} findings"]))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
