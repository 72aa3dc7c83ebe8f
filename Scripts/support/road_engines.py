"""OSRM and Valhalla on loopback, with the roads of Aachen, for as long as a `with` block lasts.

The engines' programs come from their Python packages, whose wheels are unpacked and never imported, so that they need
not fit the Python that runs this. Programs and road graphs are kept in .venv and made anew when the extract or the
versions change.
"""
import contextlib
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


def graph(engine):
    """The folder with an engine's road graph, made from the extract."""
    digest = hashlib.sha256(EXTRACT.read_bytes() + WHEELS[engine][0].encode()).hexdigest()[:16]
    folder = CACHE / f"{engine}-{digest}"
    if not folder.exists():
        partial = CACHE / f"{engine}-partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        source = shutil.copy(EXTRACT, partial / "roads.osm.pbf")
        home = programs(engine)
        if engine == "osrm":
            run(home / "bin/osrm-extract", "-p", home / "share/profiles/car.lua", source)
            run(home / "bin/osrm-contract", partial / "roads.osrm")
        else:
            (partial / "build.json").write_text(json.dumps(valhalla_settings(partial, 0)), encoding="utf-8")
            # It leaves lists of odd roads where it runs.
            run(home / "bin/valhalla_build_tiles", "-c", partial / "build.json", source, cwd=partial)
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


@contextlib.contextmanager
def running(engine, threads=2):
    """Runs an engine; gives its URL. It is stopped in any case."""
    folder, home, port = graph(engine), programs(engine), free_port()
    sockets = CACHE / f"run-{port}"
    sockets.mkdir()
    if engine == "osrm":
        command = [home / "bin/osrm-routed", "--ip", "127.0.0.1", "--port", port, "--threads", threads, folder / "roads.osrm"]
    else:
        settings = valhalla_settings(sockets, port)
        settings["mjolnir"]["tile_dir"] = str(folder / "tiles")
        (sockets / "valhalla.json").write_text(json.dumps(settings), encoding="utf-8")
        command = [home / "bin/valhalla_service", sockets / "valhalla.json", threads]
    log = sockets / "log"
    with open(log, "wb") as output:
        # The service starts helpers of its own: all are one group, which ends together.
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=output, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        question = "/table/v1/driving/6.09,50.77;6.1,50.78?destinations=0" if engine == "osrm" else "/status"
        deadline = time.monotonic() + PATIENCE
        while True:
            if process.poll() is not None:
                sys.exit(f"{engine} ended at once:\n{log.read_text(errors='replace')[-2000:]}")
            with contextlib.suppress(OSError, ValueError):
                answer = get(url + question, timeout=2)
                if answer.get("code") == "Ok" or "version" in answer:
                    break
            if time.monotonic() > deadline:
                sys.exit(f"{engine} does not answer after {PATIENCE} s:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield url
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(sockets, ignore_errors=True)
