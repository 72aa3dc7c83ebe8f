#!/usr/bin/env python3
"""Puts programs, data and documentation into a Debian package whose bytes depend on nothing but them and SOURCE_DATE_EPOCH."""
import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "mutualaid"
# What is linked in beside the packages of Package.resolved.
RUNTIME = {"name": "swift-runtime", "licence": "Apache-2.0 WITH Swift-exception", "address": "https://github.com/swiftlang/swift"}
LICENCES = [("Apache License", "Apache-2.0"), ("Permission is hereby granted, free of charge", "MIT"), ("Redistribution and use in source", "BSD-3-Clause")]


def output_of(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def libraries(program):
    """The Debian packages of the libraries that a program needs, each with its version."""
    found = {}
    for line in output_of("ldd", program).splitlines():
        path = re.search(r"=> (/\S+)", line)
        if not path:
            continue
        real = os.path.realpath(path.group(1))
        # The programs name their direct libraries alone; what those need, their own packages name.
        for candidate in (path.group(1), real, real.replace("/usr/lib/", "/lib/"), real.replace("/lib/", "/usr/lib/", 1)):
            done = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                package = done.stdout.split(":")[0]
                found[package] = output_of("dpkg-query", "-W", "-f", "${Version}", package)
                break
    return found


def needed(program):
    """The libraries that a program names itself."""
    return re.findall(r"NEEDED\s+(\S+)", output_of("objdump", "-p", program))


def direct_packages(program):
    everything = {}
    for line in output_of("ldd", program).splitlines():
        found = re.match(r"\s*(\S+) => (/\S+)", line)
        if found:
            everything[found.group(1)] = found.group(2)
    direct = set()
    for name in needed(program):
        path = everything.get(name)
        if not path:
            continue
        real = os.path.realpath(path)
        for candidate in (path, real, real.replace("/usr/lib/", "/lib/"), real.replace("/lib/", "/usr/lib/", 1)):
            done = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                direct.add(done.stdout.split(":")[0])
                break
    return direct


def checkouts(programs):
    """The folder with the sources of the packages that were built in."""
    for folder in (programs.resolve().parents[1] / "checkouts", ROOT / ".build/checkouts", ROOT / ".build-test/checkouts"):
        if folder.is_dir():
            return folder
    return None


def swift_packages(sources):
    """(name, version, address, licence, its text) of each package that is linked in."""
    found = []
    resolved = ROOT / "Package.resolved"
    if not resolved.exists():
        return found
    for pin in sorted(json.loads(resolved.read_text())["pins"], key=lambda pin: pin["identity"]):
        address = pin["location"]
        folder = sources / address.rstrip("/").split("/")[-1].removesuffix(".git") if sources else None
        text = ""
        if folder and folder.is_dir():
            for file in sorted(folder.iterdir()):
                if file.name.lower().startswith(("license", "licence", "copying")):
                    text = file.read_text(encoding="utf-8", errors="replace")
                    break
        licence = next((short for words, short in LICENCES if words in text), "NOASSERTION")
        found.append((pin["identity"], pin["state"].get("version", pin["state"]["revision"]), address, licence, text))
    return found


def copyright_text(packages):
    """debian/copyright of the programs, of all that is linked in, and of the data."""
    lines = ["Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/", "Upstream-Name: Mutual Aid", "",
             "Files: *", "Copyright: the authors of Mutual Aid", "License: none-yet",
             " No licence has been given to the program yet; the choice is the owner's.", "",
             "Files: usr/share/mutualaid/datasets/*", "Copyright: the publishers named in datasets/README.md", "License: data",
             " Sources and licences of each file are in /usr/share/mutualaid/datasets/README.md. Borders and some stations are",
             " (c) OpenStreetMap contributors, ODbL 1.0; places are from GeoNames, CC BY 4.0.", ""]
    texts = {}
    for name, version, address, licence, text in packages:
        lines += [f"Files: linked-in/{name}", f"Copyright: the authors of {name} {version}, {address}", f"License: {licence}", ""]
        if text and licence not in texts:
            texts[licence] = text
    lines += [f"Files: linked-in/{RUNTIME['name']}", "Copyright: Apple Inc. and the Swift project authors", f"License: {RUNTIME['licence']}",
              " As Apache-2.0 below, with the Runtime Library Exception of the Swift project.", ""]
    for licence, text in sorted(texts.items()):
        lines.append(f"License: {licence}")
        lines += [" " + (line.rstrip() or ".") for line in text.strip().splitlines()]
        lines.append("")
    return "\n".join(lines)


def bill(version, packages, libraries_, moment, digests):
    """What is in the package, as SPDX 2.3."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    entries = [{"SPDXID": "SPDXRef-mutualaid", "name": NAME, "versionInfo": version, "downloadLocation": "NOASSERTION", "licenseConcluded": "NOASSERTION",
                "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION", "filesAnalyzed": False}]
    links = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-mutualaid"}]

    def add(name, number, place, licence, relation):
        reference = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)
        entries.append({"SPDXID": reference, "name": name, "versionInfo": number, "downloadLocation": place, "licenseConcluded": licence,
                        "licenseDeclared": licence, "copyrightText": "NOASSERTION", "filesAnalyzed": False})
        links.append({"spdxElementId": "SPDXRef-mutualaid", "relationshipType": relation, "relatedSpdxElement": reference})

    for name, number, address, licence, _ in packages:
        add(name, number, f"git+{address}", licence, "STATIC_LINK")
    add(RUNTIME["name"], output_of("swift", "--version").split("version ")[1].split()[0] if shutil.which("swift") else "NOASSERTION",
        RUNTIME["address"], "Apache-2.0 WITH Swift-exception", "STATIC_LINK")
    for name, number in sorted(libraries_.items()):
        add(name, number, "NOASSERTION", "NOASSERTION", "DYNAMIC_LINK")
    identity = hashlib.sha256(json.dumps([entries, digests], sort_keys=True).encode()).hexdigest()
    return json.dumps({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"{NAME}-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/{NAME}-{version}-{identity[:32]}",
        "creationInfo": {"created": stamp, "creators": ["Tool: Scripts/package"]}, "packages": entries, "relationships": links,
        "annotations": [{"annotationDate": stamp, "annotationType": "OTHER", "annotator": "Tool: Scripts/package",
                         "comment": f"SHA-256 of {name}: {digest}"} for name, digest in sorted(digests.items())]}, indent=1) + "\n"


UNIT = "/usr/lib/systemd/system/mutualaid-server.service"
POSTINST = """#!/bin/sh
set -e
if [ "$1" = configure ]; then
  if command -v systemd-sysusers >/dev/null; then
    systemd-sysusers /usr/lib/sysusers.d/mutualaid.conf
  elif ! getent passwd mutualaid >/dev/null; then
    useradd --system --home-dir /var/lib/mutualaid --shell /usr/sbin/nologin mutualaid
  fi
  install -d -o mutualaid -g mutualaid -m 0700 /var/lib/mutualaid
  if [ ! -e /var/lib/mutualaid/mutualaid.sqlite ]; then
    echo "Importing the registries that are shipped into /var/lib/mutualaid/mutualaid.sqlite"
    (umask 077; setpriv --reuid mutualaid --regid mutualaid --clear-groups \\
      /usr/bin/mutualaid import /usr/share/mutualaid/datasets --directory /var/lib/mutualaid/mutualaid.sqlite --quiet) || true
  fi
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl enable mutualaid-server.service >/dev/null 2>&1 || true
    systemctl restart mutualaid-server.service || true
  fi
fi
"""
PRERM = """#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl disable --now mutualaid-server.service >/dev/null 2>&1 || true
fi
"""
POSTRM = """#!/bin/sh
set -e
if [ "$1" = purge ]; then
  rm -rf /var/lib/mutualaid /etc/mutualaid
fi
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
"""
SETTINGS = """# Settings of mutualaid-server: names as `mutualaid-server settings` lists them, each with what it is for.
host: 127.0.0.1
port: 8080
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--manual", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    version = output_of(options.programs / "mutualaid", "--version").strip()
    full = f"{version}+{time.strftime('%Y%m%d%H%M%S', time.gmtime(moment))}"
    architecture = output_of("dpkg", "--print-architecture").strip()
    packages = swift_packages(checkouts(options.programs))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"

        def put(path, data, mode=0o644):
            target = root / path.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data if isinstance(data, bytes) else data.encode())
            target.chmod(mode)
            return target

        needs, everything, digests = set(), {}, {}
        for program in ("mutualaid", "mutualaid-server"):
            source = options.programs / program
            if any(name.startswith("libswift") or name.startswith("lib_Foundation") or name == "libFoundation.so" for name in needed(source)):
                raise SystemExit(f"{source} needs Swift where it runs: build it with --static-swift-stdlib")
            target = put(f"/usr/bin/{program}", source.read_bytes(), 0o755)
            subprocess.run(["strip", "--strip-unneeded", target], check=True)
            needs |= direct_packages(source)
            everything |= libraries(source)
            digests[program] = hashlib.sha256(target.read_bytes()).hexdigest()
            for shell, path in (("bash", f"/usr/share/bash-completion/completions/{program}"), ("zsh", f"/usr/share/zsh/vendor-completions/_{program}"),
                                ("fish", f"/usr/share/fish/vendor_completions.d/{program}.fish")):
                put(path, output_of(source, "--generate-completion-script", shell))
        for file in output_of("git", "ls-files", "Datasets", cwd=ROOT).splitlines():
            put("/usr/share/mutualaid/datasets/" + file.removeprefix("Datasets/"), (ROOT / file).read_bytes())
        if options.manual.is_dir():
            for page in sorted(options.manual.glob("*.1")):
                put(f"/usr/share/man/man1/{page.name}.gz", gzip.compress(page.read_bytes(), 9, mtime=0))
        unit = (ROOT / "Scripts/support/mutualaid-server.service").read_text()
        unit = unit.replace("/usr/local/bin", "/usr/bin").replace("DynamicUser=yes", "User=mutualaid\nGroup=mutualaid")
        put(UNIT, "\n".join(line for line in unit.splitlines() if not line.startswith("#")) + "\n")
        put("/usr/lib/sysusers.d/mutualaid.conf", "u mutualaid - \"Mutual Aid directory\" /var/lib/mutualaid\n")
        put("/etc/mutualaid/server.yaml", SETTINGS)
        put("/usr/share/doc/mutualaid/examples/nginx.conf", (ROOT / "Scripts/support/nginx.conf").read_bytes())
        put("/usr/share/doc/mutualaid/examples/revoked-serials", (ROOT / "Scripts/support/revoked-serials").read_bytes(), 0o755)
        put("/usr/share/doc/mutualaid/copyright", copyright_text(packages))
        put("/usr/share/doc/mutualaid/mutualaid.spdx.json", bill(full, packages, everything, moment, digests))
        date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(moment))
        put("/usr/share/doc/mutualaid/changelog.gz", gzip.compress(
            f"{NAME} ({full}) stable; urgency=medium\n\n  * As of this moment.\n\n -- The authors of Mutual Aid <mutualaid@localhost>  {date}\n".encode(),
            9, mtime=0))
        size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file()) // 1024
        put("/DEBIAN/control", f"""Package: {NAME}
Version: {full}
Architecture: {architecture}
Maintainer: The authors of Mutual Aid <mutualaid@localhost>
Installed-Size: {size}
Depends: {', '.join(sorted(needs | {'adduser | systemd | passwd', 'util-linux'}))}
Recommends: systemd
Section: misc
Priority: optional
Description: who can come from across the border
 A directory of fire, ambulance and civil-protection units of Belgium, the Netherlands,
 Luxembourg and North Rhine-Westphalia, which says who is nearest, available, able and
 allowed to come from across the border, and which control room to ask; as a program,
 and as a service for many control rooms.
""")
        put("/DEBIAN/conffiles", "/etc/mutualaid/server.yaml\n")
        for name, text in (("postinst", POSTINST), ("prerm", PRERM), ("postrm", POSTRM)):
            put(f"/DEBIAN/{name}", text, 0o755)
        sums = [f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}" for file in sorted(root.rglob("*"))
                if file.is_file() and "DEBIAN" not in file.parts]
        put("/DEBIAN/md5sums", "\n".join(sums) + "\n")
        for path in [root, *root.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)
            os.utime(path, (moment, moment))
        file = options.output / f"{NAME}_{full}_{architecture}.deb"
        # One thread: the bytes of several depend on how many there are.
        subprocess.run(["dpkg-deb", "--root-owner-group", "--threads-max=1", "-Zxz", "--build", root, file], check=True, capture_output=True,
                       env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)})
        print(file)


if __name__ == "__main__":
    main()
