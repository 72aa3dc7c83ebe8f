"""OSRM and Valhalla on loopback: with the roads of Aachen for as long as a `with` block lasts, or with a user's own.

The engines' programs come from their Python packages, whose wheels are unpacked and never imported, so that they need
not fit the Python that runs this. Programs and road graphs are kept in .venv and made anew when the extract or the
versions change.
"""
import contextlib
import csv
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTRACT = ROOT / "Tests/Fixtures/roads/aachen.osm.pbf"
CACHE = ROOT / ".venv/road-engines"
WHEELS = {"osrm": ("osrm-bindings==26.10.0", "3.12"), "valhalla": ("pyvalhalla-weekly==3.5.1.post1.dev248", "3.11")}
PATIENCE = 60   # seconds until an engine must answer
EMERGENCY = ROOT / "Scripts/support/emergency"


def run(*command, **options):
    """Runs a program, silent unless it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed ({done.returncode}):\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def programs(engine):
    """The folder with an engine's unpacked wheel."""
    requirement, python = WHEELS[engine]
    folder = CACHE / requirement.replace("==", "-")
    if not folder.exists():
        download = CACHE / "download"
        shutil.rmtree(download, ignore_errors=True)
        run(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary=:all:", "--python-version", python, "--platform", "manylinux_2_28_x86_64",
            "--dest", download, requirement)
        partial = CACHE / "partial"
        shutil.rmtree(partial, ignore_errors=True)
        with zipfile.ZipFile(next(download.glob("*.whl"))) as wheel:
            wheel.extractall(partial)
        for program in partial.glob("*/bin/*"):
            program.chmod(0o755)
        partial.rename(folder)
        shutil.rmtree(download)
    return folder / engine


class Emergency:
    """The tables of the emergency profile: speeds and factors, and a condition such as snow, or none."""

    def __init__(self, speeds=None, factors=None, condition=None):
        self.speeds = Path(speeds or EMERGENCY / "speeds.csv")
        self.factors = Path(factors or EMERGENCY / "factors.csv")
        self.condition = condition
        with open(EMERGENCY / "conditions.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        known = sorted({row["condition"] for row in rows})
        if condition is not None and condition not in known:
            sys.exit(f"there is no condition '{condition}' in {EMERGENCY / 'conditions.csv'}: known are {', '.join(known)}")
        self.slowness = {row["class"]: float(row["slowness"]) for row in rows if row["condition"] == condition}

    def text(self):
        """All that the profile depends on."""
        return (EMERGENCY / "emergency.lua").read_text(encoding="utf-8") + lua_tables(self)


def lua_tables(tables):
    """The tables of the emergency profile as a module of Lua; links are as slow as what they lead to."""
    with open(tables.speeds, encoding="utf-8", newline="") as file:
        rows = [f'    ["{row["class"]}"] = {{ usual = {float(row["kmh"])}, greatest = {float(row["greatest_kmh"])}, '
                f'slowness = {tables.slowness.get(row["class"].removesuffix("_link"), 1.0)} }},'
                for row in csv.DictReader(file)]
    with open(tables.factors, encoding="utf-8", newline="") as file:
        values = [f'    {row["name"]} = {float(row["value"])},' for row in csv.DictReader(file)]
    return "\n".join(["return {", "  speeds = {", *rows, "  },", "  factors = {", *values, "  },", "}", ""])


def profile_file(emergency, folder):
    """The file of OSRM's profile for cars, or of one for emergency vehicles, which is put together in a folder."""
    shipped = programs("osrm") / "share/profiles"
    if emergency is None:
        return shipped / "car.lua"
    shutil.copytree(shipped, folder)
    shutil.copy(EMERGENCY / "emergency.lua", folder)
    (folder / "emergency_tables.lua").write_text(lua_tables(emergency), encoding="utf-8")
    return folder / "emergency.lua"


def fingerprint(engine, extract, emergency=None):
    """What a road graph depends on, in a few letters."""
    digest = hashlib.sha256(WHEELS[engine][0].encode() + (emergency.text() if emergency else "").encode())
    with open(extract, "rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()[:16]


def graph(engine, extract=EXTRACT, cache=CACHE, emergency=None, version=None):
    """The folder with an engine's road graph, made from an extract, for cars or by tables for emergency vehicles.

    OSRM is told what to say of the data's version; Valhalla says when the graph was made.
    """
    name = f"{engine}-emergency" if emergency else engine
    folder = Path(cache) / f"{name}-{fingerprint(engine, extract, emergency)}"
    if not folder.exists():
        partial = Path(cache) / f"{name}-partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        # The programs write beside the extract.
        source = partial / "roads.osm.pbf"
        source.symlink_to(Path(extract).resolve())
        home = programs(engine)
        if engine == "osrm":
            stated = ["--data_version", version] if version else []
            run(home / "bin/osrm-extract", "-p", profile_file(emergency, partial / "profile"), *stated, source)
            run(home / "bin/osrm-contract", partial / "roads.osrm")
        else:
            (partial / "build.json").write_text(json.dumps(valhalla_settings(partial, 0)), encoding="utf-8")
            # It leaves lists of odd roads where it runs.
            run(home / "bin/valhalla_build_tiles", "-c", partial / "build.json", source, cwd=partial)
        source.unlink()
        partial.rename(folder)
    return folder


def valhalla_settings(folder, port):
    """Valhalla's own settings with ours in them."""
    probe = ("import json, sys; sys.path.insert(0, sys.argv[1]); import valhalla_build_config as c\n"
             "strip = lambda v: {k: strip(x) for k, x in v.items() if not isinstance(x, c.Optional)} "
             "if isinstance(v, dict) else v\nprint(json.dumps(strip(c.config)))")
    done = subprocess.run([sys.executable, "-c", probe, str(programs("valhalla"))], capture_output=True, text=True, check=True)
    settings = json.loads(done.stdout)
    for key in ("tile_extract", "traffic_extract", "admin", "timezone", "landmarks", "transit_dir", "transit_feeds_dir"):
        settings["mjolnir"].pop(key, None)
    settings["mjolnir"]["tile_dir"] = str(folder / "tiles")
    settings["httpd"]["service"].update(
        listen=f"tcp://127.0.0.1:{port}", loopback=f"ipc://{folder}/loopback", interrupt=f"ipc://{folder}/interrupt")
    for part in ("loki", "thor", "odin", "meili"):
        if "service" in settings[part]:
            settings[part]["service"]["proxy"] = f"ipc://{folder}/{part}"
    return settings


def free_port():
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url, timeout=10):
    """The JSON at a URL, whatever its status; proxies are for elsewhere."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=timeout) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)


def service(engine, folder, port, threads, run_folder, table_size=100):
    """The command that serves a road graph on a port of loopback; its settings go into a folder."""
    home = programs(engine)
    if engine == "osrm":
        command = [home / "bin/osrm-routed", "--ip", "127.0.0.1", "--port", port, "--threads", threads,
                   "--max-table-size", table_size, folder / "roads.osrm"]
    else:
        settings = valhalla_settings(run_folder, port)
        settings["mjolnir"]["tile_dir"] = str(folder / "tiles")
        (run_folder / "valhalla.json").write_text(json.dumps(settings), encoding="utf-8")
        command = [home / "bin/valhalla_service", run_folder / "valhalla.json", threads]
    return [str(part) for part in command]


def wait(engine, port, process, log, patience=PATIENCE):
    """Returns once an engine answers; ends the program where it does not."""
    url = f"http://127.0.0.1:{port}"
    question = "/nearest/v1/driving/6.09,50.77" if engine == "osrm" else "/status"
    deadline = time.monotonic() + patience
    while True:
        if process.poll() is not None:
            sys.exit(f"{engine} ended at once:\n{log.read_text(errors='replace')[-2000:]}")
        with contextlib.suppress(OSError, ValueError):
            answer = get(url + question, timeout=2)
            if answer.get("code") == "Ok" or "version" in answer:
                return url
        if time.monotonic() > deadline:
            sys.exit(f"{engine} does not answer after {patience} s:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


@contextlib.contextmanager
def running(engine, threads=2, folder=None):
    """Runs an engine, with the roads of Aachen unless a folder with others is given; gives its URL.

    It is stopped in any case.
    """
    folder, port = folder or graph(engine), free_port()
    sockets = CACHE / f"run-{port}"
    sockets.mkdir(parents=True)
    command = service(engine, folder, port, threads, sockets)
    log = sockets / "log"
    with open(log, "wb") as output:
        # The service starts helpers of its own: all are one group, which ends together.
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    try:
        yield wait(engine, port, process, log)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(sockets, ignore_errors=True)
