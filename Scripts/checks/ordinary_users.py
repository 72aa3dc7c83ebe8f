#!/usr/bin/env python3
"""Runs the program as ordinary users do: without root's rights, with a clock that is wrong, in Turkish, without a home.

Where this runs as root, the program runs as nobody (setpriv); else as whoever runs this. It runs from a copy with the
libraries that it needs, since that user may not be able to look into the folder of the build. Clocks are put wrong with
faketime, and the Turkish locale, in which the small I is not i, is made here, in a folder of its own.
"""
import argparse
import datetime
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import product

NOBODY = 65534
HOUR = 3600

STATION = """<station id="ii-{0}"><name>IĞDIR ı i {0}</name><position lat="50.{1:03}" lon="5.7" quality="building"/>\
<unit id="ii-{0}-u" type="TS"/></station>"""


def registry(issued, stations=5):
    body = "\n".join(STATION.format(number, 500 + number) for number in range(stations))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<registry xmlns="urn:mutual-aid:1.0" id="INFIRMIERI" country="NL" service="fire" issued="{issued}">
<title>Test</title><publisher>Nobody</publisher><source id="s1" title="Made up" licence="CC0-1.0"/>
{body}
</registry>
"""


class User:
    """An ordinary user with a folder of their own."""

    def __init__(self, binary, folder):
        self.home = folder / "home"
        self.home.mkdir()
        self.binary = folder / "program/mutualaid"
        self.wrong = []
        self.steps = 0
        self.is_root = os.geteuid() == 0
        self.install(binary)
        if self.is_root:
            os.chown(self.home, NOBODY, NOBODY)
            folder.chmod(0o755)

    def install(self, binary):
        self.binary.parent.mkdir()
        shutil.copy(binary, self.binary)
        for line in subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout.splitlines():
            found = re.search(r"=> (/\S+)", line)
            if found and not found[1].startswith(("/lib", "/usr/lib")):
                shutil.copy(found[1], self.binary.parent)
        for path in [self.binary.parent, *self.binary.parent.iterdir()]:
            path.chmod(0o755)

    def run(self, *arguments, env=None, input=None, clock=0):
        """Runs the program, with a clock that is so many seconds ahead; in `env` None takes a variable away."""
        environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": str(self.binary.parent)}
        environment.update(env or {})
        command = [str(self.binary), *map(str, arguments)]
        if clock:
            command = ["faketime", "--exclude-monotonic", "-f", f"{clock:+d}s", *command]
        if self.is_root:
            command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--", *command]
        return subprocess.run(
            command, env={key: value for key, value in environment.items() if value is not None}, cwd=self.home,
            input=(input or "").encode(), capture_output=True, timeout=120, check=False)

    def file(self, name, text, mode=0o644):
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        if self.is_root:
            os.chown(path, NOBODY, NOBODY)
        return path

    def expect(self, what, done, status, *words, one_line=True):
        """Notes a finding where a run ended otherwise than it should."""
        self.steps += 1
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        allowed = status if isinstance(status, tuple) else (status,)
        if done.returncode not in allowed:
            self.wrong.append(f"{what}: exit code {done.returncode} in place of {status}: {said.strip()[:300]}")
        for word in words:
            if word not in said:
                self.wrong.append(f"{what}: says nothing of '{word}': {said.strip()[:300]}")
        if one_line and done.returncode > 1 and len(done.stderr.decode("utf-8", "replace").strip().splitlines()) != 1:
            self.wrong.append(f"{what}: not one line of errors: {said.strip()[:300]}")

    def same(self, what, first, second):
        self.steps += 1
        if first != second:
            self.wrong.append(f"{what}: differs")


def now(seconds=0):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def check_rights(user, file):
    """Files and folders that may be read only, or not even that."""
    directory = user.home / "rights/directory.sqlite"
    in_folder = ["--directory", directory]
    user.expect("import", user.run("import", file, *in_folder), 0)
    export = user.run("export", *in_folder)
    user.expect("export", export, 0)
    later = user.file("later.xml", registry("2026-01-02T00:00:00Z", stations=6))
    secret = user.file("secret.xml", registry("2026-01-01T00:00:00Z"), mode=0)
    user.expect("import of what may not be read", user.run("import", secret, *in_folder), 3, "secret.xml", one_line=False)
    report = user.file("report.txt", "precious", mode=0o444)
    done = user.run("coverage", "--output", report, *in_folder)
    user.expect("coverage without people", done, (2, 3))
    user.expect("backup", user.run("backup", user.home / "copy.sqlite", *in_folder), 0)
    copy = user.file("held.sqlite", "precious", mode=0o444)
    user.expect("backup over what may not be written", user.run("backup", copy, "--replace", *in_folder), 4)
    user.same("what may not be written", copy.read_text(), "precious")
    closed = user.home / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    user.expect("backup into a closed folder", user.run("backup", closed / "b.sqlite", *in_folder), 4, "closed")
    user.expect("import into a closed folder", user.run("import", file, "--directory", closed / "d.sqlite"), 4)
    for mode, folder_mode in ((0o444, 0o755), (0o444, 0o555)):
        for path in directory.parent.iterdir():
            path.chmod(mode)
            if user.is_root:
                os.chown(path, 0, 0)
        directory.parent.chmod(folder_mode)
        if user.is_root:
            os.chown(directory.parent, 0, 0)
        what = f"mode {mode:o} in a folder of {folder_mode:o}"
        user.expect(f"info, {what}", user.run("info", *in_folder), 0, "5 units")
        user.expect(f"nearest, {what}", user.run("nearest", "--at", "50.5,5.7", "--scope", "all", *in_folder), 0)
        user.same(f"export, {what}", user.run("export", *in_folder).stdout, export.stdout)
        user.expect(f"backup, {what}", user.run("backup", user.home / f"{folder_mode:o}.sqlite", *in_folder), 0)
        user.expect(f"status, {what}", user.run("status", "ii-1-u", "on-scene", *in_folder), 4)
        user.expect(f"import, {what}", user.run("import", later, *in_folder), 4)


def check_clocks(user, file):
    """A clock an hour off, either way."""
    directory = ["--directory", user.home / "clock.sqlite"]
    user.expect("import", user.run("import", file, *directory), 0)
    user.expect("report", user.run("status", "ii-0-u", "on-scene", *directory), 0)
    behind, ahead = -HOUR, HOUR
    for arguments in (["info"], ["nearest", "--at", "50.5,5.7", "--scope", "all"]):
        user.expect(f"{arguments[0]} with a clock behind", user.run(*arguments, *directory, clock=behind), 0, "clock-behind")
        done = user.run(*arguments, "--format", "json", *directory, clock=behind)
        user.expect(f"{arguments[0]} as JSON with a clock behind", done, 0, "clock-behind")
        try:
            json.loads(done.stdout)
        except ValueError:
            user.wrong.append(f"{arguments[0]} as JSON with a clock behind: no JSON")
        quiet = user.run(*arguments, "--quiet", *directory, clock=behind)
        user.same(f"quiet {arguments[0]} with a clock behind", quiet.stderr, b"")
        for clock in (ahead, 0):
            done = user.run(*arguments, *directory, clock=clock)
            user.expect(f"{arguments[0]} with a clock ahead or right", done, 0)
            user.same(f"{arguments[0]} with a clock ahead or right", done.stderr, b"")
    stated = user.run("nearest", "--at", "50.5,5.7", "--scope", "all", "--time", now(), *directory, clock=behind)
    user.same("nearest at a stated time", stated.stderr, b"")
    line = json.dumps({"unit": "ii-1-u", "status": "on-scene", "since": now()}) + "\n"
    feed = ["status", "--from-file", "-", *directory]
    user.expect("feed with a clock behind", user.run(*feed, clock=behind, input=line), 1, "ahead-of-clock")
    user.expect("feed with a clock behind and more patience",
                user.run(*feed, "--max-ahead", 2 * HOUR, clock=behind, input=line), 0, "1 applied")
    user.expect("feed with a clock ahead", user.run(*feed, clock=ahead, input=line), 0, "1 duplicate")
    fresh = user.file("fresh.xml", registry(now()))
    user.expect("a new edition with a clock behind",
                user.run("import", fresh, "--directory", user.home / "fresh.sqlite", clock=behind), 0)
    done = user.run("import", fresh, "--directory", user.home / "older.sqlite", clock=-30 * HOUR)
    user.expect("a new edition with a clock a day behind", done, 3, "issued-ahead", one_line=False)


def check_turkish(user, file, folder):
    """Nothing depends on the locale: not numbers, not letters, not order."""
    locales = folder / "locales"
    locales.mkdir()
    subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", locales / "tr_TR.UTF-8"], check=True)
    turkish = {"LOCPATH": str(locales), "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
    shown = subprocess.run(["locale", "charmap", "decimal_point"], env={**os.environ, **turkish}, capture_output=True,
                           text=True, check=True).stdout.split()
    if shown != ["UTF-8", ","]:
        raise product.ProductError(f"the Turkish locale was not made: {shown}")
    outputs = []
    for name, env in (("c", {"LC_ALL": "C"}), ("tr", turkish)):
        directory = ["--directory", user.home / f"{name}.sqlite"]
        user.expect(f"import in {name}", user.run("import", file, *directory, env=env), 0)
        time = ["--time", "2026-06-01T12:00:00Z"]
        outputs.append([
            user.run(*arguments, *directory, env=env).stdout for arguments in (
                ["export"], ["export", "--format", "csv"], ["export", "--format", "kml"],
                ["nearest", "--at", "50.5,5.7", "--scope", "all", "--service", "fire", *time],
                ["nearest", "--at", "50.5,5.7", "--scope", "all", "--format", "csv", *time],
                ["status", "ii-0-u", "FMS:2", "--since", "2026-06-01T12:00:00Z"],
                ["status", "ii-0-u", "ON-SCENE", "--since", "2026-06-01T12:00:00Z"],
                ["profiles", "list"], ["info", "--vocabulary"],
                ["nearest", "--at", "50.5,5.7", "--within", "1.5km", "--scope", "all", *time])])
    for number, (first, second) in enumerate(zip(*outputs)):
        user.same(f"output {number} in Turkish", first, second)


def check_homeless(user, file):
    """Without HOME, and with nothing in the environment at all."""
    none = {"HOME": None, "PATH": None}
    named = user.home / "named.sqlite"
    user.expect("import without HOME", user.run("import", file, "--directory", named, env=none), 0)
    user.expect("info without HOME", user.run("info", env={**none, "MUTUALAID_DIRECTORY": str(named)}), 0, "5 units")
    data = {**none, "XDG_DATA_HOME": str(user.home / "data")}
    user.expect("import into the data folder", user.run("import", file, env=data), 0)
    user.expect("info of the data folder", user.run("info", env=data), 0, str(user.home / "data"))
    for home in (None, "/nonexistent"):
        done = user.run("info", env={"HOME": home})
        user.expect(f"info at home in {home!r}", done, (0, 2, 4) if home is None else 4)
    user.same("nothing is made in the working folder", (user.home / ".local").exists(), False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = User(arguments.binary.resolve(), folder)
        file = user.file("registry.xml", registry("2026-01-01T00:00:00Z"))
        check_rights(user, file)
        check_clocks(user, file)
        check_turkish(user, file, folder)
        check_homeless(user, file)
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(path.stat().st_mode | stat.S_IRWXU)
    for finding in user.wrong:
        print(finding)
    print(f"{user.steps} steps as an ordinary user; {len(user.wrong)} findings")
    return 1 if user.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
