"""Puts what a benchmark measured into Tests/Benchmarks/README.md."""
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


class Failed(Exception):
    """A side went wrong, or found something else than the others."""


def write(benchmark, lines):
    """Replaces what stands between the marks of a benchmark."""
    begin = f"<!-- {benchmark}: measured by Scripts/bench {benchmark} --write -->"
    end = f"<!-- {benchmark}: end -->"
    text = README.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise Failed(f"{README.name} has no place for the figures: expected the lines '{begin}' and '{end}'")
    before, after = text.split(begin)[0], text.split(end)[1]
    README.write_text("\n".join([before + begin, *lines, end + after]), encoding="utf-8")
