"""A small writer for documents of the native format (urn:mutual-aid:1.0).

    with Document(path, "registry", id="nl-fire", country="NL") as document:
        document.leaf("title", "Fire stations", lang="en")
        with document.element("station", id="x"):
            document.leaf("position", lat=51.5, lon=6.0, quality="address")

Attribute names use underscores for hyphens (control_room becomes control-room) and lang for xml:lang; values of
None and empty strings are left out. The output is indented by two spaces and the same for the same calls.
"""
import contextlib
from pathlib import Path

NAMESPACE = "urn:mutual-aid:1.0"
ISSUED = "2026-11-23T00:00:00Z"


def escape(text):
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value, decimals=6):
    """A decimal without an exponent, trailing zeros or minus zero."""
    text = f"{float(value):.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value, 7) if isinstance(value, float) else str(value)


def _attributes(attributes):
    parts = []
    for name, value in attributes.items():
        if value is None or value == "":
            continue
        name = "xml:lang" if name == "lang" else name.rstrip("_").replace("_", "-")
        parts.append(f' {name}="{escape(_value(value))}"')
    return "".join(parts)


class Document:
    """Writes one document; use it as a context manager, or call close()."""

    def __init__(self, path, root, **attributes):
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = open(path, "w", encoding="utf-8", newline="\n")
        self._open = []
        attributes.setdefault("issued", ISSUED)
        self._file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self.begin(root, xmlns=NAMESPACE, **attributes)

    def _line(self, text):
        self._file.write("  " * len(self._open) + text + "\n")

    def begin(self, name, **attributes):
        self._line(f"<{name}{_attributes(attributes)}>")
        self._open.append(name)

    def end(self):
        name = self._open.pop()
        self._line(f"</{name}>")

    @contextlib.contextmanager
    def element(self, name, **attributes):
        self.begin(name, **attributes)
        yield self
        self.end()

    def leaf(self, name, text=None, **attributes):
        """An element without child elements; text is escaped."""
        if text is None or text == "":
            self._line(f"<{name}{_attributes(attributes)}/>")
        else:
            self._line(f"<{name}{_attributes(attributes)}>{escape(text)}</{name}>")

    def close(self):
        while self._open:
            self.end()
        self._file.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.close()
        else:
            self._file.close()
