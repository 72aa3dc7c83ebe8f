"""People who log in at a real server of OpenID Connect, and what must not let anybody in."""
import http.client
import json
import subprocess
import sys
import threading
import time
import urllib.parse

import trust_sources


class Provider:
    """oidc-provider-mock in a process of its own; it signs with RS256."""

    def __init__(self, port):
        self.port = port
        program = ("import oidc_provider_mock, time, sys\n"
                   f"with oidc_provider_mock.run_server_in_thread(port={port}):\n"
                   "    time.sleep(600)\n")
        self.process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        trust_sources.wait_for(port, 30)
        self.address = f"http://localhost:{port}"

    def user(self, subject, **claims):
        body = json.dumps(claims)
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        connection.request("PUT", f"/users/{subject}", body=body, headers={"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (200, 201, 204), answer.status

    def authorize(self, address, subject):
        """What the browser does there: the address to which it is sent back."""
        parts = urllib.parse.urlsplit(address)
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        connection.request("POST", f"{parts.path}?{parts.query}", body=urllib.parse.urlencode({"sub": subject}),
                           headers={"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        return answer.getheader("Location")

    def close(self):
        self.process.kill()
        self.process.wait()


def check(run):
    port = trust_sources.free_port()
    provider = Provider(port)
    roles = run.folder / "roles.csv"
    roles.write_text("claim,value,owner,scopes\ngroups,dispatch,all,read status:write\ngroups,audit,all,read audit\n")
    discovery = http.client.HTTPConnection("localhost", port, timeout=10)
    discovery.request("GET", "/.well-known/openid-configuration")
    issuer = json.loads(discovery.getresponse().read())["issuer"]
    public = "https://directory.example"
    server = run.serve("login", f"login-issuer={issuer}", "login-client=mutualaid", "login-secret=secret-of-the-check", f"login-roles={roles}",
                       f"public-address={public}", "login-scope=openid profile email", "session-idle=8")
    try:
        unit = run.two_rooms(server)[0]["id"]
        provider.user("anna", groups=["dispatch"], name="Anna")
        provider.user("nobody", groups=["kitchen"])

        def begin():
            status, headers, _ = server.ask("GET", "/login", query={"return": "/v1/me"})
            cookie = headers.get("set-cookie", "").split(";")[0]
            return status, headers.get("location"), cookie, headers.get("set-cookie", "")

        def back(address, cookie):
            parts = urllib.parse.urlsplit(address)
            return server.ask("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookie})

        def session(subject="anna"):
            _, address, cookie, _ = begin()
            status, headers, body = back(provider.authorize(address, subject), cookie)
            found = [part.split(";")[0] for part in headers.get("set-cookie", "").split(", ") if part.startswith("__Host-mutualaid=")]
            return status, found[0] if found else None, headers, body

        status, address, cookie, whole = begin()
        run.expect(status == 302 and "code_challenge_method=S256" in address, f"/login: {status} {address}")
        for word in ("__Host-", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            run.expect(word in whole, f"the cookie is not {word}: {whole}")
        status, mine, headers, body = session()
        run.expect(status == 302 and mine and headers["location"] == "/v1/me", f"a login: {status} {headers} {body[:300]}")
        status, me = server.json("GET", "/v1/me", headers={"Cookie": mine})
        run.expect(status == 200 and me["actor"] == "person:anna" and "status:write" in me["scopes"] and "audit" not in me["scopes"], f"{me}")

        def write(**headers):
            return server.json("PUT", f"/v1/units/{unit}/status", body='{"status":"available"}',
                               headers={"Content-Type": "application/json", "Cookie": mine, **{k.replace("_", "-"): v for k, v in headers.items()}})

        run.expect(write()[0] == 403, "a cookie alone changes something")
        run.expect(write(Origin="https://evil.example")[0] == 403, "another page changes something")
        run.expect(write(Origin=public, Sec_Fetch_Site="cross-site")[0] == 403, "a page of another site changes something")
        status, told = write(Origin=public)
        run.expect(status == 200, f"a page of our own changes nothing: {status} {told}")
        # What must not let anybody in.
        status, _, _, body = session("nobody")
        run.expect(status == 403, f"somebody without a role: {status} {body[:200]}")
        _, address, cookie, _ = begin()
        returned = provider.authorize(address, "anna")
        bent = returned.replace("state=", "state=x")
        run.expect(back(bent, cookie)[0] == 400, "a wrong state lets in")
        run.expect(back(returned, "")[0] == 400, "another browser is let in")
        _, address, cookie, _ = begin()
        returned = provider.authorize(address, "anna")
        run.expect(back(returned, cookie)[0] == 302, "a login")
        run.expect(back(returned, cookie)[0] == 400, "a login is finished twice")
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(returned).query)["code"][0]
        _, address, cookie, _ = begin()
        state = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["state"][0]
        status, _, body = server.ask("GET", "/login/callback", query={"code": code, "state": state}, headers={"Cookie": cookie})
        run.expect(status in (403, 502), f"a code that was used lets in: {status} {body[:200]}")
        _, address, cookie, _ = begin()
        nonce = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["nonce"][0]
        status, _, body = back(provider.authorize(address.replace(nonce, "changed"), "anna"), cookie)
        run.expect(status == 502, f"a changed nonce lets in: {status} {body[:200]}")
        for page in ("//evil.example", "https://evil.example", "/\\evil.example"):
            status, headers, _ = server.ask("GET", "/login", query={"return": page})
            run.expect("evil" not in headers.get("location", ""), f"it sends people to {page}")
        # Sessions end: by idleness, by going, and by the service's end.
        status, gone, _, _ = session()
        run.expect(server.ask("POST", "/logout", headers={"Cookie": gone, "Origin": public})[0] == 204, "going")
        run.expect(server.ask("GET", "/v1/me", headers={"Cookie": gone})[0] == 401, "a session that was ended goes on")
        status, idle, _, _ = session()
        time.sleep(9)
        run.expect(server.ask("GET", "/v1/me", headers={"Cookie": idle})[0] == 401, "an idle session goes on")
        # The login service is gone: nobody new, sessions and machines go on, the sealed token works.
        status, late, _, _ = session()
        provider.close()
        _, address, cookie, _ = begin()
        status, _, body = server.ask("GET", "/login/callback", query={"code": "x", "state": urllib.parse.parse_qs(
            urllib.parse.urlsplit(address).query)["state"][0]}, headers={"Cookie": cookie})
        run.expect(status == 502 and json.loads(body)["error"]["code"] == "login-failed", f"the login service is gone: {status}")
        run.expect(server.ask("GET", "/v1/me", headers={"Cookie": late})[0] == 200, "sessions end with the login service")
        sealed = run.command(server.directory, "token", "seal", binary=run.options.server).stdout.strip()
        run.expect(server.json("GET", "/v1/me", token=sealed)[1]["break_glass"], "the sealed token does not work")
        print("login: code with PKCE; wrong state, used code, changed nonce, other browser, no role, foreign origin and open "
              "redirects let nobody in; the login service gone, sessions and the sealed token go on")
    finally:
        server.close()
        provider.close()
