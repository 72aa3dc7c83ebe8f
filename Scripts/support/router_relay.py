"""A server on loopback between a program under test and a router, which passes questions on and may spoil the answers."""
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import road_engines


class Relay(ThreadingHTTPServer):
    """Answers as the router does, until `close`; subclasses say what becomes of each answer."""
    daemon_threads = True

    def __init__(self, target):
        super().__init__(("127.0.0.1", 0), RelayHandler)
        self.target = target
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"osrm+http://127.0.0.1:{self.server_address[1]}"

    def passed_on(self, path, answer):
        """What is sent in place of the router's answer; None hangs up."""
        raise NotImplementedError

    def close(self):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """Whoever hangs up is no news."""


class RelayHandler(BaseHTTPRequestHandler):
    """One question."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        answer = self.server.passed_on(self.path, road_engines.get(self.server.target + self.path))
        if answer is None:
            self.close_connection = True
            self.connection.close()
            return
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nobody reads it."""
