"""TLS: neighbours by their certificates, revoked ones also on connections that are open, and a certificate of the server that is
exchanged under load."""
import http.client
import json
import ssl
import subprocess
import threading
import time


class Authority:
    """An authority of our own that signs certificates."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=Authority",
                 "-keyout", "ca.key", "-out", "ca.pem")
        self.serial = 0x1000

    def run(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def certificate(self, name, subject, days=10, begins=None, ends=None):
        self.serial += 1
        self.run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject, "-keyout", f"{name}.key",
                 "-out", f"{name}.csr")
        (self.folder / f"{name}.ext").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        arguments = ["x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", hex(self.serial), "-extfile",
                     f"{name}.ext", "-out", f"{name}.pem"]
        if ends:
            # Of the past: `openssl ca` alone takes both times.
            (self.folder / "index.txt").write_text("")
            (self.folder / "ca.conf").write_text(
                "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
                "[p]\ncommonName=supplied\n")
            (self.folder / "serial").write_text(f"{self.serial:04X}\n")
            self.run("ca", "-batch", "-config", "ca.conf", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", f"{name}.csr", "-startdate", begins,
                     "-enddate", ends, "-extfile", f"{name}.ext", "-out", f"{name}.pem", "-notext")
        else:
            self.run(*arguments, "-days", str(days))
        return self.serial


def context(folder, name=None):
    made = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    if name:
        made.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return made


def check(run):
    ours = Authority(run.folder / "authority")
    others = Authority(run.folder / "others")
    folder = ours.folder
    ours.certificate("server", "/CN=localhost")
    serial = ours.certificate("room", "/CN=room-a")
    ours.certificate("stranger", "/CN=stranger")
    ours.certificate("expired", "/CN=room-a", begins="20200101000000Z", ends="20200201000000Z")
    others.certificate("foreign", "/CN=room-a")
    table, revoked = folder / "table.csv", folder / "revoked"
    revoked.write_text("# none yet\n")
    table.write_text("subject,owner,scopes\nCN=room-a,all,read status:write\n")
    server = run.serve("certificates", f"tls-certificate={folder}/server.pem", f"tls-key={folder}/server.key", "certificate-patience=1",
                       f"client-authorities={folder}/ca.pem", f"client-table={table}", f"revoked-certificates={revoked}")
    try:
        def connect(name=None, where=folder):
            made = context(folder)
            if name:
                made.load_cert_chain(where / f"{name}.pem", where / f"{name}.key")
            return http.client.HTTPSConnection(server.host, server.port, context=made, timeout=10)

        def ask(connection, path="/v1/me", method="GET", body=None):
            connection.request(method, path, body=body, headers={"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")

        status, me = ask(connect("room"))
        run.expect(status == 200 and me["actor"] == f"token:certificate:{serial:x}" or me.get("actor") == f"certificate:{serial:x}", f"a room: {status} {me}")
        status, me = ask(connect())
        run.expect(status == 200 and me["actor"] == "nobody", f"without a certificate: {status} {me}")
        status, told = ask(connect("stranger"))
        run.expect(status == 401 and told["error"]["code"] == "certificate-unknown", f"a certificate in no table: {status} {told}")
        refused = 0
        for name, where in (("expired", folder), ("foreign", others.folder)):
            try:
                status, told = ask(connect(name, where))
                run.expect(False, f"a certificate that is {name} is taken: {status} {told}")
            except (ssl.SSLError, OSError, http.client.HTTPException):
                refused += 1
        # A list of the authority becomes the file; a connection that is open ends as well.
        kept = connect("room")
        run.expect(ask(kept)[0] == 200, "a connection that is kept")
        (folder / "index.txt").write_text("")
        (folder / "crlnumber").write_text("01\n")
        (folder / "ca.conf").write_text("[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=1\n")
        ours.run("ca", "-config", "ca.conf", "-cert", "ca.pem", "-keyfile", "ca.key", "-revoke", "room.pem")
        ours.run("ca", "-config", "ca.conf", "-cert", "ca.pem", "-keyfile", "ca.key", "-gencrl", "-out", "crl.pem")
        script = run.options.scripts / "support" / "revoked-serials"
        subprocess.run([script, folder / "crl.pem", revoked], check=True, capture_output=True)
        begun = time.monotonic()
        while ask(kept)[0] == 200 and time.monotonic() - begun < 5:
            time.sleep(0.02)
        took = time.monotonic() - begun
        status, told = ask(kept)
        run.expect(status == 401 and told["error"]["code"] == "token-revoked" and took < 2, f"a revoked certificate: {status} {told} {took:.1f} s")
        kept.close()
        # The server's own certificate is exchanged while everybody connects.
        failures, connections, seen = [], 0, set()
        stop = threading.Event()
        lock = threading.Lock()

        def load():
            nonlocal connections
            while not stop.is_set():
                try:
                    connection = connect()
                    connection.connect()
                    with lock:
                        seen.add(connection.sock.getpeercert()["serialNumber"])
                    status, _ = ask(connection, "/healthz")
                    connection.close()
                    with lock:
                        connections += 1
                    if status != 200:
                        failures.append(status)
                except Exception as error:
                    failures.append(repr(error))

        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        for round_ in range(2):
            time.sleep(1)
            ours.certificate("next", "/CN=localhost")
            # The key first, then the certificate: between them they do not fit, and the old pair stays.
            (folder / "next.key").replace(folder / "server.key")
            time.sleep(0.3)
            (folder / "next.pem").replace(folder / "server.pem")
            time.sleep(1.5)
        stop.set()
        for thread in threads:
            thread.join()
        run.expect(not failures and len(seen) >= 3, f"exchanging certificates: {len(seen)} seen, {failures[:3]}")
        print(f"certificates: {refused} refused by TLS, one in no table, a revoked one on an open connection after {took:.1f} s; "
              f"{len(seen)} certificates of the server over {connections} connections, {len(failures)} failed")
    finally:
        server.close()
