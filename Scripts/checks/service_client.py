"""A server that runs, and ways of asking it, for the checks of the service."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from urllib.parse import urlencode, urlsplit


class Server:
    """The real program on a directory, on a free port of loopback."""

    def __init__(self, binary, directory, *settings, log=None):
        self.binary, self.directory, self.settings = str(binary), str(directory), settings
        self.log = open(log, "ab") if log else subprocess.DEVNULL
        self.start()

    def start(self):
        command = [self.binary, "serve", "--directory", self.directory, "--port", "0"]
        for setting in self.settings:
            command += ["--set", setting]
        begun = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline().strip()
        if not line.startswith("http"):
            raise SystemExit(f"the server does not start: {self.process.wait()} {line}")
        self.seconds = time.monotonic() - begun
        self.address = line
        parts = urlsplit(line)
        self.host, self.port = parts.hostname, parts.port

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, patience=10):
        """Tells it to stop; its exit code and the seconds that it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=patience + 5)
        return code, time.monotonic() - begun

    def close(self):
        if self.process.poll() is None:
            self.kill()

    def token(self, *scopes, owner="all"):
        command = [self.binary, "token", "issue", "--directory", self.directory, "--owner", owner]
        for scope in scopes:
            command += ["--scope", scope]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def ask(self, method, path, query=None, body=None, headers=None, token=None, timeout=60):
        """(status, headers in lower case, bytes) of an answer."""
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if query:
            path += "?" + urlencode(query, doseq=True)
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            told = {}
            for name, value in answer.getheaders():
                # A header that comes several times is one with commas between.
                told[name.lower()] = f"{told[name.lower()]}, {value}" if name.lower() in told else value
            return answer.status, told, answer.read()
        finally:
            connection.close()

    def json(self, method, path, **more):
        status, _, body = self.ask(method, path, **more)
        return status, json.loads(body) if body else None

    def raw(self, data, timeout=15, read=True):
        """What comes back to bytes that are no proper request perhaps."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as connection:
            try:
                connection.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass
            if not read:
                return b""
            received = b""
            try:
                while len(received) < 1 << 20:
                    piece = connection.recv(65536)
                    if not piece:
                        break
                    received += piece
                    if b"\r\n\r\n" in received and _is_whole(received):
                        break
            except (socket.timeout, ConnectionResetError):
                pass
            return received


def _is_whole(received):
    head, _, body = received.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return len(body) >= int(value)
    return False


class ServerCheck:
    """What checks of the service have in common: what is not so, and directories of their own."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.failures = []

    def expect(self, holds, text):
        if not holds:
            self.failures.append(text)
            print(f"  not so: {text}", flush=True)

    def fresh(self, name):
        """The path of a directory of its own for a part of the check."""
        path = self.folder / f"{name}.sqlite"
        shutil.copyfile(self.options.directory, path)
        return str(path)


class Stream:
    """An event stream: events as (name, id, data)."""

    def __init__(self, server, query="", last=None, token=None, timeout=20):
        self.socket = socket.create_connection((server.host, server.port), timeout=timeout)
        lines = [f"GET /v1/events{query} HTTP/1.1", "Host: localhost", "Accept: text/event-stream"]
        if last:
            lines.append(f"Last-Event-ID: {last}")
        if token:
            lines.append(f"Authorization: Bearer {token}")
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        while self.file.readline().strip():
            pass
        self.buffer = b""
        self.is_over = False

    def _piece(self):
        size = self.file.readline().strip()
        if not size:
            self.is_over = True
            return b""
        count = int(size, 16)
        data = self.file.read(count) if count else b""
        self.file.readline()
        if not count:
            self.is_over = True
        return data

    def next(self):
        """The next event; None where the stream is over."""
        while b"\n\n" not in self.buffer:
            if self.is_over:
                return None
            self.buffer += self._piece()
        text, self.buffer = self.buffer.split(b"\n\n", 1)
        fields = {}
        for line in text.decode().split("\n"):
            name, _, value = line.partition(": ")
            fields[name] = value
        if "data" not in fields:
            return self.next()
        return fields.get("event"), fields.get("id"), json.loads(fields["data"])

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.file.close()
        self.socket.close()
