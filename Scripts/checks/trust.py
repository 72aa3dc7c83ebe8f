#!/usr/bin/env python3
"""Runs the real server and looks whether everybody may do what is theirs and nothing else: rights and owners, tokens that
are wrong in every way, corrections of a room, the sealed token, keys that are changed, a record that somebody bends, editions
from a server that answers in every bad way, certificates of neighbours, a login at another server, nginx before it, and a
backup taken under load that answers as the original did.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import trust_certificates
import trust_login
import trust_sources
from service_client import Server, ServerCheck, Stream

JSON = {"Content-Type": "application/json"}
LINES = {"Content-Type": "application/x-ndjson"}


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


FACTOR, WORD = 0x9E3779B97F4A7C15, (1 << 64) - 1


def mixed(state, word):
    product = (state ^ word) * FACTOR & WORD
    return (product << 29 | product >> 35) & WORD


def reseal(path, original):
    """Gives the pages of a file that somebody has changed the checksums that they should have: whoever bends a record can do that."""
    old, new = Path(original).read_bytes(), bytearray(Path(path).read_bytes())
    size = int.from_bytes(new[16:18], "big") or 65536
    for number in range(1, len(new) // size + 1):
        at = (number - 1) * size
        page = new[at:at + size]
        if page == old[at:at + size]:
            continue
        sums = [number, ~number & WORD, FACTOR, ~FACTOR & WORD]
        words = [int.from_bytes(page[place:place + 8], "little") for place in range(0, size - 8, 8)]
        whole = len(words) // 4 * 4
        for place in range(0, whole, 4):
            for lane in range(4):
                sums[lane] = mixed(sums[lane], words[place + lane])
        for word in words[whole:]:
            sums[0] = mixed(sums[0], word)
        total = number
        for one in sums:
            total = mixed(total, one)
        new[at + size - 8:at + size] = total.to_bytes(8, "little")
    Path(path).write_bytes(new)


class Check(ServerCheck):
    def serve(self, name, *settings, directory=None):
        directory = directory or self.fresh(name)
        return Server(self.options.server, directory, "body-patience=4", *settings, log=str(self.folder / f"{name}.log"))

    def command(self, directory, *arguments, binary=None):
        return subprocess.run([binary or self.options.binary, *arguments, "--directory", directory], capture_output=True, text=True,
                              env={**os.environ, "MUTUALAID_LANG": "en"}, check=False)

    def two_rooms(self, server):
        """Two units, each with its room, station and registry, of two countries."""
        found = []
        for country in ("NL", "BE"):
            _, units = server.json("GET", "/v1/units", query={"all": "true", "country": country, "service": "fire", "limit": 200})
            for unit in units:
                if unit.get("control_room") and unit["control_room"].get("id"):
                    found.append(unit)
                    break
        return found

    # MARK: rights

    def rights(self):
        server = self.serve("rights")
        try:
            mine, other = self.two_rooms(server)
            room = "room:" + mine["control_room"]["id"].replace(" ", "%20")
            token = server.token("status:write", "registry:write", owner=room)
            answers = {}

            def put(unit, token, body='{"status":"available"}'):
                return server.json("PUT", f"/v1/units/{unit}/status", token=token, headers=JSON, body=body)

            self.expect(put(mine["id"], token)[0] == 200, "a room cannot report on its own unit")
            status, told = put(other["id"], token)
            self.expect(status == 403 and told["error"]["code"] == "not-own", f"a room reports on another's unit: {status} {told}")
            self.expect(put("nobody", token)[0] == 404, "a unit that there is not is another's")
            lines = "".join(json.dumps({"unit": unit, "status": "available"}) + "\n" for unit in (mine["id"], other["id"], "nobody"))
            status, told = server.json("POST", "/v1/status", token=token, headers=LINES, body=lines)
            codes = [line["problem"]["code"] if line["problem"] else line["outcome"] for line in told["results"]]
            self.expect(codes[1:] == ["not-own", "unknown-unit"] and codes[0] in ("applied", "duplicate", "late"), f"lines: {codes}")
            unit = server.token("status:write", owner="unit:" + other["id"])
            self.expect(put(other["id"], unit)[0] == 200 and put(mine["id"], unit)[0] == 403, "a unit's token is not of the unit")
            _, features = server.json("GET", "/v1/units", query={"all": "true", "country": "NL", "format": "geojson", "limit": 10_000})
            organisation = next(one["properties"]["organisation_id"] for one in features["features"]
                                if one["properties"]["id"] == mine["id"])
            if organisation:
                crew = server.token("status:write", owner="organisation:" + organisation.replace(" ", "%20"))
                self.expect(put(mine["id"], crew)[0] == 200 and put(other["id"], crew)[0] == 403, "an organisation's token")
            country = server.token("status:write", owner="country:NL")
            self.expect(put(mine["id"], country)[0] == 200 and put(other["id"], country)[0] == 403, "a country's token")
            everything = server.token("read", "status:write", "registry:write", "audit", "admin", owner="all")

            # Registries: own only, by import, rollback and removal, and with replaces.
            document = next((Path(__file__).resolve().parents[2] / "Datasets").rglob("lu-cgdis*.xml")).read_bytes()
            luxembourg = server.token("registry:write", owner="registry:lu-cgdis")
            xml = {"Content-Type": "application/xml"}
            status, told = server.json("POST", "/v1/registries", query={"dry-run": "true"}, token=token, headers=xml, body=document)
            self.expect(status == 403 and told["error"]["code"] == "not-own", f"another's registry is imported: {status} {str(told)[:200]}")
            status, told = server.json("POST", "/v1/registries", query={"dry-run": "true"}, token=luxembourg, headers=xml, body=document)
            self.expect(status == 200, f"one's own registry is not imported: {status} {str(told)[:300]}")
            status, _ = server.json("POST", "/v1/registries", query={"replaces": "nl-fire"}, token=luxembourg, headers=xml, body=document)
            self.expect(status == 403, f"another's registry is replaced: {status}")
            for method, path in (("DELETE", "/v1/registries/nl-fire"), ("POST", "/v1/registries/nl-fire/rollback?version=1")):
                status, _ = server.json(method, path + ("&" if "?" in path else "?") + "dry-run=true", token=luxembourg)
                self.expect(status == 403, f"{method} {path}: {status}")
                status, _ = server.json(method, path + ("&" if "?" in path else "?") + "dry-run=true", token=everything)
                self.expect(status in (200, 404), f"{method} {path} with everything: {status}")

            # Nobody gives what they do not have.
            small = server.token("admin", "status:write", owner=room)
            for query, wanted in (({"scope": "status:write", "owner": "all"}, 403), ({"scope": "audit", "owner": room}, 403),
                                  ({"scope": "status:write", "owner": room}, 201), ({"scope": "status:write", "owner": "x y:z"}, 400)):
                status, told = server.json("POST", "/v1/tokens", query=query, token=small)
                self.expect(status == wanted, f"issuing {query}: {status} {told}")
            _, seen = server.json("GET", "/v1/tokens", token=small)
            self.expect({entry["owner"] for entry in seen} == {room}, "tokens of others are shown")
            _, seen = server.json("GET", "/v1/tokens", token=everything)
            foreign = next(entry["id"] for entry in seen if entry["owner"] == "all")
            self.expect(server.json("DELETE", f"/v1/tokens/{foreign}", token=small)[0] == 404, "another's token is revoked")

            # Every route that writes or tells secrets, with a token that has all rights but its own.
            _, document = server.json("GET", "/openapi.json")
            count = 0
            for path, operations in document["paths"].items():
                for method, operation in operations.items():
                    needed = [scope for entry in operation["security"] for scope in entry.get("token", [])]
                    if not needed or {} in operation["security"]:
                        continue
                    # Text that no route takes for a value: the right is looked at before.
                    address = re.sub(r"\{\w+\}", "1", path)
                    rest = [scope for scope in ("read", "status:write", "request:write", "registry:write", "report", "audit", "admin")
                            if scope not in needed]
                    key = tuple(rest)
                    if key not in answers:
                        answers[key] = server.token(*rest, owner="all")
                    status, told = server.json(method.upper(), address, token=answers[key], headers=JSON, body="{}")
                    self.expect(status == 403 and told["error"]["code"] == "scope-missing", f"{method} {path} without {needed}: {status}")
                    status, _ = server.json(method.upper(), address, headers=JSON, body="{}")
                    self.expect(status == 401, f"{method} {path} without a token: {status}")
                    count += 1
            status, me = server.json("GET", "/v1/me", token=token)
            self.expect(status == 200 and me["owner"] == room and "status:write" in me["scopes"], f"who asks: {me}")
            print(f"rights: own and others' units, registries and tokens; {count} guarded routes without their right")
        finally:
            server.close()

    # MARK: doors

    def doors(self):
        server = self.serve("doors")
        try:
            unit = self.two_rooms(server)[0]["id"]

            def code(token):
                status, told = server.json("PUT", f"/v1/units/{unit}/status", token=token, headers=JSON, body='{"status":"available"}')
                return status, told.get("error", {}).get("code")

            def issue(*more, directory=server.directory):
                done = self.command(directory, "token", "issue", "--owner", "all", "--scope", "status:write", *more,
                                    binary=self.options.server)
                return done.stdout.strip()

            good = issue()
            self.expect(code(good)[0] == 200, f"a good token: {code(good)}")
            head, claims, signature = good.split(".")
            bent = json.loads(base64.urlsafe_b64decode(claims + "=="))
            bent["scope"] = "admin"
            forged = encoded(json.dumps(bent).encode())
            flipped = signature[:-5] + ("A" if signature[-5] != "A" else "B") + signature[-4:]
            keys = self.command(server.directory, "key", "list", binary=self.options.server).stdout.split()
            public = bytes.fromhex(keys[1])
            kid = json.loads(base64.urlsafe_b64decode(head + "=="))["kid"]

            def other(algorithm, signature):
                made = encoded(json.dumps({"alg": algorithm, "typ": "JWT", "kid": kid}).encode()) + "." + claims
                return made + "." + signature(made.encode())

            strange = self.fresh("strange")
            wrong = {
                "none": (None, "token-missing"), "nonsense": ("nonsense", "token-invalid"), "long": ("x" * 10_000, "token-invalid"),
                "tampered": (f"{head}.{forged}.{signature}", "token-invalid"), "flipped": (f"{head}.{claims}.{flipped}", "token-invalid"),
                "alg none": (other("none", lambda _: ""), "token-invalid"),
                "HS256 with the public key": (
                    other("HS256", lambda text: encoded(hmac.new(public, text, hashlib.sha256).digest())), "token-invalid"),
                "HS256 with its hexadecimal digits": (
                    other("HS256", lambda text: encoded(hmac.new(keys[1].encode(), text, hashlib.sha256).digest())), "token-invalid"),
                "other audience": (issue("--set", "audience=others"), "token-invalid"),
                "other issuer": (issue("--set", "issuer=others"), "token-invalid"),
                "other key": (issue(directory=strange), "token-invalid"),
                "not yet": (issue("--from", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 600))), "token-expired"),
                "expired": (issue("--days", "1", "--from", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 90_000))),
                            "token-expired"),
            }
            for name, (token, wanted) in wrong.items():
                found = code(token)
                self.expect(found == (401, wanted), f"a token with {name}: {found}")
            identity = bent["jti"]
            self.command(server.directory, "token", "revoke", identity, binary=self.options.server)
            begun = time.monotonic()
            while code(good) != (401, "token-revoked") and time.monotonic() - begun < 5:
                pass
            took = time.monotonic() - begun
            self.expect(took < 1, f"a revoked token is taken for {took:.2f} s")

            # Keys: the old one still counts, a lost one does not.
            old = issue()
            self.command(server.directory, "key", "rotate", "tokens", binary=self.options.server)
            new = issue()
            self.expect(old.split(".")[0] != new.split(".")[0], "the new key signs nothing")
            time.sleep(1.2)
            self.expect(code(old)[0] == 200 and code(new)[0] == 200, f"keys that overlap: {code(old)}, {code(new)}")
            self.command(server.directory, "key", "rotate", "tokens", "--lost", binary=self.options.server)
            time.sleep(1.2)
            self.expect(code(new) == (401, "token-invalid") and code(old)[0] == 200, f"a lost key: {code(new)}, {code(old)}")
            for name in (".token-key", ".checkpoint-key"):
                mode = os.stat(server.directory + name).st_mode & 0o777
                self.expect(mode == 0o600, f"{name} has the mode {mode:o}")
            os.chmod(server.directory + ".token-key", 0o644)
            done = self.command(server.directory, "token", "issue", "--owner", "all", binary=self.options.server)
            self.expect(done.returncode != 0 and "others may read" in done.stderr, f"an exposed key: {done}")
            text = Path(self.folder / "doors.log").read_text(encoding="utf-8")
            self.expect(good not in text and signature not in text, "the log holds a token")
            print(f"doors: {len(wrong)} wrong tokens, revocation seen after {took * 1000:.0f} ms, keys overlap and a lost one does not")
        finally:
            server.close()
        done = subprocess.run([self.options.server, "serve", "--directory", self.fresh("beyond"), "--host", "0.0.0.0", "--port", "0"],
                              capture_output=True, text=True, timeout=60, check=False)
        self.expect(done.returncode == 2 and "TLS" in done.stderr, f"beyond this machine without TLS: {done}")

    # MARK: the record

    def record(self):
        # A small directory: it is copied for each entry.
        small = str(self.folder / "record.sqlite")
        (self.folder / "record.xml").write_bytes(trust_sources.registry(range(5), "2026-11-01T00:00:00Z"))
        done = self.command(small, "import", str(self.folder / "record.xml"), "--quiet")
        self.expect(done.returncode in (0, 1), f"a small directory: {done.stderr}")
        server = self.serve("record", "checkpoint-interval=1", directory=small)
        try:
            token = server.token("status:write", "audit", owner="all")
            unit = "loopback-s1.u"
            for number in range(40 if self.options.long else 8):
                server.json("PUT", f"/v1/units/{unit}/status", token=token, headers=JSON,
                            body=json.dumps({"status": "available", "note": f"n{number}"}))
            status, _, line = server.ask("POST", "/v1/audit/checkpoints", token=token)
            head = json.loads(line)
            self.expect(status == 200 and head["number"] > 8, f"a head on demand: {status} {head}")
            time.sleep(1.5)
            _, _, heads = server.ask("GET", "/v1/audit/checkpoints", token=token)
            self.expect(line.strip() in heads, "the head is not among those of the server")
            status, found = server.json("POST", "/v1/audit/verification", token=token, body=line, headers={"Content-Type": "text/plain"})
            self.expect(status == 200 and server.json("GET", "/readyz")[1]["record"] == "holds", f"verification: {found}")
            status, entries = server.json("GET", "/v1/audit", query={"kind": "status", "limit": 5}, token=token)
            self.expect(status == 200 and len(entries) == 5 and entries[-1]["actor"].startswith("token:"), f"entries: {entries}")
        finally:
            server.stop()
        held = self.folder / "held"
        held.write_bytes(line)
        whole = server.directory
        with sqlite3.connect(whole) as file:
            # The copies are of one file: what lies in its log yet goes into it.
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            last = file.execute("SELECT max(number) FROM journal_entry").fetchone()[0]
        done = self.command(whole, "audit", "verify", "--against", str(held))
        self.expect(done.returncode == 0, f"the record does not verify: {done.stdout}")
        numbers = list(range(1, last + 1))
        found = 0

        def bent(name, number, sql, *more):
            """A copy of the directory in which somebody has done something to the entry of a number."""
            nonlocal found
            path = str(self.folder / "bent.sqlite")
            shutil.copyfile(whole, path)
            file = sqlite3.connect(path)
            for trigger in ("journal_entry_is_kept", "journal_entry_is_fixed", "journal_entry_follows"):
                file.execute(f"DROP TRIGGER {trigger}")
            file.executescript(sql)
            file.commit()
            file.close()
            reseal(path, whole)
            told = json.loads(self.command(path, "audit", "verify", "--format", "json", *more).stdout or "null")
            text = json.dumps(told)
            named = {finding["number"] for owner in told["owners"] for finding in owner["findings"]} if told else set()
            self.expect(named and any(abs(at - number) <= 1 for at in named), f"{name} of {number} is not named: {text[:300]}")
            found += 1

        for number in numbers:
            bent("altered", number, f"UPDATE journal_entry SET actor = 'x' WHERE number = {number};")
            if number < last:
                bent("removed", number, f"DELETE FROM journal_entry WHERE number = {number}; DELETE FROM journal_payload WHERE number = {number};")
                bent("swapped", number, f"UPDATE journal_entry SET number = -1 WHERE number = {number}; "
                     f"UPDATE journal_entry SET number = {number} WHERE number = {number + 1}; "
                     f"UPDATE journal_entry SET number = {number + 1} WHERE number = -1;")
                bent("cut behind", number + 1, f"DELETE FROM journal_entry WHERE number > {number}; DELETE FROM journal_payload WHERE number > {number};",
                     "--against", str(held))
            moved = "".join(f"UPDATE {table} SET number = -number - 1 WHERE number >= {number}; UPDATE {table} SET number = -number WHERE number < 0; "
                            for table in ("journal_entry", "journal_payload"))
            bent("inserted", number, moved
                 + f"INSERT INTO journal_entry SELECT owner, {number}, kind, event, received, actor, payload_digest, previous, hash "
                 f"FROM journal_entry WHERE number = {number + 1}; "
                 f"INSERT INTO journal_payload SELECT owner, {number}, salt, payload, NULL FROM journal_payload WHERE number = {number + 1};")
            bent("payload altered", number, f"UPDATE journal_payload SET payload = CAST('{{}}' AS BLOB) WHERE number = {number};")
        rewritten = self.rewritten(whole, numbers, held)
        print(f"record: {found} bent copies of {last} entries are found by number, {rewritten} rewritten ones by the head that was held")

        # The server itself says so at its start.
        path = self.fresh("bentstart")
        shutil.copyfile(whole, path)
        for end in (".checkpoints", ".checkpoint-key", ".token-key"):
            if os.path.exists(whole + end):
                shutil.copy(whole + end, path + end)
        with sqlite3.connect(path) as file:
            file.execute("DROP TRIGGER journal_entry_is_kept")
            file.execute(f"DELETE FROM journal_entry WHERE number > {last - 3}")
        file.close()
        reseal(path, whole)
        server = self.serve("bentstart", directory=path)
        try:
            begun = time.monotonic()
            while server.json("GET", "/readyz")[1]["record"] is None and time.monotonic() - begun < 20:
                time.sleep(0.05)
            status, ready = server.json("GET", "/readyz")
            metrics = server.ask("GET", "/metrics")[2].decode()
            self.expect(status == 200 and ready["warnings"] == ["record"] and "mutualaid_record_holds 0" in metrics, f"a cut tail: {ready}")
            # The token is one of those before the cut: nothing more can be written behind it.
            stream = Stream(server, token=token)
            stream.next()
            server.json("POST", "/v1/audit/verification", token=token)
            event = stream.next()
            while event and event[0] != "record":
                event = stream.next()
            stream.close()
            self.expect(event and event[2]["findings"][0]["kind"] == "tail-cut", f"no event of a bent record: {event}")
        finally:
            server.close()

    def rewritten(self, whole, numbers, held):
        """A past that is written anew with fresh hashes verifies, and the head that somebody held names it."""
        count = 0
        for number in numbers:
            path = str(self.folder / "rewritten.sqlite")
            shutil.copyfile(whole, path)
            file = sqlite3.connect(path)
            for trigger in ("journal_entry_is_kept", "journal_entry_is_fixed", "journal_entry_follows"):
                file.execute(f"DROP TRIGGER {trigger}")
            previous = None
            for entry in file.execute("SELECT owner, number, kind, event, received, actor, payload_digest, previous FROM journal_entry "
                                      "WHERE number >= ? ORDER BY number", (number,)).fetchall():
                owner, at, kind, event, received, actor, digest, before = entry
                actor = "x" if at == number else actor
                before = previous or before
                text = b"mutual-aid entry 1\n"
                for value in (owner, at, kind, event, received, actor):
                    text += value.to_bytes(8, "little", signed=True) if isinstance(value, int) else \
                        len(value.encode()).to_bytes(8, "little") + value.encode()
                previous = hashlib.sha256(text + digest + before).digest()
                file.execute("UPDATE journal_entry SET actor = ?, previous = ?, hash = ? WHERE owner = ? AND number = ?",
                             (actor, before, previous, owner, at))
            file.commit()
            file.close()
            reseal(path, whole)
            alone = self.command(path, "audit", "verify")
            told = json.loads(self.command(path, "audit", "verify", "--format", "json", "--against", str(held)).stdout)
            kinds = {finding["kind"] for owner in told["owners"] for finding in owner["findings"]}
            self.expect(alone.returncode == 0 and kinds == {"rewritten"}, f"rewritten from {number}: {alone.stdout} {told}")
            count += 1
        return count

    # MARK: corrections

    def corrections(self):
        server = self.serve("corrections")
        try:
            mine, other = self.two_rooms(server)
            a = server.token("registry:write", owner="room:" + mine["control_room"]["id"])
            b = server.token("registry:write", owner="room:" + other["control_room"]["id"])
            patch = {"Content-Type": "application/merge-patch+json"}
            room = f"/v1/control-rooms/{mine['control_room']['id']}"
            before = server.json("GET", room)[1]["phones"]
            status, told = server.json("PATCH", room, token=b, headers=patch, body='{"phone":"+31 20 1234567"}')
            self.expect(status == 403, f"room B corrects room A: {status} {told}")
            status, told = server.json("PATCH", room, token=a, headers=patch, body='{"phone":"+31 20 1234567"}')
            self.expect(status == 200, f"room A corrects itself: {status} {str(told)[:300]}")
            self.expect(server.json("GET", room)[1]["phones"] != before, "B does not see A's correction at once")
            status, _ = server.json("PATCH", f"/v1/units/{other['id']}", token=a, headers=patch, body='{"name":"x"}')
            self.expect(status == 403, f"room A corrects a unit of B: {status}")
            status, _ = server.json("PATCH", f"/v1/stations/{other['station']['id']}", token=a, headers=patch, body='{"phone":"+32 2 1234567"}')
            self.expect(status == 403, f"room A corrects a station of B: {status}")
            status, told = server.json("PATCH", f"/v1/stations/{mine['station']['id']}", token=a, headers=patch, body='{"hours":"Mo-Su 08:00-20:00"}')
            self.expect(status == 200, f"room A corrects its station: {status} {str(told)[:300]}")
            status, told = server.json("PATCH", room, token=a, headers=patch, body='{"nonsense":"x"}')
            self.expect(status in (400, 422), f"an unknown field: {status}")
            # A new edition below leaves it.
            dataset = next((Path(__file__).resolve().parents[2] / "Datasets").rglob("nl-fire*.xml"))
            text = re.sub(rb'issued="[^"]*"', time.strftime('issued="%Y-%m-%dT00:00:00Z"', time.gmtime()).encode(), dataset.read_bytes(), count=1)
            everything = server.token("registry:write", owner="all")
            status, told = server.json("POST", "/v1/registries", token=everything, body=text, headers={"Content-Type": "application/xml"})
            self.expect(status == 200 and told[0]["applied"], f"a new edition: {status} {str(told)[:300]}")
            self.expect(server.json("GET", room)[1]["phones"] != before, "a new edition undoes a correction")
            own = f"/v1/registries/own-{mine['control_room']['id']}"
            self.expect(server.json("DELETE", own, token=b)[0] == 403, "B undoes what A corrects")
            status, _ = server.json("PATCH", room, token=a, headers=patch, body='{"phone":null}')
            self.expect(status == 200 and server.json("GET", room)[1]["phones"] == before, "a correction is not undone in one step")
            listed = server.json("GET", "/v1/corrections")[1]
            self.expect(listed, "corrections are not listed")
            print("corrections: A's are in the answers at once, outlive an edition, are undone in one step, and B makes and undoes none")
        finally:
            server.close()

    # MARK: the sealed token

    def sealed(self):
        server = self.serve("sealed")
        try:
            done = self.command(server.directory, "token", "seal", binary=self.options.server)
            sealed = done.stdout.strip()
            auditor = server.token("audit", owner="all")
            stream = Stream(server, token=auditor)
            stream.next()
            unit = self.two_rooms(server)[0]["id"]
            for _ in range(3):
                status, _ = server.json("PUT", f"/v1/units/{unit}/status", token=sealed, headers=JSON, body='{"status":"available"}')
                self.expect(status == 200, f"the sealed token: {status}")
            event = stream.next()
            while event and event[0] != "break-glass":
                event = stream.next()
            stream.close()
            _, uses = server.json("GET", "/v1/audit/break-glass", token=auditor)
            self.expect(event and len(uses) == 1 and uses[0]["signed_off"] is None, f"its use: {event} {uses}")
            self.expect("mutualaid_sealed_uses_unsigned 1" in server.ask("GET", "/metrics")[2].decode(), "no figure of its use")
            path = f"/v1/audit/break-glass/{uses[0]['number']}"
            self.expect(server.json("POST", path, token=sealed)[0] == 409, "its bearer signs its use off")
            status, use = server.json("POST", path, token=auditor, query={"note": "login service down"})
            self.expect(status == 200 and use["signed_off_by"].startswith("token:"), f"signing off: {status} {use}")
            self.expect(server.json("POST", "/v1/tokens", token=sealed, query={"scope": "read"})[0] == 403, "it issues tokens")
            print("the sealed token: works, is an event, an entry and a figure, and is signed off by another")
        finally:
            server.close()

    # MARK: limits and proxies

    def limits(self):
        server = self.serve("limits", "rate-per-token=1", "rate-per-address=1", "proxies=127.0.0.1")
        try:
            token = server.token("read", owner="all")

            def burst(count, **more):
                return [server.ask("GET", "/v1/me", **more)[0] for _ in range(count)]

            found = burst(30, token=token, headers={"X-Forwarded-For": "192.0.2.1"})
            self.expect(200 in found and 429 in found, f"one token: {found}")
            found = burst(30, headers={"X-Forwarded-For": "192.0.2.2, 192.0.2.3"})
            self.expect(200 in found and 429 in found, f"one address: {found}")
            # What stands before the last foreign address anybody may have written.
            found = burst(3, headers={"X-Forwarded-For": "198.51.100.9, 192.0.2.3"})
            self.expect(429 in found, f"an address that the client made up: {found}")
            self.expect(burst(1, headers={"X-Forwarded-For": "192.0.2.4"}) == [200], "another address is held up")
            self.expect(server.ask("GET", "/healthz")[0] == 200, "health is limited")
            print("limits: each token and each address behind a named proxy has its own")
        finally:
            server.close()

    def proxy(self):
        """The nginx example as it is shipped, before the real server."""
        if not shutil.which("nginx") and not os.path.exists("/usr/sbin/nginx"):
            raise SystemExit("nginx is missing: apt-get install nginx")
        server = self.serve("proxy", "proxies=127.0.0.1", "public-address=https://directory.example")
        folder = self.folder / "nginx"
        folder.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=directory.example",
                        "-addext", "subjectAltName=DNS:directory.example", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
                       check=True, capture_output=True)
        port = trust_sources.free_port()
        example = (Path(__file__).resolve().parents[1] / "support/nginx.conf").read_text(encoding="utf-8")
        text = example.replace("127.0.0.1:8080", f"127.0.0.1:{server.port}").replace("listen 443 ssl http2", f"listen 127.0.0.1:{port} ssl http2")
        text = text.replace("listen [::]:443 ssl http2;", "").replace("listen 80;", f"listen 127.0.0.1:{trust_sources.free_port()};")
        text = text.replace("listen [::]:80;", "").replace("/etc/ssl/mutualaid", str(folder))
        (folder / "site.conf").write_text(text, encoding="utf-8")
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
            f"http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; "
            f"uwsgi_temp_path {folder}; scgi_temp_path {folder}; include {folder}/site.conf; }}\n", encoding="utf-8")
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        process = subprocess.Popen([nginx, "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        try:
            trust_sources.wait_for(port)
            ask = ["curl", "-sS", "--cacert", folder / "certificate.pem", "--resolve", f"directory.example:{port}:127.0.0.1"]
            base = f"https://directory.example:{port}"
            done = subprocess.run([*ask, "-o", "/dev/null", "-w", "%{http_code}", f"{base}/v1/registries"], capture_output=True, text=True, check=False)
            self.expect(done.stdout == "200", f"through nginx: {done}")
            token = server.token("status:write", owner="all")
            unit = self.two_rooms(server)[0]["id"]
            listener = subprocess.Popen([*ask, "-N", f"{base}/v1/events"], stdout=subprocess.PIPE, text=True)
            line = listener.stdout.readline()
            while line and not line.startswith("event: hello"):
                line = listener.stdout.readline()
            begun = time.monotonic()
            server.json("PUT", f"/v1/units/{unit}/status", token=token, headers=JSON, body='{"status":"on-scene"}')
            while line and not line.startswith("event: status"):
                line = listener.stdout.readline()
            took = time.monotonic() - begun
            self.expect(line and took < 1, f"an event through nginx comes after {took:.2f} s")
            listener.kill()
            subprocess.run([*ask, "-o", "/dev/null", "-H", "X-Forwarded-For: 203.0.113.9", f"{base}/v1/places?text=Vaals"], check=False)
            time.sleep(0.2)
            log = (self.folder / "proxy.log").read_text(encoding="utf-8")
            self.expect("203.0.113.9" not in log, "an address that a client made up is believed")
            print(f"nginx: answers and events go through; an event after {took * 1000:.0f} ms")
        finally:
            process.terminate()
            process.wait()
            server.close()

    # MARK: backup

    def backup(self):
        """A backup that is taken while reports come in restores to a directory that verifies and answers as the original did."""
        server = self.serve("backup")
        try:
            token = server.token("status:write", "audit", owner="all")
            units = [unit["id"] for unit in server.json("GET", "/v1/units", query={"all": "true", "limit": 20})[1]]
            stop = threading.Event()
            written = 0

            def write():
                nonlocal written
                while not stop.is_set():
                    body = "".join(json.dumps({"unit": unit, "status": "available", "note": f"{written}"}) + "\n" for unit in units)
                    server.json("POST", "/v1/status", token=token, headers=LINES, body=body)
                    written += 1

            thread = threading.Thread(target=write)
            thread.start()
            time.sleep(0.5)
            copy = str(self.folder / "restored.sqlite")
            done = self.command(server.directory, "backup", copy)
            stop.set()
            thread.join()
            self.expect(done.returncode == 0, f"a backup while serving: {done.stderr}")
            with sqlite3.connect(copy) as file:
                last = file.execute("SELECT max(number) FROM journal_entry").fetchone()[0]
                notes = dict(file.execute("SELECT unit, note FROM availability WHERE key IN (SELECT report FROM latest_report)").fetchall())
            done = self.command(copy, "audit", "verify")
            self.expect(done.returncode == 0, f"a restored directory does not verify: {done.stdout}")
            done = self.command(copy, "check")
            self.expect(done.returncode == 0, f"a restored directory is not sound: {done.stdout} {done.stderr}")
            # The original's record up to there is the copy's.
            with sqlite3.connect(server.directory) as file:
                same = file.execute("SELECT hash FROM journal_entry WHERE number = ?", (last,)).fetchone()
            with sqlite3.connect(copy) as file:
                self.expect(same == file.execute("SELECT hash FROM journal_entry WHERE number = ?", (last,)).fetchone(), "another record")
            restored = self.serve("restored", directory=copy)
            try:
                question = {"at": "50.7703,6.0155", "time": "2026-11-24T18:00:00Z", "scope": "all"}
                plain = re.compile(rb'"(elapsed_us|directory_version)" ?: ?\d+')
                answers = [plain.sub(b"", one.ask("GET", "/v1/nearest", query=question)[2]) for one in (server, restored)]
                self.expect(answers[0] == answers[1], "a restored directory answers otherwise")
                self.expect(restored.json("GET", "/readyz")[1]["ready"], "a restored directory is not ready")
            finally:
                restored.close()
            print(f"backup: taken under load ({written} requests), restored at entry {last} with {len(notes)} reports, verifies, is sound, answers alike")
        finally:
            server.close()

    # MARK: crowds

    def crowd(self):
        """10,000 connections that say nothing and 200 readers of events that do not read: others are answered as before."""
        import resource
        import socket
        idle_count, slow_count = (10_000, 200) if self.options.long else (1_000, 40)
        wanted = idle_count + slow_count + 1000
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
        else:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(wanted, 65536)), hard))
        server = self.serve("crowd", f"max-connections={wanted}", "idle-patience=600", "max-waiting-events=500")
        held = []
        try:
            token = server.token("status:write", owner="all")
            units = [unit["id"] for unit in server.json("GET", "/v1/units", query={"all": "true", "limit": 200})[1]]
            before = server.ask("GET", "/v1/registries")[1]["journal-position"]
            for _ in range(idle_count):
                held.append(socket.create_connection((server.host, server.port), timeout=20))
            self.expect(server.ask("GET", "/v1/registries")[1]["journal-position"] == before, "idle connections change something")
            for _ in range(slow_count):
                slow = socket.socket()
                slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                slow.connect((server.host, server.port))
                slow.sendall(b"GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
                held.append(slow)
            import http.client
            kept = http.client.HTTPConnection(server.host, server.port, timeout=20)
            times, wrong = [], 0
            for number in range(1000 if self.options.long else 200):
                if number % 50 == 0:
                    body = "".join(json.dumps({"unit": unit, "status": "available", "note": f"{number}"}) + "\n" for unit in units)
                    server.ask("POST", "/v1/status", body=body, headers=LINES, token=token)
                begun = time.perf_counter()
                kept.request("GET", "/v1/nearest?at=50.7703,6.0155&service=fire")
                answer = kept.getresponse()
                answer.read()
                times.append(time.perf_counter() - begun)
                wrong += answer.status != 200
            times.sort()
            p99 = times[int(len(times) * 0.99)] * 1000
            self.expect(wrong == 0, f"{wrong} questions are not answered beside a crowd")
            if self.options.long:
                self.expect(p99 < 20, f"p99 beside a crowd is {p99:.1f} ms")
            resets = server.ask("GET", "/metrics")[2].decode()
            listeners = re.search(r"mutualaid_listeners (\d+)", resets).group(1)
            print(f"crowd: {idle_count} idle connections, {listeners} readers who do not read: p99 {p99:.1f} ms of {len(times)} questions")
        finally:
            for connection in held:
                connection.close()
            server.close()

    def people(self):
        """What there is of a person is told, and erased by kind and age; the chain stays whole."""
        server = self.serve("people")
        try:
            token = server.token("status:write", owner="all")
            identity = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))["jti"]
            unit = self.two_rooms(server)[0]["id"]
            server.json("PUT", f"/v1/units/{unit}/status", token=token, headers=JSON, body='{"status":"available","note":"call Jansen"}')
        finally:
            server.stop()
        done = self.command(server.directory, "audit", "export", "--person", f"token:{identity}")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.expect(lines and all(line["actor"] == f"token:{identity}" for line in lines), f"by actor: {done}")
        done = self.command(server.directory, "audit", "export", "--person", "Jansen")
        self.expect(len(done.stdout.splitlines()) == 1, f"by free text: {done}")
        done = self.command(server.directory, "audit", "purge", "--kind", "status", "--older-than", "0h")
        whole = self.command(server.directory, "audit", "verify")
        self.expect(done.returncode == 0 and whole.returncode == 0, f"purged: {done} {whole}")
        print("people: what a person did and where a name stands is exported; what is erased leaves the record whole")

    def sources(self):
        trust_sources.check(self)

    def certificates(self):
        trust_certificates.check(self)

    def login(self):
        trust_login.check(self)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True, help="the mutualaid program")
    parser.add_argument("--server", required=True, help="the mutualaid-server program")
    parser.add_argument("--directory", required=True, help="a directory with what is shipped")
    parser.add_argument("--long", action="store_true", help="larger samples")
    parser.add_argument("--only", action="append", help="only this part; may be repeated")
    options = parser.parse_args()
    options.scripts = Path(__file__).resolve().parents[1]
    parts = ["rights", "doors", "record", "corrections", "sources", "sealed", "limits", "proxy", "certificates", "login", "backup", "people", "crowd"]
    with tempfile.TemporaryDirectory() as folder:
        check = Check(options, Path(folder))
        for part in options.only or parts:
            begun = time.monotonic()
            getattr(check, part)()
            print(f"  {part}: {time.monotonic() - begun:.1f} s", flush=True)
    print(f"{len(check.failures)} findings")
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
