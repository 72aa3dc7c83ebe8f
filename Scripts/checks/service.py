#!/usr/bin/env python3
"""Runs the real server and asks it over HTTP: answers are those of the command line, byte for byte; its document, figures
and features are what other programs expect; nothing acknowledged is lost when it is killed; it stops as it should; events
come to every listener exactly once, in order; bad guests get the right status and change nothing.
"""
import argparse
import gzip
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from service_client import Server, ServerCheck, Stream

ROOT = Path(__file__).resolve().parents[2]
TIME = "2026-11-24T18:00:00Z"
PLACES = ["50.7703,6.0155", "50.7756,6.0836", "51.4415,4.9303", "50.6326,5.5797", "51.7878,6.1383", "49.8153,6.1296"]
ELAPSED = re.compile(rb'"elapsed_us" ?: ?\d+')


class Check(ServerCheck):
    def __init__(self, options, folder):
        super().__init__(options, folder)
        self.server = None

    def command(self, *arguments):
        """What the command line writes."""
        done = subprocess.run(
            [self.options.binary, *arguments, "--directory", self.directory], capture_output=True,
            env={**os.environ, "MUTUALAID_LANG": "en"}, check=False)
        return done.stdout

    # MARK: answers

    def answers(self):
        same = 0

        def compare(path, query, arguments, method="GET", body=None, headers=None):
            nonlocal same
            status, _, got = self.server.ask(method, path, query=query, body=body, headers=headers)
            wanted = self.command(*arguments)
            got, wanted = ELAPSED.sub(b"", got), ELAPSED.sub(b"", wanted)
            self.expect(status in (200, 404) and got == wanted, f"{path} {query or body} is not {' '.join(arguments)}")
            same += 1

        for place in PLACES:
            for form in ("json", "geojson", "csv"):
                compare("/v1/nearest", {"at": place, "time": TIME, "scope": "all", "format": form},
                        ["nearest", "--at", place, "--time", TIME, "--scope", "all", "--format", form])
            compare("/v1/nearest", [("at", place), ("time", TIME), ("service", "fire"), ("need", "ladder"), ("within", "30min"),
                                    ("rank", "distance"), ("count", "3"), ("lang", "nl")],
                    ["nearest", "--at", place, "--time", TIME, "--service", "fire", "--need", "ladder", "--within", "30min",
                     "--rank", "distance", "--count", "3", "--lang", "nl", "--format", "json"])
            compare("/v1/matches", None,
                    ["match", "--at", place, "--time", TIME, "--need", "pumping:3", "--need", "ladder:1", "--format", "json"],
                    "POST", json.dumps({"at": place, "time": TIME, "need": ["pumping:3", "ladder:1"]}),
                    {"Content-Type": "application/json"})
        unit = json.loads(self.command("nearest", "--at", PLACES[0], "--time", TIME, "--format", "json"))["units"][0]["id"]
        compare("/v1/nearest", {"at": PLACES[0], "time": TIME, "explain": unit},
                ["nearest", "--at", PLACES[0], "--time", TIME, "--explain", unit, "--format", "json"])
        compare("/v1/units", {"all": "true", "country": "LU", "time": TIME, "limit": 10000},
                ["units", "--all", "--country", "LU", "--time", TIME, "--format", "json"])
        compare(f"/v1/units/{unit}", {"time": TIME}, ["show", unit, "--time", TIME, "--format", "json"])
        compare(f"/v1/units/{unit}/history", None, ["history", "--unit", unit, "--format", "json"])
        compare("/v1/registries/nl-fire/history", None, ["history", "--registry", "nl-fire", "--format", "json"])
        compare("/v1/places", {"text": "Vaals"}, ["find", "Vaals", "--format", "json"])
        question = {"time": TIME, "region": ["NL-VR24"], "service": ["ambulance"]}
        more = {"week": True, "actions": 1, "shared-sites": True, "service": ["fire", "ambulance"]}
        arguments = ["--week", "--actions", "1", "--shared-sites", "--service", "fire", "--region", "NL-VR24", "--time", TIME]
        tables = [("csv", "hours"), ("csv", "scenarios"), ("json", "areas")] if self.options.long else [("csv", "hours")]
        for form, rows in tables:
            compare("/v1/coverage", {"format": form, "rows": rows},
                    ["coverage", *arguments, "--service", "ambulance", "--format", form, "--rows", rows],
                    "POST", json.dumps({**question, **more}), {"Content-Type": "application/json", "Prefer": "wait=120"})
        norm, cells, sites = self.sent_files()
        compare("/v1/coverage", {"format": "json"},
                ["coverage", "--time", TIME, "--region", "NL-VR24", "--service", "ambulance", "--standard", norm, "--population", cells,
                 "--actions", "1", "--budget", "2", "--candidates", sites, "--format", "json"],
                "POST", json.dumps({**question, "actions": 1, "budget": 2, "standard-text": Path(norm).read_text(encoding="utf-8"),
                                    "population-text": Path(cells).read_text(encoding="utf-8"),
                                    "candidates-text": Path(sites).read_text(encoding="utf-8")}),
                {"Content-Type": "application/json", "Prefer": "wait=120"})
        for form in ("json", "csv", "geojson", "text") if self.options.long else ("json", "csv"):
            compare("/v1/coverage", {"format": form},
                    ["coverage", "--time", TIME, "--region", "NL-VR24", "--service", "ambulance", "--format", form],
                    "POST", json.dumps(question), {"Content-Type": "application/json", "Prefer": "wait=120"})
        # Pages together are what one page would be.
        whole = json.loads(self.command("units", "--all", "--country", "BE", "--time", TIME, "--format", "json"))
        pages, path = [], f"/v1/units?all=true&country=BE&time={TIME}&limit=700"
        while path:
            _, headers, body = self.server.ask("GET", path)
            pages += json.loads(body)
            found = re.match(r"<([^>]+)>", headers.get("link", ""))
            path = found and found.group(1)
        self.expect(pages == whole, f"{len(pages)} units in pages are not the {len(whole)} of the command line")
        # What has not changed is not sent again.
        status, headers, _ = self.server.ask("GET", "/v1/nearest", query={"at": PLACES[0], "time": TIME})
        status, _, body = self.server.ask("GET", "/v1/nearest", query={"at": PLACES[0], "time": TIME},
                                          headers={"If-None-Match": headers["etag"]})
        self.expect(status == 304 and not body, "an answer that has not changed is sent again")
        for language, word in (("nl", "eenhedenbestand"), ("de", "Verzeichnis"), ("fr", "répertoire"), ("en", "directory")):
            status, headers, body = self.server.ask("GET", "/v1/units/nobody", headers={"Accept-Language": language})
            told = json.loads(body)
            self.expect(status == 404 and headers["content-type"] == "application/problem+json" and
                        word in told["detail"] and told["error"]["code"] == "unknown-unit", f"problem in {language}: {told}")
            status, _, body = self.server.ask("GET", told["type"], headers={"Accept-Language": language})
            self.expect(status == 200 and told["title"] in body.decode(), f"{told['type']} is not explained in {language}")
        print(f"answers: {same} equal to the command line's")

    def sent_files(self):
        """A norm, people and candidates as a planner brings them along, named as the service names what is sent."""
        norm, cells, sites = (self.folder / name for name in ("standard-text", "population-text", "candidates-text"))
        documents = sorted((ROOT / "Datasets/norms").glob("nl*.xml")) or sorted((ROOT / "Datasets/norms").glob("*.xml"))
        norm.write_text(documents[0].read_text(encoding="utf-8"), encoding="utf-8")
        cells.write_text("id,lat,lon,population\n" + "".join(
            f"c{n},{50.75 + n % 10 / 50},{5.9 + n // 10 / 50},{100 + n}\n" for n in range(50)), encoding="utf-8")
        sites.write_text("name,lat,lon,cost\nVaals,50.7703,6.0155,1\nGulpen,50.8155,5.8900,2\n", encoding="utf-8")
        return str(norm), str(cells), str(sites)

    def changes(self):
        """Units that changed since a position are those that did; a position that is gone is told."""
        token = self.server.token("status:write")
        units = [unit["id"] for unit in self.units(60)]
        chance = random.Random(11)
        path = {"all": "true", "limit": 10000}
        for _ in range(5):
            position = self.server.ask("GET", "/v1/units", query={"limit": 1})[1]["journal-position"]
            chosen = chance.sample(units, 7)
            lines = "".join(json.dumps({"unit": unit, "status": "responding"}) + "\n" for unit in chosen)
            self.server.json("POST", "/v1/status", body=lines, headers={"Content-Type": "application/x-ndjson"}, token=token)
            _, found = self.server.json("GET", "/v1/units", query={**path, "changed-after": position})
            self.expect(sorted(unit["id"] for unit in found) == sorted(chosen), f"{len(found)} units have changed, not {len(chosen)}")
        document = next((ROOT / "Datasets").rglob("lu-cgdis*.xml")).read_text(encoding="utf-8")
        edition = self.folder / "edition.xml"
        moment = time.strftime('issued="%Y-%m-%dT%H:%M:%SZ"', time.gmtime())
        changed, count = re.subn(r'(<station [^>]*>\s*<name[^>]*>)', r"\1Nieuw ", document, count=3)
        edition.write_text(re.sub(r'issued="[^"]*"', moment, changed, count=1), encoding="utf-8")
        _, all_units = self.server.json("GET", "/v1/units", query={**path, "country": "LU"})
        position = self.server.ask("GET", "/v1/units", query={"limit": 1})[1]["journal-position"]
        subprocess.run([self.options.binary, "import", edition, "--directory", self.directory, "--quiet", "--allow-older"],
                       check=True, capture_output=True)
        begun = time.monotonic()
        while self.server.ask("GET", "/v1/units", query={"limit": 1})[1]["journal-position"] == position:
            time.sleep(0.05)
            if time.monotonic() - begun > 10:
                break
        _, found = self.server.json("GET", "/v1/units", query={**path, "changed-after": position})
        _, after = self.server.json("GET", "/v1/units", query={**path, "country": "LU"})
        before = {unit["id"]: unit for unit in all_units}
        wanted = sorted(unit["id"] for unit in after if unit != before.get(unit["id"]))
        self.expect(count > 0 and wanted and sorted(unit["id"] for unit in found) == wanted,
                    f"an edition changed {len(wanted)} units, {len(found)} are told")
        other = re.sub("^[0-9a-f]{8}", "00000000", position)
        status, told = self.server.json("GET", "/v1/units", query={"changed-after": other})
        self.expect(status == 410 and told["error"]["code"] == "position-gone", f"a position of another journal: {status} {told}")
        print(f"changes: those that changed after a position, {len(wanted)} by an edition")

    def geocoder(self):
        """A place that nobody here knows comes from outside; one that is slow or wrong is left alone."""
        asked = []

        class Outside(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                if "slow" in self.path:
                    time.sleep(6)
                body = json.dumps({"type": "FeatureCollection", "features": [{
                    "type": "Feature", "geometry": {"type": "Point", "coordinates": [6.0155, 50.7703]},
                    "properties": {"display_name": "Rue <b>Neuve</b> 7", "country_code": "be"}}]}).encode()
                self.send_response(500 if "broken" in self.path else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, *_):
                pass

        outside = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
        threading.Thread(target=outside.serve_forever, daemon=True).start()
        server = Server(self.options.server, self.directory,
                        f"geocoder=http://127.0.0.1:{outside.server_address[1]}/search?format=geojson&q={{text}}")
        try:
            status, headers, body = server.ask("GET", "/v1/places", query={"text": "Rue Neuve 7 & Co"})
            found = json.loads(body)
            self.expect(status == 200 and headers.get("geocoder") == "asked" and found[0]["name"] == "Rue <b>Neuve</b> 7"
                        and found[0]["country"] == "BE" and "Rue%20Neuve%207%20%26%20Co" in asked[-1], f"geocoder: {found} {asked}")
            count = len(asked)
            server.ask("GET", "/v1/places", query={"text": "Vaals"})
            self.expect(len(asked) == count, "the geocoder hears of a place that the directory knows")
            begun = time.monotonic()
            _, headers, body = server.ask("GET", "/v1/places", query={"text": "slow xyzzy"})
            self.expect(headers.get("geocoder") == "silent" and json.loads(body) == [] and 2 < time.monotonic() - begun < 5.9,
                        f"a slow geocoder: {headers.get('geocoder')} after {time.monotonic() - begun:.1f} s")
            for _ in range(2):
                server.ask("GET", "/v1/places", query={"text": "broken xyzzy"})
            count = len(asked)
            _, headers, _ = server.ask("GET", "/v1/places", query={"text": "Rue Neuve 8"})
            self.expect(len(asked) == count and headers.get("geocoder") == "silent", "a geocoder that fails is asked on")
        finally:
            server.close()
            outside.shutdown()
        print("geocoder: asked for what nobody here knows, left alone when it fails")

    # MARK: what other programs expect

    def schema(self):
        """schemathesis makes requests of the served document: no server error, no answer outside the schema."""
        server = Server(self.options.server, self.fresh("schema"), "body-patience=4")
        token = server.token("read", "status:write", "registry:write")
        program = Path(sys.executable).with_name("schemathesis")
        told = []
        try:
            for name, headers, examples in (("with a token", ["--header", f"Authorization: Bearer {token}"], 60),
                                            ("without", [], 20)):
                done = subprocess.run(
                    [program, "run", f"{server.address}/openapi.json", "--max-examples", str(examples), "--seed", "1",
                     "--phases", "examples,coverage,fuzzing", "--exclude-path", "/v1/events", "--request-timeout", "60",
                     "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                     *headers], capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"}, cwd=self.folder)
                count = re.search(r"(\d[\d,]*) generated", done.stdout)
                told.append(f"{count.group(1) if count else '?'} cases {name}")
                self.expect(done.returncode == 0, f"schemathesis {name}: {done.stdout[-3000:]}")
        finally:
            server.close()
        print(f"schema: {', '.join(told)}")

    def qgis(self):
        """QGIS's own provider reads every feature."""
        done = subprocess.run(["/usr/bin/python3", ROOT / "Scripts/checks/qgis_features.py", self.server.address],
                              capture_output=True, text=True, check=False)
        self.expect(done.returncode == 0, f"QGIS: {done.stdout[-1000:]}{done.stderr[-1000:]}")
        print(f"QGIS: {', '.join(done.stdout.splitlines()[:4])}")


    def document(self):
        from openapi_spec_validator import validate
        status, document = self.server.json("GET", "/openapi.json")
        validate(document)
        committed = (ROOT / "Sources/MutualAidService/OpenAPI/openapi.json").read_bytes()
        self.expect(self.server.ask("GET", "/openapi.json")[2] == committed, "openapi.json is not what is served")
        done = subprocess.run(["promtool", "check", "metrics"], input=self.server.ask("GET", "/metrics")[2],
                              capture_output=True, check=False)
        self.expect(done.returncode == 0 and not done.stderr.strip(), f"promtool: {done.stdout + done.stderr}")
        counts = {}
        for collection in ("units", "stations", "control-rooms", "areas"):
            _, page = self.server.json("GET", f"/features/collections/{collection}/items", query={"limit": 1})
            size = page["numberMatched"]
            done = subprocess.run(
                ["ogrinfo", "-ro", "-al", "-q", "-geom=NO", f"OAPIF:{self.server.address}/features", collection],
                capture_output=True, text=True, env={**os.environ, "GDAL_HTTP_TIMEOUT": "60"}, check=False) \
                if self.options.long or size <= 2500 else None
            if done is None:
                done = subprocess.run(
                    ["ogrinfo", "-ro", "-al", "-q", "-geom=NO", "-oo", "PAGE_SIZE=1000",
                     f"OAPIF:{self.server.address}/features", collection], capture_output=True, text=True, check=False)
            counts[collection] = done.stdout.count("OGRFeature(")
            self.expect(counts[collection] == size, f"ogrinfo reads {counts[collection]} of {size} {collection}: {done.stderr[:300]}")
        print(f"document, figures and features: ogrinfo read {counts}")

    # MARK: events

    def units(self, count):
        _, units = self.server.json("GET", "/v1/units", query={"all": "true", "limit": count})
        return units

    def events(self):
        """Listeners that are cut and resumed hear of every change once, in order."""
        token = self.server.token("status:write")
        units = self.units(400)
        listeners = 30 if self.options.long else 10
        changes = 3000 if self.options.long else 600
        position = self.server.ask("GET", "/v1/units", query={"limit": 1})[1]["journal-position"]
        done = threading.Event()
        heard = [[] for _ in range(listeners)]
        wanted = [[] for _ in range(listeners)]
        countries = ["NL", "BE", "DE", "LU"]
        filters = [f"?country={countries[n % 4]}" if n % 2 else "" for n in range(listeners)]
        cuts = [0] * listeners
        end = "end-of-check"

        def listen(number):
            chance = random.Random(number)
            last = position
            while not done.is_set():
                stream = Stream(self.server, filters[number], last=last)
                left = chance.randint(5, 80)
                try:
                    while left:
                        event = stream.next()
                        if event is None:
                            break
                        name, known, data = event
                        if known:
                            last = known
                        if name == "status":
                            heard[number].append((data["unit"]["id"], data["report"]["note"]))
                            left -= 1
                        elif name == "reset":
                            self.expect(False, f"a listener was reset: {data}")
                        if name == "status" and data["report"]["note"] == end:
                            return
                finally:
                    stream.close()
                cuts[number] += 1

        threads = [threading.Thread(target=listen, args=(n,), daemon=True) for n in range(listeners)]
        for thread in threads:
            thread.start()
        statuses = ["available", "responding", "on-scene", "unavailable"]
        chance = random.Random(7)
        sent = 0
        while sent < changes:
            lines = []
            for _ in range(20):
                unit = chance.choice(units)
                note = f"n{sent}"
                lines.append(json.dumps({"unit": unit["id"], "status": statuses[sent % 4], "note": note}))
                for number in range(listeners):
                    if not filters[number] or filters[number].endswith(unit["country"]):
                        wanted[number].append((unit["id"], note))
                sent += 1
            status, receipt = self.server.json("POST", "/v1/status", body="\n".join(lines) + "\n",
                                               headers={"Content-Type": "application/x-ndjson"}, token=token)
            self.expect(status == 200 and receipt["rejected"] == 0, f"reports are rejected: {receipt}")
        for country in countries:
            unit = next((u for u in units if u["country"] == country), None)
            if unit is None:
                _, found = self.server.json("GET", "/v1/units", query={"all": "true", "country": country, "limit": 1})
                unit = found[0]
            self.server.json("PUT", f"/v1/units/{unit['id']}/status", body=json.dumps({"status": "available", "note": end}),
                             headers={"Content-Type": "application/json"}, token=token)
        for thread in threads:
            thread.join(60)
        done.set()
        for number in range(listeners):
            told = [entry for entry in heard[number] if entry[1] != end]
            self.expect(told == wanted[number],
                        f"listener {number}{filters[number]} heard {len(told)} of {len(wanted[number])}, {cuts[number]} cuts")
        print(f"events: {listeners} listeners, {sent} changes, {sum(cuts)} cuts; all heard each once, in order")

    def positions(self):
        """What cannot be resumed is told once; what expires is told at its second; a revoked stream ends."""
        token = self.server.token("status:write", "admin")
        for position, reason in (("nonsense", "malformed"), ("0" * 31 + "1:local.5", "other-journal")):
            stream = Stream(self.server, last=position)
            name, _, data = stream.next()
            self.expect(name == "reset" and data["reason"] == reason, f"{position}: {name} {data}")
            stream.close()
        unit = self.units(1)[0]["id"]
        stream = Stream(self.server, f"?unit={unit}")
        self.expect(stream.next()[0] == "hello", "a stream does not begin with hello")
        until = time.time() + 3
        self.server.json("PUT", f"/v1/units/{unit}/status", token=token, headers={"Content-Type": "application/json"},
                         body=json.dumps({"status": "on-scene", "until": until}))
        names = []
        while "expiry" not in names:
            names.append(stream.next()[0])
        late = time.time() - until
        self.expect(-0.1 < late < 1.0, f"an expiry is told {late:.2f} s late")
        _, found = self.server.json("GET", f"/v1/units/{unit}/status")
        self.expect(found["availability"]["status"] == "unknown", f"an expired report still counts: {found}")
        stream.close()
        _, made = self.server.json("POST", "/v1/tokens", token=token, headers={"Content-Type": "application/json"},
                                   body=json.dumps({"owner": "room:other", "scope": ["status:write"]}))
        stream = Stream(self.server, token=made["token"])
        stream.next()
        status, _, _ = self.server.ask("DELETE", f"/v1/tokens/{made['id']}", token=token)
        begun = time.monotonic()
        event = stream.next()
        while event and event[0] != "end":
            event = stream.next()
        self.expect(status == 204 and event and event[2]["reason"] == "token-revoked" and time.monotonic() - begun < 1.5,
                    f"a stream of a revoked token goes on: {event}")
        stream.close()
        status, told = self.server.json("PUT", f"/v1/units/{unit}/status", token=made["token"],
                                        headers={"Content-Type": "application/json"}, body='{"status":"available"}')
        self.expect(status == 401 and told["error"]["code"] == "token-revoked", f"a revoked token is taken: {told}")
        print(f"positions, expiry ({late * 1000:.0f} ms late) and revocation are told")

    # MARK: writing

    def writing(self):
        token = self.server.token("status:write", "registry:write")
        unit = self.units(1)[0]["id"]
        json_type = {"Content-Type": "application/json"}
        status, _ = self.server.json("PUT", f"/v1/units/{unit}/status", body='{"status":"available"}', headers=json_type)
        self.expect(status == 401, f"a write without a token: {status}")
        path = f"/v1/units/{unit}/status"
        status, headers, _ = self.server.ask("GET", path)
        tag = headers["etag"]
        status, _, _ = self.server.ask("PUT", path, body='{"status":"responding"}', token=token,
                                       headers={**json_type, "If-Match": tag})
        again, _, _ = self.server.ask("PUT", path, body='{"status":"available"}', token=token,
                                      headers={**json_type, "If-Match": tag})
        self.expect((status, again) == (200, 412), f"If-Match: {status}, {again}")
        keyed = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "check-1"}
        body = json.dumps({"unit": unit, "status": "available", "note": "k"}) + "\n"
        first = self.server.ask("POST", "/v1/status", body=body, headers=keyed, token=token)
        second = self.server.ask("POST", "/v1/status", body=body, headers=keyed, token=token)
        other = self.server.ask("POST", "/v1/status", body=body + body, headers=keyed, token=token)
        self.expect(first[0] == 200 and first[2] == second[2] and other[0] == 422,
                    f"idempotency: {first[0]}, {second[0]}, {other[0]}")
        self.server.kill()
        self.server.start()
        third = self.server.ask("POST", "/v1/status", body=body, headers=keyed, token=token)
        self.expect(third[2] == first[2], "an idempotency key is forgotten when the server is killed")
        registry = (ROOT / "Datasets").rglob("lu-cgdis*.xml")
        document = next(registry).read_bytes()
        status, report = self.server.json("POST", "/v1/registries", query={"dry-run": "true", "allow-older": "true"}, body=document, token=token,
                                          headers={"Content-Type": "application/xml"})
        self.expect(status == 200 and report[0]["dry_run"] and report[0]["unchanged"] > 0, f"dry run: {status} {str(report)[:300]}")
        changed = re.sub(rb'issued="[^"]*"', time.strftime('issued="%Y-%m-%dT00:00:00Z"', time.gmtime()).encode(), document, count=1)
        status, report = self.server.json("POST", "/v1/registries", body=gzip.compress(changed), token=token,
                                          query={"allow-older": "true"}, headers={"Content-Type": "application/gzip"})
        self.expect(status == 200 and report[0]["applied"], f"import: {status} {str(report)[:300]}")
        _, versions = self.server.json("GET", f"/v1/registries/{report[0]['registry']}/history")
        status, rolled = self.server.json("POST", f"/v1/registries/{report[0]['registry']}/rollback", token=token,
                                          query={"version": versions[1]["version"]})
        self.expect(status == 200 and rolled["kind"] == "registry", f"rollback: {status} {str(rolled)[:300]}")
        # What another process writes is in the answers when that process has returned.
        subprocess.run([self.options.binary, "status", unit, "on-scene", "--directory", self.directory, "--quiet"], check=True)
        begun = time.monotonic()
        while True:
            _, found = self.server.json("GET", path)
            if found["availability"]["status"] == "on-scene" or time.monotonic() - begun > 5:
                break
        self.expect(time.monotonic() - begun < 0.5, f"another process's report is seen after {time.monotonic() - begun:.2f} s")
        print("writing: tokens, If-Match, keys across a kill, import, rollback, another process")

    def kills(self):
        """Nothing acknowledged is lost when the server is killed under load."""
        token = self.server.token("status:write")
        units = [unit["id"] for unit in self.units(50)]
        rounds = 50 if self.options.long else 5
        acknowledged, lost, slowest = 0, 0, 0.0
        for number in range(rounds):
            last = {}
            stop = threading.Event()

            def write(lane):
                count = 0
                while not stop.is_set():
                    unit, note = units[lane], f"{number}-{lane}-{count}"
                    try:
                        status, _, _ = self.server.ask(
                            "PUT", f"/v1/units/{unit}/status", body=json.dumps({"status": "available", "note": note}),
                            headers={"Content-Type": "application/json"}, token=token, timeout=5)
                    except OSError:
                        return
                    except Exception:
                        return
                    if status == 200:
                        last[unit] = note
                    count += 1

            threads = [threading.Thread(target=write, args=(lane,)) for lane in range(4)]
            for thread in threads:
                thread.start()
            time.sleep(0.2 + 0.1 * (number % 4))
            self.server.kill()
            stop.set()
            for thread in threads:
                thread.join()
            self.server.start()
            slowest = max(slowest, self.server.seconds)
            for unit, note in last.items():
                history = json.loads(self.command("history", "--unit", unit, "--format", "json"))
                acknowledged += 1
                lost += note not in json.dumps(history)
        self.expect(lost == 0, f"{lost} of {acknowledged} acknowledged reports are lost")
        done = subprocess.run([self.options.binary, "audit", "verify", "--directory", self.directory], capture_output=True,
                              text=True, check=False)
        self.expect(done.returncode == 0, f"the journal does not verify: {done.stdout}{done.stderr}")
        print(f"killed {rounds} times: {acknowledged} last acknowledged reports are there, the chain verifies; "
              f"slowest start {slowest:.2f} s")

    # MARK: guests

    def guests(self):
        server = self.server
        token = server.token("status:write", "registry:write")
        before = server.ask("GET", "/v1/registries")[1]["journal-position"]

        def status_of(answer):
            found = re.match(rb"HTTP/1.1 (\d+)", answer)
            return int(found.group(1)) if found else None

        def get(path):
            return f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()

        for path in ("/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1/../../etc/passwd", "/v1/units/..%2f..%2fetc",
                     "/problems/../../x", "/v1/units/%00", "/v1/%ff", "//v1/nearest", "/v1/units/" + "a" * 5000):
            found = status_of(server.raw(get(path)))
            self.expect(found in (400, 404, 414), f"{path[:40]}: {found}")
        for path, wanted in (("/v1/nearest", 400), ("/v1/nearest?at=x%zz", 400), ("/v1/nearest?at=50,6&at=51,6", 400),
                             ("/v1/nearest?at=50.77,6.01&serivce=fire", 400), ("/v1/nearest?at=50.77,6.01&count=0", 400),
                             ("/v1/nearest?at=50.77,6.01&scenario=..%2f..%2fetc%2fpasswd", 404), ("/v1/units?cursor=!", 400),
                             ("/v1/units?limit=999999999999999999999", 400), ("/v1/units?box=1,2,3", 400)):
            found = status_of(server.raw(get(path)))
            self.expect(found == wanted or found in (400, 404) and wanted in (400, 404), f"{path}: {found}")
        flood = b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n"
        found = status_of(server.raw(flood))
        self.expect(found in (400, 431, None), f"a flood of headers: {found}")
        found = status_of(server.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"))
        self.expect(found in (400, 431, None), f"a long header: {found}")
        found = status_of(server.raw(b"\x16\x03\x01\x02\x00garbage\r\n\r\n"))
        self.expect(found in (400, None), f"no HTTP: {found}")
        authorization = f"Authorization: Bearer {token}\r\n".encode()
        head = b"POST /v1/status HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n" + authorization
        found = status_of(server.raw(head + b"Content-Length: 99999999999\r\n\r\nx"))
        self.expect(found == 413, f"an oversized body: {found}")
        endless = head + b"Transfer-Encoding: chunked\r\n\r\n" + b"10000\r\n" + b"x" * 65536 + b"\r\n"
        found = status_of(server.raw(endless + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 80))
        self.expect(found in (413, None), f"a body without end: {found}")
        begun = time.monotonic()
        found = status_of(server.raw(head + b"Content-Length: 100\r\n\r\nslow", timeout=20))
        self.expect(found == 408 and time.monotonic() - begun < 15, f"a slow body: {found} after {time.monotonic() - begun:.0f} s")
        for body in (b"{", b"[1,2]", b"nonsense", b'{"at": {"a": 1}}', b"[" * 10000, b"\xff\xfe\x00", b'{"at":"50.77,6.01","need":[[1]]}'):
            found, _, _ = server.ask("POST", "/v1/matches", body=body, headers={"Content-Type": "application/json"})
            self.expect(found in (400, 422), f"malformed JSON {body[:20]}: {found}")
        found, told = server.json("POST", "/v1/status", body=b'{"unit":"nobody","status":"available"}\n{"unit":1}\nnonsense\n',
                                  headers={"Content-Type": "application/x-ndjson"}, token=token)
        self.expect(found == 200 and told["rejected"] == 3, f"wrong lines: {found} {told}")
        bomb = gzip.compress(b"<registry>" + b" " * (200 << 20))
        found, _, _ = server.ask("POST", "/v1/registries", body=bomb, headers={"Content-Type": "application/gzip"}, token=token, timeout=120)
        self.expect(found == 422, f"a gzip bomb: {found}")
        entities = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)) + b"]><registry>&i;</registry>"
        found, told = server.json("POST", "/v1/registries", body=entities, headers={"Content-Type": "application/xml"}, token=token)
        self.expect(found == 422, f"an XML bomb: {found} {told}")
        external = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><registry>&x;</registry>'
        found, told = server.json("POST", "/v1/registries", body=external, headers={"Content-Type": "application/xml"}, token=token)
        self.expect(found == 422 and "root:" not in json.dumps(told), f"an external entity: {found}")
        idle = []
        for _ in range(1000):
            connection = socket.create_connection((server.host, server.port), timeout=10)
            idle.append(connection)
        begun = time.monotonic()
        found, _, _ = server.ask("GET", "/v1/nearest", query={"at": PLACES[0], "lender-cost": "none"})
        self.expect(found == 200 and time.monotonic() - begun < 2, f"beside 1,000 idle connections: {found}")
        for connection in idle:
            connection.close()
        after = server.ask("GET", "/v1/registries")[1]["journal-position"]
        self.expect(before == after, f"bad guests changed something: {before}, {after}")
        print("guests: paths, headers, bodies, JSON, gzip, XML, 1,000 idle connections: nothing changed")

    def stopping(self):
        """With many listeners and one who never reads, it stops within ten seconds."""
        streams = [Stream(self.server) for _ in range(100)]
        for stream in streams:
            self.expect(stream.next()[0] == "hello", "a stream does not begin")
        deaf = socket.create_connection((self.server.host, self.server.port))
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 200)
        time.sleep(0.5)
        code, seconds = self.server.stop()
        last = [None] * len(streams)
        for number, stream in enumerate(streams):
            event = stream.next()
            while event:
                last[number] = event
                event = stream.next()
            stream.close()
        told = sum(1 for event in last if event and event[0] == "end" and event[2]["reason"] == "stopping")
        self.expect(code == 0 and seconds < 10, f"it stops with {code} after {seconds:.1f} s")
        self.expect(told == len(streams), f"{told} of {len(streams)} streams get a last event")
        deaf.close()
        print(f"stopped with 100 listeners and one that never reads in {seconds:.1f} s, exit {code}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True, help="the mutualaid program")
    parser.add_argument("--server", required=True, help="the mutualaid-server program")
    parser.add_argument("--directory", required=True, help="a directory with what is shipped")
    parser.add_argument("--long", action="store_true", help="larger samples")
    parser.add_argument("--only", action="append", help="only this part; may be repeated")
    options = parser.parse_args()
    parts = ["answers", "document", "events", "changes", "geocoder", "positions", "writing", "kills", "guests", "stopping"]
    if options.long:
        parts[2:2] = ["schema", "qgis"]
    with tempfile.TemporaryDirectory() as folder:
        check = Check(options, Path(folder))
        check.directory = str(check.fresh("service"))
        log = os.path.join(folder, "log")
        check.server = Server(options.server, check.directory, "body-patience=4", f"scenarios={ROOT}/Datasets/scenarios", log=log)
        try:
            for part in options.only or parts:
                begun = time.monotonic()
                getattr(check, part)()
                print(f"  {part}: {time.monotonic() - begun:.1f} s", flush=True)
        finally:
            check.server.close()
            text = Path(log).read_text(encoding="utf-8", errors="replace")
        lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        check.expect(len(lines) > 0 and "Bearer" not in text and '"level":"critical"' not in text, "the log holds a token")
        broken = [line for line in lines if line["level"] == "error"]
        check.expect(not broken, f"the log tells of {len(broken)} failures: {broken[:3]}")
    print(f"{len(check.failures)} findings")
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
