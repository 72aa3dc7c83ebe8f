#!/usr/bin/env python3
"""Checks that every document and every profile in the Datasets folder is valid for xmllint and for the tool alike.

Both read the same schema with the same library, but the tool streams and adds rules of its own. Its warnings do not
fail the check; they are printed by code, so that somebody looks at them.
"""
import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import product

SCHEMA = "schema/mutual-aid-1.0.xsd"
PROFILE_SCHEMA = "schema/profile-1.0.xsd"


def schema_errors(schema, path):
    """What xmllint says about a document; nothing where it is valid."""
    done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, path],
                          capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]


def profile_errors(options, path):
    """What xmllint and the tool say about a profile; nothing where it can be used."""
    done = subprocess.run([options.binary, "profiles", "check", path], capture_output=True, text=True, check=False)
    said = [] if done.returncode == 0 else done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
    return schema_errors(options.datasets / PROFILE_SCHEMA, path) + said


def check_report(report):
    """The reasons for which a report of the tool is not a clean bill."""
    if not report["applied"]:
        yield "the tool refuses it"
    if report["rejected"]:
        yield f"the tool rejects {report['rejected']} records"
    if not report["read"] and not report["control_rooms"] and not report["stations"]:
        yield "the tool finds nothing in it"
    for problem in report["problems"]:
        if problem["severity"] == "error":
            yield f"line {problem['line']}: {problem['message']} [{problem['code']}]"


def print_warnings(reports, limit):
    """The tool's warnings by code, at most `limit` of each."""
    warnings = defaultdict(list)
    for report in reports:
        for problem in report["problems"]:
            if problem["severity"] == "warning":
                warnings[problem["code"]].append((Path(report["file"]).name, problem))
    for code, entries in sorted(warnings.items(), key=lambda item: -len(item[1])):
        print(f"{len(entries)} warnings [{code}]")
        for name, problem in entries[:limit]:
            print(f"  {name}:{problem['line']}: {problem['message']} ({problem['record']})")
        if len(entries) > limit:
            print(f"  … and {len(entries) - limit} more")
    return sum(map(len, warnings.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--show", type=int, default=5, help="how many warnings of each code to print (5)")
    options = parser.parse_args()
    profiles = sorted((options.datasets / "profiles").glob("*.xml"))
    tables = set((options.datasets / "population").glob("*.csv*"))
    documents = sorted((set(options.datasets.rglob("*.xml")) | tables) - set(profiles))
    findings = [(profile, line) for profile in profiles for line in profile_errors(options, profile)]
    for document in documents:
        if document not in tables:
            findings += [(document, f"xmllint: {line}") for line in schema_errors(options.datasets / SCHEMA, document)]
    with tempfile.TemporaryDirectory() as folder:
        untouched = Path(folder) / "untouched.sqlite"
        tool = product.Product(options.binary, untouched)
        reports = tool.json("validate", options.datasets, "--schema", ok=(0, 1))
        if untouched.exists():
            findings.append((untouched, "validate made a directory"))
    reported = {Path(report["file"]).resolve(): report for report in reports}
    for document in documents:
        report = reported.pop(document.resolve(), None)
        reasons = check_report(report) if report else ["the tool does not report it"]
        findings += [(document, reason) for reason in reasons]
    findings += [(document, "the tool reports it, but it is no document of the folder") for document in reported]
    warnings = print_warnings(reports, options.show)
    for document, finding in findings:
        print(f"{document}: {finding}")
    print(f"{len(documents)} documents, {len(profiles)} profiles, {sum(report['read'] for report in reports)} records read, "
          f"{warnings} warnings, {len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
