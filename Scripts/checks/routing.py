#!/usr/bin/env python3
"""Runs a command while OSRM and Valhalla answer on loopback with the roads of Aachen.

    routing.py COMMAND…

The command finds the engines in MUTUALAID_OSRM_URL and MUTUALAID_VALHALLA_URL; Scripts/test runs the Swift tests so, among
them those against the engines. The exit status is the command's.
"""
import os
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import road_engines  # noqa: E402  (beside this folder)


def main():
    if len(sys.argv) < 2:
        sys.exit("\n".join(__doc__.split("\n")[2:3]).strip())
    # Ended from outside, the engines end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with road_engines.running("osrm") as osrm, road_engines.running("valhalla") as valhalla:
        environment = os.environ | {"MUTUALAID_OSRM_URL": osrm, "MUTUALAID_VALHALLA_URL": valhalla}
        status = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
