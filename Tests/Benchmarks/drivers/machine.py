"""What a measurement ran on, so that figures can be compared."""
import datetime
import os
import platform
import re
import sqlite3
import subprocess
from pathlib import Path


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "not found"
    return next(iter((done.stdout or done.stderr).splitlines()), "unknown")


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def memory_gb():
    match = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    return round(int(match.group(1)) / 1e6) if match else 0


def system():
    release = Path("/etc/os-release")
    if release.exists():
        match = re.search(r'PRETTY_NAME="([^"]*)"', release.read_text(encoding="utf-8"))
        if match:
            return match.group(1)
    return platform.system()


def description(lxml=None):
    """Lines of Markdown."""
    return [
        f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}, commit "
        f"{first_line('git', 'rev-parse', '--short', 'HEAD')}; {processor()}, {os.cpu_count()} cores, {memory_gb()} GB; "
        f"{system()}, Linux {platform.release()}; load average at the start {os.getloadavg()[0]:.1f}.",
        f"{first_line('swift', '--version')}; {first_line('xmllint', '--version').removeprefix('xmllint: ')}; SQLite "
        f"{sqlite3.sqlite_version}; {first_line('gcc', '--version')}; Python {platform.python_version()}"
        + (f", lxml {lxml}." if lxml else "."),
    ]
