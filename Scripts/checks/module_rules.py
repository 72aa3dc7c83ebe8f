#!/usr/bin/env python3
"""Checks that Package.swift keeps the rules of the house: what must not be below what, and what one target alone knows.

A rule is broken as well when one target depends on another through a third, or on a package through another package.
"""
import argparse
import sys
import tempfile

import manifest

# Packages that the server alone has: without the trait Server none of them is fetched.
SERVER_PACKAGES = {"swift-nio", "swift-nio-ssl", "swift-nio-extras", "swift-asn1", "swift-crypto", "swift-certificates", "hummingbird", "jwt-kit",
                   "swift-service-lifecycle", "swift-log", "swift-metrics", "swift-http-types", "swift-configuration"}
# {target: (why, targets and products that it may not depend on, packages that it may not depend on)}
BENEATH = {
    "MutualAid": ("an embedder links neither a solver nor a reader of YAML, and words and formats stand above the answers",
                  {"Presentation", "MutualAidPlanning", "Siting", "Spreadsheets", "CCBC", "CXLSXWriter", "Yams", "ArgumentParser"}, {"yams"}),
    "mutualaid": ("the command line builds without a server's stacks", {"MutualAidService", "ServiceSecurity"}, SERVER_PACKAGES),
    "MutualAidService": ("tests of routes do not build BoringSSL", {"ServiceSecurity", "JWTKit", "NIOSSL", "HummingbirdTLS"}, set()),
    "DirectoryModel": ("plain values know no format and no store",
                       {"RegistryXML", "DirectoryStore", "Presentation", "GRDB"}, set()),
}
# What one target at most may depend on directly, tests aside: XML, SQL, HTTP, signatures, mixed-integer programs, workbooks, YAML, options.
ONE_KNOWS = ["CLibXML2", "CXLSXWriter", "GRDB", "CCurl", "CSodium", "CCBC", "Yams"]


# What executables alone may depend on directly.
EXECUTABLES_KNOW = ["ArgumentParser", "Configuration"]


def findings(targets, packages):
    """What breaks a rule, as text."""
    for name, (why, forbidden, forbidden_packages) in BENEATH.items():
        if name not in targets:
            yield f"there is no target {name}, for which there is a rule"
            continue
        beneath = manifest.closure(name, targets)
        for other in sorted(beneath & forbidden):
            yield f"{name} depends on {way(name, other, targets)}: {why}"
        for product in sorted(beneath & packages.owners.keys()):
            owner = packages.owners[product]
            for package in sorted(({owner} | packages.beneath[owner]) & forbidden_packages):
                yield f"{name} depends on {product} of {owner}, and so on the package {package}: {why}"
    for known in ONE_KNOWS:
        knowing = sorted(name for name, target in targets.items()
                         if target["type"] != "test" and known in manifest.direct(target))
        if len(knowing) != 1:
            yield f"{known} is a dependency of {', '.join(knowing) or 'no target'}: exactly one target should know it"


    for known in EXECUTABLES_KNOW:
        for name, target in targets.items():
            if target["type"] not in ("test", "executable") and known in manifest.direct(target):
                yield f"{known} is a dependency of {name}: executables alone should know it"


def fetched_without_server(options):
    """The packages of the server that are fetched although the trait for it is off."""
    # In a folder of its own, so that the build that is there keeps the packages of its trait.
    with tempfile.TemporaryDirectory() as scratch:
        tree = manifest.package_tool(options.package, "--scratch-path", scratch, "--disable-default-traits",
                                     "show-dependencies", "--format", "json")
    return sorted({entry["identity"] for entry in tree["dependencies"]} & SERVER_PACKAGES)


def way(start, end, targets):
    """The shortest way from one target to another, as text."""
    ways = [[start]]
    while ways:
        path = ways.pop(0)
        if path[-1] == end:
            return " → ".join(path[1:])
        ways += [[*path, name] for name in manifest.direct(targets.get(path[-1], {})) if name not in path]
    return end


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    manifest.add_arguments(parser)
    options = parser.parse_args()
    found = list(findings(manifest.described_targets(options), manifest.Packages.read(options)))
    found += [f"{name} is fetched without the trait Server" for name in fetched_without_server(options)]
    print("\n".join(found + [f"{len(BENEATH) + len(ONE_KNOWS) + len(EXECUTABLES_KNOW) + 1} rules, {len(found)} findings"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
