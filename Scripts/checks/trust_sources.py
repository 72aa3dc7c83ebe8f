"""Editions that come by themselves, from a server on loopback that answers in every way there is."""
import http.server
import json
import socket
import ssl
import subprocess
import threading
import time

from service_client import Stream


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, patience=10):
    begun = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() - begun > patience:
                raise
            time.sleep(0.05)


def registry(stations, issued):
    body = "".join(
        f'<station id="loopback-s{n}"><name>S{n}</name><position lat="{50.5 + n / 1000:.4f}" lon="6.3" quality="building"/><unit id="loopback-s{n}.u" type="LF"/></station>' for n in stations)
    return (f'<registry xmlns="urn:mutual-aid:1.0" id="loopback" country="DE" service="fire" issued="{issued}">'
            f"{body}</registry>").encode()


class Publisher:
    """A web server whose answer is set from outside."""

    def __init__(self, context=None):
        self.mode, self.document, self.asked = "whole", b"", 0
        publisher = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                publisher.asked += 1
                document, mode = publisher.document, publisher.mode
                tag = f'"{hash(document)}"'
                if mode == "500":
                    self.send_error(500)
                    return
                if mode == "304" or (mode == "whole" and self.headers.get("If-None-Match") == tag):
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(206 if mode == "partial" else 200)
                self.send_header("Content-Length", str(len(document)))
                self.send_header("ETag", tag)
                self.end_headers()
                if mode == "truncated":
                    self.wfile.write(document[:len(document) // 2])
                    self.wfile.flush()
                    self.connection.close()
                elif mode == "slow":
                    for at in range(0, len(document), 16):
                        try:
                            self.wfile.write(document[at:at + 16])
                            self.wfile.flush()
                        except OSError:
                            return
                        time.sleep(0.2)
                else:
                    self.wfile.write(document)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = f"{'https' if context else 'http'}://127.0.0.1:{self.server.server_address[1]}/registry.xml"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def check(run):
    publisher = Publisher()
    server = run.serve("sources", "source-patience=1")
    try:
        admin = server.token("admin", "registry:write", "read", owner="all")
        second = server.token("registry:write", "read", owner="registry:loopback")
        stranger = server.token("registry:write", "read", owner="registry:other")

        def document(stations, day):
            return registry(stations, f"2026-11-{day:02d}T00:00:00Z")

        def add(**more):
            members = {"source": "loopback", "address": publisher.address, "interval": 3600, "time-limit": 2, **more}
            return server.json("POST", "/v1/sources", token=admin, headers={"Content-Type": "application/json"}, body=json.dumps(members))

        def units():
            return len(server.json("GET", "/v1/units", query={"all": "true", "box": "6.29,50.4,6.31,50.9", "limit": 1000})[1])

        def has(count):
            """Whether there are so many units more than before; an edition is read beside the one before, which takes its time."""
            begun = time.monotonic()
            while units() != before + count and time.monotonic() - begun < 30:
                time.sleep(0.2)
            return units() == before + count

        def look(token=None):
            status, told = server.json("POST", "/v1/sources/loopback/update", token=token or second, headers={"Prefer": "wait=30"})
            return told[0]["source"]["outcome"] if status == 200 else (status, told)

        run.expect(server.json("GET", "/v1/sources")[0] == 401, "sources are told to everybody")
        status, told = add(address="file:///etc/passwd")
        run.expect(status == 400, f"a file of the server is named from outside: {status} {told}")
        stream = Stream(server, token=admin)
        stream.next()
        publisher.document = document(range(20), 1)
        before = units()
        status, told = add()
        run.expect(status == 200, f"a source: {status} {told}")
        # The timer looks by itself.
        begun = time.monotonic()
        while units() != before + 20 and time.monotonic() - begun < 20:
            time.sleep(0.1)
        took = time.monotonic() - begun
        run.expect(units() == before + 20, f"the first edition is not there after {took:.1f} s")
        run.expect(server.json("GET", "/v1/sources", token=stranger)[1] == [], "a stranger is told of a source")
        run.expect(look(stranger)[0] == 403, "a stranger looks at a source")
        wanted = [
            ("whole", publisher.document, "unchanged", 20), ("304", publisher.document, "unchanged", 20),
            ("500", document(range(25), 2), "failed", 20), ("truncated", document(range(25), 3), "failed", 20),
            ("partial", document(range(25), 4), "refused", 20), ("slow", document(range(25), 5), "failed", 20),
            ("whole", document(range(5), 6), "refused", 20), ("whole", b"<html>maintenance</html>", "refused", 20),
            ("whole", document(range(24), 7).replace(b'id="loopback"', b'id="nl-fire"'), "refused", 20),
            ("whole", document(range(25), 8), "taken", 25),
        ]
        for number, (mode, text, outcome, count) in enumerate(wanted):
            publisher.mode, publisher.document = mode, text
            found = look()
            run.expect(found == outcome and has(count), f"{mode} {number}: {found}, {units() - before} units")
        # Held until a second person approves.
        add(approval=True)
        # A source that was put anew is due: once it has been looked at, the timer leaves it alone, and who looks is who fetches.
        look()
        publisher.mode, publisher.document = "whole", document(range(26), 9)
        run.expect(look() == "held" and has(25), "an edition is taken without approval")
        status, told = server.json("POST", "/v1/sources/loopback/approve", token=second)
        run.expect(status in (400, 409) and told["error"]["code"] == "same-person", f"approved by who fetched it: {status} {told}")
        status, told = server.json("POST", "/v1/sources/loopback/approve", token=admin)
        run.expect(status == 200 and told[0]["source"]["outcome"] == "taken" and has(26), f"approved: {status} {told}")
        # Older than promised.
        add(promise=60)
        publisher.mode = "304"
        look()
        listed = server.json("GET", "/v1/sources", token=second)[1][0]
        metrics = server.ask("GET", "/metrics")[2].decode()
        run.expect(listed["overdue"] and 'mutualaid_source_overdue{source="loopback"} 1' in metrics, f"older than promised: {listed}")
        for outcome in ("taken", "failed", "refused", "held", "unchanged"):
            run.expect(f'mutualaid_source_looks_total{{outcome="{outcome}"}}' in metrics, f"no figure of {outcome}")
        told = []
        stream.socket.settimeout(15)
        try:
            while True:
                event = stream.next()
                if event is None:
                    break
                if event[0] == "source":
                    told.append(event[2]["change"].get("action"))
                    if told[-1] == "overdue":
                        break
        except OSError:
            pass
        stream.close()
        for outcome in ("taken", "failed", "refused", "held", "overdue"):
            run.expect(outcome in told, f"no event of {outcome}: {told}")
        # A certificate that nobody knows.
        key, certificate = run.folder / "source.key", run.folder / "source.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=other",
                        "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        secret = Publisher(context)
        secret.document = document(range(30), 10)
        add(address=secret.address)
        found = look()
        run.expect(found == "failed" and has(26), f"an unknown certificate: {found}")
        code = server.json("GET", "/v1/sources", token=second)[1][0]["code"]
        run.expect(code == "source-untrusted", f"an unknown certificate is {code}")
        secret.close()
        run.expect(server.json("DELETE", "/v1/sources/loopback", token=admin)[0] == 204, "a source is not forgotten")
        print(f"sources: the timer takes an edition after {took:.1f} s; {len(wanted)} answers taken, refused or tried again as said; "
              "approval by a second person; older than promised; a strange certificate")
    finally:
        server.close()
        publisher.close()
