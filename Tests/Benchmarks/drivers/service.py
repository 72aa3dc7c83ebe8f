#!/usr/bin/env python3
"""Measures the service: what a request costs beside a bare route and the library's answer; answers at half of its highest
rate while others write, listen and import; events to a hundred listeners that are cut and resumed; memory; starting.

wrk and h2load (Debian wrk, nghttp2-client) ask; EventListeners writes and listens; BareRoute is the least that a route of
the same HTTP library does.
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import machine
import readme

ROOT = Path(__file__).resolve().parents[3]
GENERATOR = ROOT / "Tests/Benchmarks/import/generate_registry.py"
sys.path.insert(0, str(ROOT / "Scripts/checks"))
from service_client import Server  # noqa: E402  (beside the checks)

TICKS = os.sysconf("SC_CLK_TCK")
SERVICES = ["fire", "ambulance", "civil-protection"]


def processor(pid):
    """Processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid):
    """Megabytes that a process holds."""
    return next(int(line.split()[1]) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
                if line.startswith("VmRSS")) / 1024


class Bare:
    def __init__(self, binary, count):
        self.process = subprocess.Popen([binary, str(count)], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()


def wrk(address, paths, folder, seconds, connections, header=None):
    """(requests, bytes, seconds, those that failed) of a closed loop over paths in their order."""
    script = folder / "paths.lua"
    listed = folder / "paths.txt"
    listed.write_text("\n".join(paths))
    script.write_text(f"""
local paths, number = {{}}, 0
for line in io.lines("{listed}") do paths[#paths + 1] = line end
{f'wrk.headers["If-None-Match"] = {json.dumps(header)}' if header else ''}
request = function() number = number + 1; return wrk.format(nil, paths[(number - 1) % #paths + 1]) end
done = function(summary)
  io.write(string.format("TOLD %d %d %d %d\\n", summary.requests, summary.bytes, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
""")
    told = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script, address],
                          capture_output=True, text=True, check=True).stdout
    requests, size, duration, failed = map(int, re.search(r"TOLD (\d+) (\d+) (\d+) (\d+)", told).groups())
    return requests, size, duration / 1e6, failed


def held(address, paths, folder, rate, seconds):
    """(milliseconds by request, the statuses that are not 200) at a constant rate."""
    listed, log = folder / "addresses.txt", folder / "h2load.log"
    listed.write_text("\n".join(address + path for path in paths))
    log.unlink(missing_ok=True)
    subprocess.run(["h2load", "--h1", "-t1", "-c16", f"--rps={max(1, rate // 16)}", f"-D{seconds}", f"--log-file={log}", "-i", listed],
                   capture_output=True, text=True, check=True)
    lines = [line.split() for line in log.read_text().splitlines()]
    return [int(line[2]) / 1000 for line in lines], [line[1] for line in lines if line[1] != "200"]


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


class Background:
    """A thousand changes a second, a hundred listeners of whom ninety hear of a hundredth, an edition every ten seconds."""

    def __init__(self, options, server, seconds, folder, imports=True):
        self.options, self.server, self.folder = options, server, folder
        self.stop, self.imports = threading.Event(), 0
        token = server.token("status:write", owner="*") if options.owner_star else server.token("status")
        self.listeners = subprocess.Popen(
            [options.listeners, str(server.port), token, "rate", "1000", "seconds", str(seconds), "cuts", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.thread = threading.Thread(target=self._import, daemon=True)
        if imports:
            self.thread.start()

    def _import(self):
        document = next((ROOT / "Datasets").rglob("nl-fire*.xml")).read_text(encoding="utf-8")
        while not self.stop.wait(10):
            self.imports += 1
            edition = self.folder / "nl-fire.xml"
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            edition.write_text(re.sub(r'issued="[^"]*"', f'issued="{moment}"', document, count=1), encoding="utf-8")
            subprocess.run([self.options.program, "import", edition, "--directory", self.server.directory, "--quiet"],
                           check=False, capture_output=True)

    def end(self):
        self.stop.set()
        out, error = self.listeners.communicate(timeout=300)
        if not out.strip():
            raise readme.Failed(f"the listeners failed: {error}")
        return json.loads(out)


def places(server, count, seed):
    """Paths of questions around units, in random order."""
    chance = random.Random(seed)
    spots, path = [], "/v1/units?all=true&limit=10000"
    while path and len(spots) < 50_000:
        _, headers, body = server.ask("GET", path)
        spots += [(unit["station"]["lat"], unit["station"]["lon"]) for unit in json.loads(body)]
        found = re.match(r"<([^>]+)>", headers.get("link", ""))
        path = found and found.group(1)
    paths = []
    for number in range(count):
        latitude, longitude = chance.choice(spots)
        paths.append(f"/v1/nearest?at={latitude + chance.uniform(-.1, .1):.5f},{longitude + chance.uniform(-.15, .15):.5f}"
                     f"&service={SERVICES[number % 3]}&scope=all")
    return paths


def library(options, directory, count):
    done = subprocess.run([options.answers, directory, str(count), "3"], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return next(line for line in lines if line["what"] == "nearest" and line["round"] == "first")


def cost(options, name, directory, folder, rows):
    """Processor time of a request beside a bare route and the library's answer; answers that have not changed."""
    server = Server(options.server, directory)
    started = server.seconds
    paths = places(server, options.count, 1)
    wrk(server.address, paths[:100], folder, 2, 4)
    before = processor(server.process.pid)
    requests, size, seconds, failed = wrk(server.address, paths, folder, options.seconds, 16)
    ours = (processor(server.process.pid) - before) / requests
    rate = requests / seconds
    bare = Bare(options.bare, size // requests)
    wrk(bare.address, ["/bytes"], folder, 2, 4)
    before = processor(bare.process.pid)
    bare_requests, _, bare_seconds, _ = wrk(bare.address, ["/bytes"], folder, options.seconds, 16)
    theirs = (processor(bare.process.pid) - before) / bare_requests
    # Of a stated time, so that it does not change with the minute.
    fixed = paths[0] + "&time=2026-12-01T12:00:00Z"
    _, headers, _ = server.ask("GET", fixed)
    unchanged, _, unchanged_seconds, _ = wrk(server.address, [fixed], folder, options.seconds, 16, header=headers["etag"])
    bare.close()
    alone = library(options, directory, min(options.count, 2000))["processor_mean_us"] / 1e6
    rows.append(f"| {name} | {ours * 1e3:.2f} ms | {theirs * 1e3:.3f} ms | {alone * 1e3:.2f} ms | "
                f"{ours / (theirs + alone):.2f} | {rate:,.0f}/s | {unchanged / unchanged_seconds / (bare_requests / bare_seconds):.0%} "
                f"| {started:.2f} s | {failed} |")
    server.close()
    return rate


def load(options, directory, folder, rate, rows):
    """At half of the highest rate, beside everything else; the bare route at the same rate beside the same."""
    half, seconds = max(16, int(rate / 2)), options.seconds
    found = {}
    for name, imports in (("quiet", False), ("imports", True)):
        server = Server(options.server, directory)
        paths = places(server, options.count, 2)
        wrk(server.address, paths[:100], folder, 2, 4)
        background = Background(options, server, seconds + 4, folder, imports)
        time.sleep(2)
        ours, wrong = held(server.address, paths, folder, half, seconds)
        told = background.end()
        bare = Bare(options.bare, 6000)
        background = Background(options, server, seconds + 4, folder, imports)
        time.sleep(2)
        theirs, _ = held(bare.address, ["/bytes"], folder, half, seconds)
        background.end()
        bare.close()
        server.close()
        found[name] = percentile(ours, .99)
        rows.append(f"| {'an edition every ten seconds' if imports else 'no imports'} | {half}/s | {percentile(ours, .5):.1f} | "
                    f"{percentile(ours, .99):.1f} | {percentile(theirs, .99):.1f} | {len(wrong)} | {told['rate']} | "
                    f"{told['p99_ms']:.0f} | {told['wrong']} |")


def live(options, directory, folder, rows):
    """Every event to every listener once, in order, and how late."""
    for rate, seconds, cuts in ((100, options.seconds, 0), (1000, options.live_seconds, 20)):
        path = folder / "live.sqlite"
        shutil.copyfile(directory, path)
        server = Server(options.server, path)
        token = server.token("status:write", owner="*") if options.owner_star else server.token("status")
        done = subprocess.run([options.listeners, str(server.port), token, "rate", str(rate), "seconds", str(seconds),
                               "cuts", str(cuts)], capture_output=True, text=True, check=False)
        print(done.stderr, file=sys.stderr)
        told = json.loads(done.stdout)
        rows.append(f"| {rate}/s for {seconds} s, {told['cuts']} cuts | {told['written']:,} | {told['heard']:,} | {told['wrong']} | "
                    f"{told['p50_ms']:.1f} | {told['p99_ms']:.1f} | {told['answer_p99_ms']:.1f} |")
        server.close()


def memory(options, directory, folder, rows):
    """What the server holds while it is asked, minute by minute."""
    server = Server(options.server, directory)
    paths = places(server, options.count, 3)
    held_after = []
    for _ in range(options.minutes):
        wrk(server.address, paths, folder, 60, 4)
        held_after.append(resident(server.process.pid))
    rows.append("| " + ", ".join(f"{value:.0f}" for value in held_after) + " |")
    server.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, text in (("program", "mutualaid"), ("server", "mutualaid-server"), ("answers", "AnswersBenchmark"),
                       ("bare", "BareRoute"), ("listeners", "EventListeners")):
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"the release build of {text}")
    parser.add_argument("--count", type=int, default=10_000, help="places that are asked about")
    parser.add_argument("--seconds", type=int, default=20, help="seconds of each measurement")
    parser.add_argument("--live-seconds", type=int, default=60, help="seconds of events at 1,000 a second")
    parser.add_argument("--minutes", type=int, default=10, help="minutes for which memory is watched")
    parser.add_argument("--units", type=int, default=1_000_000, help="size of the directory that is made up; 0 for none")
    parser.add_argument("--only", action="append", choices=["cost", "load", "live", "memory"])
    parser.add_argument("--write", action="store_true", help="put the tables into Tests/Benchmarks/README.md")
    options = parser.parse_args()
    options.owner_star = False
    parts = options.only or ["cost", "load", "live", "memory"]
    lines = list(machine.description())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        real = folder / "real.sqlite"
        subprocess.run([options.program, "import", ROOT / "Datasets", "--directory", real, "--quiet"], check=True)
        rate = 400.0
        if "cost" in parts:
            rows = []
            rate = cost(options, "the real directory", real, folder, rows)
            if options.units:
                registry, made_up = folder / "registry.xml", folder / "made-up.sqlite"
                subprocess.run([sys.executable, GENERATOR, "--units", str(options.units), "--seed", "1", "--output", registry], check=True)
                subprocess.run([options.program, "import", ROOT / "Datasets/vocabulary", ROOT / "Datasets/boundaries", registry,
                                "--directory", made_up, "--quiet"], check=True)
                cost(options, f"{options.units:,} units made up", made_up, folder, rows)
            lines += ["", "| `GET /v1/nearest`, processor time | a request | bare route | the library's answer | ratio | highest rate | "
                      "304, of the bare route's rate | starting | errors |", "|---|---:|---:|---:|---:|---:|---:|---:|---:|", *rows]
        if "load" in parts:
            rows = []
            load(options, real, folder, rate, rows)
            lines += ["", "| beside 1,000 changes a second and 100 listeners | rate held | p50, ms | p99, ms | bare route p99, ms | "
                      "errors | changes a second | events p99, ms | listeners that missed any |", "|---|---:|---:|---:|---:|---:|---:|---:|---:|", *rows]
        if "live" in parts:
            rows = []
            live(options, real, folder, rows)
            lines += ["", "| 100 listeners, 90 of them of a hundredth | written | heard | listeners that missed any | p50, ms | p99, ms | in an answer p99, ms |",
                      "|---|---:|---:|---:|---:|---:|---:|", *rows]
        if "memory" in parts:
            rows = []
            memory(options, real, folder, rows)
            lines += ["", "| MB held after each minute of questions |", "|---|", *rows]
    print("\n".join(lines))
    if options.write:
        readme.write("service", lines)


if __name__ == "__main__":
    try:
        main()
    except readme.Failed as failure:
        sys.exit(f"bench: {failure}")
