#!/usr/bin/env python3
"""Two control rooms, five dispatchers each, tell random stories to the real server at the same moment: answers are lost and
asked for again with the same key, and the server is killed in between. Both rooms must then tell the same story, no unit may be
promised twice, nothing acknowledged may be lost, and no step may have been taken that the table forbids; the table is read
here by itself. A third room sees nothing. The report after the action equals a count over the journal.
"""
import argparse
import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from datetime import datetime
from pathlib import Path

from service_client import Server, ServerCheck, Stream

ROOT = Path(__file__).resolve().parents[2]
ASKING, ASKED = "de-nrw-leitstelle-staedteregion-aachen", "nl-meldkamer-limburg-fire"
THIRD = "be-112-liege"
PLACES = ["50.7703,6.0155", "50.7756,6.0836", "50.80,6.05", "50.74,6.10"]
LIFE = json.loads((ROOT / "Sources/Requests/Life/life.json").read_text())
TABLE = {row["step"]: row for row in LIFE["steps"]}
HELD = {state for state, status in LIFE["unit-status"].items() if not status.startswith("available")}


class Check(ServerCheck):
    def __init__(self, options, folder):
        super().__init__(options, folder)
        self.lock = threading.Lock()
        self.server = None
        self.acknowledged = []
        self.refused = 0
        self.repeats = 0
        self.requests = set()

    # MARK: asking, with answers that are lost

    def post(self, path, body, token, chance):
        """(status, answer) of a write that is repeated with its key until it is answered."""
        key = uuid.uuid4().hex
        text = json.dumps(body)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        lose = chance.random() < 0.15
        for _ in range(400):
            try:
                status, _, answer = self.server.ask("POST", path, body=text, headers=headers, token=token, timeout=10)
            except OSError:
                self.repeats += 1
                time.sleep(0.05)
                continue
            except Exception:  # an answer that broke off
                self.repeats += 1
                time.sleep(0.05)
                continue
            if status == 503 or status == 409 and b"key-running" in answer:
                time.sleep(0.02)
                continue
            if lose:
                # Nobody has read it: the same again must be answered alike.
                lose = False
                self.repeats += 1
                first = answer
                continue
            return status, json.loads(answer)
        raise SystemExit("the server does not come back")

    def get(self, path, token):
        for _ in range(400):
            try:
                status, _, answer = self.server.ask("GET", path, token=token, timeout=10)
                return status, json.loads(answer)
            except Exception:
                time.sleep(0.05)
        raise SystemExit("the server does not come back")

    # MARK: the stories

    def dispatcher(self, room, seed, end):
        chance = random.Random(seed)
        token = self.tokens[room]
        while time.monotonic() < end and not self.stop.is_set():
            with self.lock:
                begun = len(self.requests) < self.stories
            if room == ASKING and begun and chance.random() < 0.35:
                body = {
                    "incident": f"E-{seed}-{chance.randrange(10**9)}", "at": chance.choice(PLACES), "to": ASKED,
                    "need": [f"pumping:{chance.choice([1, 1, 2])}"], "service": "fire",
                    "exercise": chance.random() < 0.1, "lender-cost": "none",
                }
                status, answer = self.post("/v1/requests", body, token, chance)
                self.expect(status in (201, 404), f"a request is answered with {status}: {answer}")
                if status == 201:
                    with self.lock:
                        for made in answer:
                            self.requests.add(made["id"])
                continue
            with self.lock:
                ids = sorted(self.requests)
            if not ids:
                time.sleep(0.02)
                continue
            # Dispatchers crowd around few requests, so that steps meet.
            request = chance.choice(ids[-12:])
            status, seen = self.get(f"/v1/requests/{request}", token)
            self.expect(status == 200, f"a party is answered with {status}")
            open_lines = [line for line in seen["lines"] if line["state"] != "closed"]
            if not open_lines:
                continue
            line = chance.choice(open_lines)
            party = "asking" if room == ASKING else "asked"
            fitting = [row for row in LIFE["steps"] if line["state"] in row["from"] and party in row["by"]]
            step = chance.choice(fitting)["step"] if fitting and chance.random() < 0.9 else chance.choice(list(TABLE))
            if step in ("cancel", "withdraw", "decline", "close") and chance.random() < 0.6:
                continue
            body = {"action": step, "line": line["number"], "version": seen["version"]}
            if step in ("accept", "accept-part"):
                missing = line["count"] - len(line["units"])
                count = missing if step == "accept" else max(0, missing - 1)
                body["units"] = chance.sample(self.units, max(1, count))
            if step == "replace" and line["units"]:
                body.update(units=[chance.choice(self.units)], instead_of=chance.choice(line["units"]))
            if step == "defer":
                body["until"] = "2099-01-01T00:00:00Z"
            if step in ("decline", "withdraw"):
                body["reason"] = chance.choice(LIFE["reasons"])
            status, answer = self.post(f"/v1/requests/{request}/steps", body, token, chance)
            with self.lock:
                if status == 200:
                    taken = [s for s in answer["steps"] if s["line"] == line["number"] and s["action"] == step]
                    self.acknowledged.append((request, line["number"], step, taken[-1]["time"] if taken else None))
                elif status in (400, 409):
                    self.refused += 1
                    if status == 409:
                        self.expect("meanwhile" in answer and "request" in answer, "a refusal says what happened")
                else:
                    self.expect(False, f"a step is answered with {status}: {answer}")

    def run(self):
        self.stories = 500 if self.options.long else 24
        directory = self.folder / "requests.sqlite"
        shutil.copyfile(self.options.directory, directory)
        self.server = Server(self.options.server, directory, log=self.folder / "log")
        self.tokens = {
            room: self.server.token("request:write", owner=room) for room in (ASKING, ASKED, THIRD)}
        _, page = self.server.json("GET", "/v1/units", query={"room": ASKED, "all": "true", "limit": 1000})
        units = page["units"] if isinstance(page, dict) and "units" in page else page
        self.units = sorted(unit["id"] for unit in units)[:14]
        self.expect(len(self.units) > 3, f"room {ASKED} has units: {len(self.units)}")
        # Before the stories, which promise all units.
        self.events()
        self.stop = threading.Event()
        seconds = 240 if self.options.long else 14
        end = time.monotonic() + seconds
        threads = [
            threading.Thread(target=self.dispatcher, args=(room, number * 7 + place, end))
            for place, room in enumerate((ASKING, ASKED)) for number in range(5)]
        for thread in threads:
            thread.start()
        kills = 0
        while time.monotonic() < end - 3:
            time.sleep(4)
            self.server.kill()
            self.server.start()
            kills += 1
        for thread in threads:
            thread.join()
        self.judge(directory, kills)
        self.server.close()

    # MARK: what must hold

    def judge(self, directory, kills):
        told = {}
        for room in (ASKING, ASKED):
            told[room] = {}
            for request in self.requests:
                status, answer = self.get(f"/v1/requests/{request}", self.tokens[room])
                self.expect(status == 200, f"{room} sees {request}")
                for own in ("may", "line_alive", "next_limit"):
                    answer.pop(own, None)
                told[room][request] = answer
        self.expect(told[ASKING] == told[ASKED], "both rooms tell the same story")
        for request in list(self.requests)[:5]:
            status, answer = self.get(f"/v1/requests/{request}", self.tokens[THIRD])
            self.expect(status == 404, f"a third room sees nothing: {status}")
            status, answer = self.get(f"/v1/requests/{request}/paper", self.tokens[THIRD])
            self.expect(status == 404, f"a third room prints nothing: {status}")
            status, answer = self.post(
                f"/v1/requests/{request}/steps", {"action": "see"}, self.tokens[THIRD], random.Random(1))
            self.expect(status == 404, f"a third room takes no step: {status}")
        self.expect(self.get("/v1/requests", self.tokens[THIRD])[1] == [], "a third room lists nothing")
        steps = 0
        for request in told[ASKING].values():
            steps += len(request["steps"])
            self.follow(request)
        for request, line, step, moment in self.acknowledged:
            found = [
                s for s in told[ASKING][request]["steps"]
                if s["line"] == line and s["action"] == step and s["time"] == moment]
            self.expect(len(found) == 1, f"an acknowledged step is there once: {request} {line} {step} {len(found)}")
        self.promised_once(directory)
        self.after_action(directory, told[ASKING].values())
        print(
            f"  {len(self.requests)} requests, {steps} steps, {len(self.acknowledged)} acknowledged, "
            f"{self.refused} refused, {self.repeats} repeated, {kills} kills", flush=True)
        self.expect(len(self.acknowledged) > 40, "there were steps enough")

    def follow(self, request):
        """No step that the table forbids."""
        states = {line["number"]: LIFE["first"] for line in request["lines"]}
        for step in request["steps"]:
            row = TABLE[step["action"]]
            before = states[step["line"]]
            self.expect(
                before in row["from"] and step["party"] in row["by"] and step["to"] == row["to"],
                f"{request['id']}: {step['action']} by {step['party']} in {before}")
            states[step["line"]] = row["to"]
        for line in request["lines"]:
            self.expect(states[line["number"]] == line["state"], f"{request['id']}: the state is that of the last step")

    def promised_once(self, directory):
        """At no moment is a unit held for two lines, by the order of the journal; exercises among themselves."""
        held, lines = {}, {}
        for entry in journal_of(directory):
            step = entry.get("step")
            if not step:
                continue
            line = lines.setdefault((entry["request"], step["line"]), [])
            if step["action"] in ("accept", "accept-part"):
                line += step["units"]
            if step["action"] == "replace":
                line[line.index(step["instead_of"])] = step["units"][0]
            own = (entry["request"], step["line"])
            wanted = {(unit, entry["is_exercise"]) for unit in line} if step["to"] in HELD else set()
            for unit in [unit for unit, holder in held.items() if holder == own and unit not in wanted]:
                del held[unit]
            for unit in wanted:
                self.expect(held.get(unit, own) == own, f"{unit} is promised to {held.get(unit)} and {own}")
                held[unit] = own

    def events(self):
        """What is between two rooms reaches these two alone; the machine of the room that is asked takes it in."""
        streams = {room: Stream(self.server, "?kind=request", token=self.tokens[room], timeout=2 if room == THIRD else 20)
                   for room in (ASKING, ASKED, THIRD)}
        time.sleep(0.3)
        status, made = self.post(
            "/v1/requests",
            {"incident": "E-events", "at": PLACES[1], "to": ASKED, "need": ["pumping:1"], "service": "fire",
             "exercise": True, "lender-cost": "none"}, self.tokens[ASKING], random.Random(2))
        self.expect(status == 201, f"a request for its events: {status} {made}")
        for room, stream in streams.items():
            heard = set()
            try:
                # The others before: what reached them would have reached the third.
                while room == THIRD or made[0]["id"] not in heard:
                    event = stream.next()
                    if event is None:
                        break
                    if event[0] == "request":
                        heard.add(event[2]["change"]["request"])
                        self.expect(event[2]["change"]["is_exercise"], "an event says that it is an exercise")
            except OSError:
                pass
            wanted = {made[0]["id"]} if room != THIRD else set()
            self.expect(wanted <= heard and (room != THIRD or not heard), f"{room} hears {heard}")
            stream.close()
        begun = time.monotonic()
        while True:
            status, answer = self.get(f"/v1/requests/{made[0]['id']}", self.tokens[ASKING])
            if answer["lines"][0]["state"] != "sent" or time.monotonic() - begun > 15:
                break
            time.sleep(0.1)
        self.expect(answer["lines"][0]["state"] == "received", f"taken in by machine: {answer['lines'][0]['state']}")

    def after_action(self, directory, requests):
        """The figures equal a count over the journal by a program of its own."""
        report = json.loads(subprocess.run(
            [self.options.binary, "request", "report", "--format", "json", "--directory", directory],
            check=True, capture_output=True).stdout)
        counted = count_journal(directory)
        self.expect(len(report["pairs"]) == len(counted), f"pairs: {len(report['pairs'])} {len(counted)}")
        for pair in report["pairs"]:
            own = counted.get((pair["asking"], pair["asked"]), {})
            for key, value in own.items():
                said = pair.get(key)
                same = said == value if not isinstance(value, float) else said is not None and abs(said - value) < 0.06
                self.expect(same, f"{key} of {pair['asking']}: {said}, counted {value}")


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def journal_of(directory):
    """What the journal's entries about requests say, in their order."""
    journal = sqlite3.connect(f"file:{directory}?mode=ro", uri=True)
    rows = journal.execute(
        "SELECT payload FROM journal_entry JOIN journal_payload USING (owner, number) "
        "WHERE kind = 'request' ORDER BY owner, number")
    return [json.loads(payload) for (payload,) in rows]


def count_journal(directory):
    """What became of requests, counted over the entries of the journal alone; exercises are left out."""
    lines = {}
    for entry in journal_of(directory):
        if entry["is_exercise"]:
            continue
        if "created" in entry:
            for line in entry["created"]["lines"]:
                lines[entry["request"], line["number"]] = {
                    "pair": (entry["asking"], entry["asked"]), "line": line, "steps": []}
        if "step" in entry and not entry["step"].get("is_contradiction"):
            lines[entry["request"], entry["step"]["line"]]["steps"].append(entry["step"])
    pairs = {}
    for found in lines.values():
        steps = found["steps"]
        sent = next((s for s in steps if s["action"] == "send"), None)
        if not sent:
            continue
        figures = pairs.setdefault(found["pair"], {
            "lines": 0, "units_asked": 0, "units_given": 0, "given": 0, "part": 0, "declined": 0, "expired": 0,
            "cancelled": 0, "withdrawn": 0, "_seen": [], "_answer": [], "_out": [], "_scene": [], "_match": [],
            "_real": []})
        actions = {s["action"] for s in steps}
        figures["lines"] += 1
        figures["units_asked"] += found["line"]["count"]
        figures["units_given"] += sum(len(s["units"]) for s in steps if s["action"] in ("accept", "accept-part"))
        figures["given"] += "accept" in actions
        figures["part"] += "accept-part" in actions and "accept" not in actions
        for word, action in (("declined", "decline"), ("expired", "expire"), ("cancelled", "cancel"),
                             ("withdrawn", "withdraw")):
            figures[word] += action in actions

        def seconds(*wanted):
            times = [moment(s["time"]) for s in steps if s["action"] in wanted]
            return min(times) - moment(sent["time"]) if times else None

        for key, value in (("_seen", seconds("see")), ("_answer", seconds("accept", "accept-part", "decline", "defer")),
                           ("_out", seconds("turn-out")), ("_scene", seconds("arrive"))):
            if value is not None:
                figures[key].append(value)
        match = found["line"].get("match") or {}
        if "own_eta" in match and actions & {"accept", "accept-part"}:
            figures["_match"].append((match["own_eta"] - match["eta"]) / 60)
        if "own_eta" in match and seconds("arrive") is not None:
            figures["_real"].append((match["own_eta"] - seconds("arrive")) / 60)
    for figures in pairs.values():
        for key, name in (("_seen", "seconds_to_seen"), ("_answer", "seconds_to_answer"),
                          ("_out", "seconds_to_turn_out"), ("_scene", "seconds_to_scene")):
            values = figures.pop(key)
            if values:
                figures[name] = float(statistics.median(values))
        for key, name in (("_match", "minutes_saved_by_match"), ("_real", "minutes_saved")):
            values = figures.pop(key)
            if values:
                figures[name] = float(sum(values))
    return pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--directory", required=True)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        check = Check(options, Path(folder))
        check.run()
    if check.failures:
        sys.exit(f"{len(check.failures)} things are not so")


if __name__ == "__main__":
    main()
