#!/usr/bin/env python3
"""What dispatchers do with the page, in a real browser: the journeys from a fire in Vaals to the night shift.

    page_journeys.py --directory FILE [--binary PATH] [--server PATH] [--leaflet FOLDER] [--long] [--sheet FOLDER]
                     [--picture FILE] [--slow] [--only NAME…]

Chromium from Debian asks a server on loopback. Lists, times, verdicts and losers are those of the command line. In every
journey: no request to another origin, nothing that the page's policy stops, no error on the console, and axe finds nothing.
Journeys with requests are left out, and said to be, where the server has none. --long takes all languages, widths and
colours; --sheet puts pictures of every journey at 1280 and 390 px, light and dark, into a folder with one page that shows all.
"""
import argparse
import html
import json
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, urlsplit

import product
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from service_client import Server

VAALS = "50.7703,6.0155"
UNIT = "nl-fire-vaals-f2e0bb79.ts1"
STATION = "nl-fire-vaals-f2e0bb79"
HOSTILE = ["<img src=x onerror=\"document.title='broken'\">", "\u202emorf \u05e9\u05dc\u05d5\u05dd", "x" * 200]
PATIENCE = 60_000


def until(page, expression, arg=None):
    """Waits until an expression holds in a page. The page's policy forbids the browser's own way of waiting, which is eval."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"never: {expression}")
        page.wait_for_timeout(100)


class Journeys:
    """A browser, a server, and what was found wrong."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.problems, self.skipped, self.where = [], [], "begin"
        self.leaflet = [f"leaflet={options.leaflet}"] if options.leaflet else []
        self.tool = product.Product(options.binary, options.directory)
        self.server = Server(options.server, options.directory, *self.leaflet, log=folder / "server.log")
        self.token = self.server.token("read", "status:write", "registry:write", "admin", "audit")
        self.driver = sync_playwright().start()
        self.chromium = self.driver.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        self.expects_trouble = False

    def close(self):
        self.chromium.close()
        self.driver.stop()
        self.server.close()

    def check(self, holds, text):
        if not holds:
            self.problems.append(f"{self.where}: {text}")
            print(f"  {text}", file=sys.stderr)

    def context(self, width=1280, height=900, **more):
        context = self.chromium.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(PATIENCE)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"{self.where}: {error.error}"))
        return context

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.port != self.server.port:
            self.problems.append(f"{self.where}: a request to {request.url}")

    def _console(self, message):
        if message.type == "error" and not (self.expects_trouble and "Failed to load resource" in message.text):
            self.check(False, f"console: {message.text} {message.location.get('url', '')}")

    def open(self, context, hash_="", path="/", token=False):
        page = context.new_page()
        if token:
            page.add_init_script(f"localStorage.setItem('mutualaid-token', {json.dumps(self.token)})")
        page.goto(self.server.address + path + hash_)
        page.wait_for_selector("#link.up")
        return page

    def asked(self, context, hash_=f"#at={VAALS}", **more):
        page = self.open(context, hash_, **more)
        page.wait_for_selector("#answers .unit")
        return page

    def rows(self, page):
        return page.evaluate("[...document.querySelectorAll('#answers .unit')].map(x => [x.dataset.id, +x.dataset.eta, x.dataset.verdict])")

    def answer(self, *options):
        """What the command line says."""
        units = self.tool.json("nearest", *options, "--count", "10")["units"]
        return [[unit["id"], unit["eta_s"], unit["agreement"]["verdict"]] for unit in units]

    def looks(self, name, hash_, path="/", ready="#main", act=None):
        """axe, and pictures where they are wanted, in widths, colours and languages."""
        long = self.options.long
        cases = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")] if long or self.options.sheet else [
            (1280, "light"), (390, "dark")]
        for width, scheme in cases:
            for language in ("en", "fr", "nl", "de") if long and width == 1280 else ("en",):
                # axe is put into the page from outside, which its policy would not allow.
                context = self.context(width, color_scheme=scheme, bypass_csp=True, locale=language)
                page = self.open(context, hash_, path + f"?lang={language}")
                page.wait_for_selector(ready)
                if act:
                    act(page)
                page.wait_for_timeout(300)
                where = f"{name}, {language}, {width} px, {scheme}"
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.check(wide <= 0, f"{where}: {wide} px too wide")
                for violation in Axe().run(page).response["violations"]:
                    self.check(False, f"{where}: axe: {violation['id']}: {violation['nodes'][0]['html'][:140]}")
                if self.options.sheet and language == "en":
                    page.screenshot(path=self.options.sheet / f"{name}-{width}-{scheme}.png")
                context.close()

    def put(self, unit, status, until=None, source="check", note=None):
        body = {"status": status, "source": source, "note": note}
        if until:
            body["until"] = until.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        code, _, answer = self.server.ask(
            "PUT", f"/v1/units/{quote(unit)}/status", body=json.dumps(body).encode(), token=self.token,
            headers={"Content-Type": "application/json"})
        self.check(code == 200, f"a status is not taken: {code} {answer[:200]}")


def vaals(j):
    """1. Fire in Vaals by name: units, times and verdicts of the command line in list, map and tree."""
    context = j.context()
    page = j.open(context)
    page.fill("#place", "Vaals")
    begun = time.monotonic()
    page.keyboard.press("Enter")
    page.wait_for_selector("#answers .unit")
    print(f"  first answer {time.monotonic() - begun:.2f} s after Enter", file=sys.stderr)
    at = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('at')")
    expected = j.answer("--at", at, "--service", "fire")
    j.check(j.rows(page) == expected, f"the list is {j.rows(page)}, the command line says {expected}")
    page.wait_for_selector(".unit-mark")
    marks = page.locator(".unit-mark").count()
    j.check(marks == len(expected), f"{marks} units on the map")
    if j.options.picture:
        page.wait_for_timeout(1000)
        page.screenshot(path=j.options.picture)
    tree = page.locator("#answers").aria_snapshot()
    for row in page.locator("#answers .unit .name").all_inner_texts():
        j.check(row in tree, f"{row} is not in the tree")
    j.check("list" in tree and "heading" in tree, "the tree has no list with headings")
    context.close()
    j.looks("1-vaals", f"#at={VAALS}", ready="#answers .unit")


def coordinates(j):
    """2. The same place in four forms; swapped, it is asked."""
    context = j.context()
    expected = None
    for text in ("50.7703,6.0155", "50,7703 6,0155", "50°46'13.08\"N 6°0'55.8\"E"):
        page = j.open(context)
        page.fill("#place", text)
        page.keyboard.press("Enter")
        page.wait_for_selector("#answers .unit")
        rows = [row[0] for row in j.rows(page)]
        expected = expected or rows
        j.check(rows == expected, f"{text} gives {rows}")
        page.close()
    j.expects_trouble = True
    page = j.open(context)
    page.fill("#place", "6.0155,50.7703")
    page.keyboard.press("Enter")
    page.wait_for_selector("#question button")
    page.locator("#question button", has_text="50.7703,6.0155").click()
    page.wait_for_selector("#answers .unit")
    j.check([row[0] for row in j.rows(page)] == expected, "swapped and chosen, the answer is another")
    j.expects_trouble = False
    context.close()


def uncertain(j):
    """3. Baarle: both countries are offered, and the address keeps the choice."""
    place = uncertain_place(j)
    if not place:
        j.skipped.append("3: no place near Baarle is uncertain")
        return
    context = j.context()
    page = j.asked(context, f"#at={place}")
    choices = page.locator("#answers .question button")
    names = choices.all_inner_texts()
    j.check({"BE", "NL"} <= set(names), f"offered are {names}")
    choices.filter(has_text="BE").first.click()
    until(page, "location.hash.includes('country=BE')")
    page.wait_for_selector("#answers .question button[aria-pressed=true]")
    page.reload()
    page.wait_for_selector("#answers .question button[aria-pressed=true]")
    j.check("country=BE" in page.url, "the address forgets the country")
    context.close()


def uncertain_place(j):
    _, ground = j.server.json("GET", "/ground/fine.json")
    for feature in ground["features"]:
        if feature["properties"].get("level") != "country":
            continue
        for ring in feature["geometry"]["coordinates"]:
            for lon, lat in ring:
                if 51.40 < lat < 51.48 and 4.87 < lon < 4.98:
                    at = f"{lat:.6f},{lon:.6f}"
                    _, answer = j.server.json("GET", "/v1/nearest", query={"at": at, "service": "fire"})
                    incident = (answer or {}).get("incident")
                    if incident and not incident["country_certain"] and {"BE", "NL"} <= set(incident["possible_countries"]):
                        return at
    return None


def filters(j):
    """4. Chips and filters; Back, reload, and the link in a second browser."""
    context = j.context()
    page = j.asked(context)
    plain = j.rows(page)
    page.locator("[data-key='need-ladder>=23']").click()
    page.select_option("#within", "15min")
    page.select_option("#agreement", "required")
    page.select_option("#from", "DE")
    until(page, "location.hash.includes('from=DE') && !document.querySelector('#answers[aria-busy]')")
    page.wait_for_timeout(300)
    rows = j.rows(page)
    expected = j.answer("--at", VAALS, "--service", "fire", "--need", "ladder>=23", "--within", "15min", "--agreement", "required", "--from", "DE")
    j.check(rows == expected, f"filtered {rows}, the command line says {expected}")
    page.reload()
    page.wait_for_selector("#answers .unit")
    j.check(j.rows(page) == expected, "a reload changes the list")
    other = j.context()
    second = j.asked(other, "#" + page.url.split("#")[1])
    j.check(j.rows(second) == expected, "the link shows another list")
    for _ in range(4):
        page.go_back()
    until(page, "!location.hash.includes('need')")
    until(page, f"document.querySelectorAll('#answers .unit').length === {len(plain)} && !document.querySelector('#answers[aria-busy]')")
    j.check([row[0] for row in j.rows(page)] == [row[0] for row in plain], "Back does not lead to the list before")
    context.close()
    other.close()


def why(j):
    """5. Why not this unit? Rule by rule, from the list, and by name."""
    context = j.context()
    page = j.asked(context)
    page.locator("#answers .unit").first.get_by_role("button", name="Why?").click()
    page.wait_for_selector("dialog .checks li")
    page.keyboard.press("Escape")
    j.check(page.evaluate("document.activeElement.dataset.key ?? ''").startswith("why-"), "the focus does not come back")
    page.keyboard.press("n")
    page.fill("#why-unit", UNIT)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog .found button")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog .checks .broken")
    expected = j.tool.json("nearest", "--at", VAALS, "--service", "fire", "--explain", UNIT, ok=(0, 1))
    j.check(expected["outcome"] in page.locator("dialog").inner_text(), "the page explains otherwise than the command line")
    context.close()


def live(j):
    """6. A status changes: row, map and live region follow within a second; a report expires before one's eyes."""
    context = j.context()
    page = j.asked(context, f"#at={VAALS}&scope=all")
    second = j.asked(context, f"#at={VAALS}&scope=all")
    row = f"#answers .unit[data-id='{UNIT}'] .mark"
    for view in (page, second):
        view.evaluate("""unit => { window.seen = null; new MutationObserver(() => {
          const mark = document.querySelector(`#answers .unit[data-id='${unit}'] .mark`);
          if (mark?.classList.contains('available') && !window.seen) window.seen = Date.now(); })
          .observe(document.querySelector('#answers'), {subtree: true, childList: true}); }""", UNIT)
    begun = time.time()
    j.put(UNIT, "available", until=datetime.now(timezone.utc) + timedelta(seconds=8), source=HOSTILE[0])
    for view in (page, second):
        view.wait_for_selector(row + ".available")
        taken = view.evaluate("window.seen") / 1000 - begun
        print(f"  a change was seen after {taken:.2f} s", file=sys.stderr)
        j.check(taken < 1 or j.options.slow, f"a change was seen after {taken:.2f} s")
    j.check(HOSTILE[0] in page.locator(row).inner_text(), "a source that is markup is not shown as text")
    j.check(page.title() != "broken" and not page.locator("#answers img").count(), "a name became markup")
    until(page, "document.getElementById('polite').textContent.length > 0")
    page.wait_for_selector(row + ".over.unknown")
    j.check("expired" in page.locator(row).inner_text(), "an expired report does not say so")
    for text in HOSTILE[1:]:
        j.put(UNIT, "available", source=text[:100])
        until(page, "text => document.querySelector('#answers').innerText.includes(text)", arg=text[:20])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    j.check(wide <= 0, "a long name makes the page wider")
    j.tool.run("status", UNIT, "unavailable", "--source", "check")
    until(page, f"!document.querySelector(\"{row}.available\")")
    # One stream for the browser: eight tabs all answer.
    tabs = [j.asked(context) for _ in range(6)]
    j.check(all(tab.locator("#link.up").count() for tab in tabs), "a tab is without a link")
    context.close()


def lost(j):
    """7. The server is away: banner, age, and all catches up without a reload; the login runs out in a draft."""
    context = j.context()
    page = j.asked(context, f"#at={VAALS}&scope=all")
    page.evaluate("window.same = true")
    page.fill("#place", "half-typed")
    j.expects_trouble = True
    port = j.server.port
    j.server.stop()
    page.wait_for_selector("#lost:not([hidden])")
    page.wait_for_selector(".old")
    units = [line.split(",")[0] for line in j.tool.run("export", "--format", "csv").decode().splitlines()[1:501]]
    feed = j.folder / "feed.jsonl"
    feed.write_text("".join(json.dumps({"unit": unit.strip('"'), "status": "available", "source": "away"}) + "\n" for unit in units)
                    + json.dumps({"unit": UNIT, "status": "available", "source": "away"}) + "\n")
    j.tool.run("status", "--from-file", feed, ok=(0, 1))
    j.check("s old" in page.locator("#lost").inner_text() or "min old" in page.locator("#lost").inner_text(), "the banner has no age")
    j.server = Server(j.options.server, j.options.directory, f"port={port}", *j.leaflet, log=j.folder / "server.log")
    page.wait_for_selector("#lost", state="hidden")
    until(page, "unit => !!document.querySelector(`#answers .unit[data-id='${unit}'] .mark`)?.innerText.includes('away')", arg=UNIT)
    j.check(page.evaluate("window.same"), "the page was loaded anew")
    j.check(page.input_value("#place") == "half-typed", "what was typed is lost")
    j.check(page.evaluate("document.activeElement.id") == "place", "the focus is lost")
    page.goto(j.server.address + "/admin")
    page.evaluate("localStorage.setItem('mutualaid-token', 'e30.e30.e30')")
    page.reload()
    page.wait_for_selector("dialog #token")
    page.fill("#token", j.token)
    page.keyboard.press("Enter")
    page.wait_for_selector("#admin-tokens table")
    j.expects_trouble = False
    context.close()


def what_if(j):
    """8. What if: a station closed by mouse, a border by keyboard; losers are the command line's; undo; leave."""
    file = j.folder / "what-if.json"
    j.put(UNIT, "available")
    context = j.context(accept_downloads=True)
    page = j.asked(context, f"#at={VAALS}&scope=all")
    before = j.rows(page)
    page.locator(f"[data-key='close-{UNIT}']").click()
    page.wait_for_selector("body.supposed")
    until(page, "unit => ![...document.querySelectorAll('#answers .unit')].some(x => x.dataset.id === unit)", arg=UNIT)
    with page.expect_download() as download:
        page.locator("[data-key=save]").click()
    download.value.save_as(file)
    page.wait_for_selector("#supposed table", timeout=180_000)
    shown = dict(page.evaluate("[...document.querySelectorAll('#supposed tr[data-region]')].map(x => [x.dataset.region, +x.dataset.lost])"))
    report = j.tool.json("coverage", "--service", "fire", "--scenario", file, "--quiet")
    areas = report["scenarios"][1]["services"][0]["areas"]
    expected = {area["code"]: area["lost"] for area in areas if (area["lost"] or area["gained"]) and len(area["code"]) > 2}
    j.check(shown == expected, f"losers are {shown}, the command line says {expected}")
    page.keyboard.press("w")
    page.wait_for_selector("#suppose[open] #suppose-border")
    page.focus("#suppose-border")
    page.keyboard.press("End")
    until(page, "document.querySelectorAll('#supposed-list ol li').length === 2")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("u")
    until(page, "document.querySelectorAll('#supposed-list ol li').length === 1")
    page.locator("[data-key=leave]").click()
    until(page, "!document.body.classList.contains('supposed')")
    until(page, "unit => [...document.querySelectorAll('#answers .unit')].some(x => x.dataset.id === unit)", arg=UNIT)
    j.check([row[0] for row in j.rows(page)] == [row[0] for row in before], "what was supposed is not left")
    context.close()
    supposed = quote(json.dumps([{"edit": {"close-station": STATION}, "label": HOSTILE[0]}]))
    j.looks("8-what-if", f"#at={VAALS}&suppose={supposed}", ready="body.supposed #answers .unit")


def requests(j):
    """9 to 11. A request with two lines between two rooms; two who answer at once; an exercise."""
    code, words = j.server.json("GET", "/page/words/en")
    if code != 200 or "requests" not in words.get("has", []):
        j.skipped.append("9, 10, 11: this server has no requests")
        return
    rooms = [unit["control_room"]["id"] for unit in j.tool.json("nearest", "--at", VAALS, "--service", "fire", "--count", "1")["units"]]
    asking, asked = "nl-meldkamer-limburg-fire", rooms[0]
    tokens = {room: j.server.token("read", "request:write", owner=f"room:{room}") for room in (asking, asked)}
    contexts = {}
    for room in tokens:
        contexts[room] = j.context(locale="en")
        contexts[room].add_init_script(f"localStorage.setItem('mutualaid-token', {json.dumps(tokens[room])})")
    here = j.asked(contexts[asking])
    there, twin = j.open(contexts[asked]), j.open(contexts[asked])
    here.locator("#answers .unit [data-need=requests]").first.click()
    here.fill("#incident", "I-1")
    here.fill("#what", HOSTILE[0])
    here.fill("#line-0", "pumping")
    here.get_by_role("button", name="Add a line").click()
    here.locator("dialog input[type=checkbox]").check()
    here.locator("dialog button[type=submit]").click()
    for page in (here, there, twin):
        page.wait_for_selector("#board-list .request")
        page.wait_for_selector("body.exercise")
    there.wait_for_selector("#board-list .request.fresh, #board-list .request")
    j.check(not there.locator("#board-list img").count(), "a text became markup")
    for page in (there, twin):
        page.locator("#board-list .request button").first.click()
        page.wait_for_selector("dialog [data-key=accept-1]")
    there.locator("dialog [data-key=accept-1]").click()
    there.wait_for_selector("dialog .line.accepted")
    j.expects_trouble = True
    if twin.locator("dialog [data-key=decline-1]").count():
        twin.locator("dialog [data-key=decline-1]").click()
        twin.wait_for_selector("dialog .trouble:not([hidden])")
    j.expects_trouble = False
    there.locator("dialog [data-key=decline-2]").click()
    there.wait_for_selector("dialog .line.declined")
    here.locator("#board-list .request button").first.click()
    for step, page, state in (("turn-out", there, "turned-out"), ("arrive", there, "on-scene"), ("release", here, "released"), ("return", there, "home")):
        page.locator(f"dialog [data-key={step}-1]").click()
        there.wait_for_selector(f"dialog .line.{state}")
        here.wait_for_selector(f"dialog .line.{state}")
    stories = [page.locator("dialog .story li").count() for page in (here, there)]
    j.check(stories[0] == stories[1], f"the rooms tell {stories} steps")
    for context in contexts.values():
        context.close()


def night(j):
    """12. The night shift: by keyboard alone, dark, 320 px, forced colours, in French, without Leaflet."""
    context = j.context(320, 640, color_scheme="dark", forced_colors="active", reduced_motion="reduce", locale="fr", bypass_csp=True)
    context.route("**/leaflet/*", lambda route: route.abort())
    j.expects_trouble = True
    page = j.open(context, path="/?lang=fr")
    page.wait_for_selector("#map-missing:not([hidden])")
    j.check("libjs-leaflet" in page.locator("#map-missing").inner_text(), "what to install is not said")
    j.check(page.evaluate("document.documentElement.lang") == "fr", "the page is not in French")
    page.keyboard.press("/")
    page.keyboard.type("Vaals")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answers .unit")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    j.check(page.evaluate("document.activeElement.closest('.unit') !== null"), "the keyboard does not come into the list")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog .checks li")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_selector("dialog .keys")
    page.keyboard.press("Escape")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    j.check(wide <= 0, f"{wide} px too wide at 320 px")
    small = page.evaluate("""[...document.querySelectorAll('button, select, input')].filter(x => x.checkVisibility()
      && (x.getBoundingClientRect().height < 24 || x.getBoundingClientRect().width < 24)).map(x => x.outerHTML.slice(0, 60))""")
    j.check(not small, f"targets smaller than 24 px: {small[:3]}")
    for violation in Axe().run(page).response["violations"]:
        j.check(False, f"axe: {violation['id']}: {violation['nodes'][0]['html'][:140]}")
    j.expects_trouble = False
    context.close()


def screens(j):
    """The screens for others: wall, report, administration, help."""
    context = j.context()
    for path, ready in (("/wall", "#wall-clock"), ("/admin", "#admin-sources table"), ("/help", "#help-keys table"), ("/report", "#report-form")):
        page = j.open(context, path=path, token=path == "/admin")
        page.wait_for_selector(ready)
        j.check(page.locator("h1").count() == 1, f"{path} has no heading")
    context.close()
    for name, path, ready in (("wall", "/wall", "#wall-clock"), ("admin", "/admin", "#admin-sources table"), ("help", "/help", "#help-keys table"),
                              ("report", "/report", "#report-form")):
        j.looks(name, "", path, ready)


ALL = [vaals, coordinates, uncertain, filters, why, live, lost, what_if, requests, night, screens]


def sheet(folder):
    """One page with all pictures."""
    pictures = sorted(folder.glob("*.png"))
    figures = "".join(f"<figure><img src='{html.escape(file.name)}' width='400'><figcaption>{html.escape(file.stem)}</figcaption></figure>"
                      for file in pictures)
    (folder / "sheet.html").write_text(f"<!doctype html><meta charset=utf-8><title>Journeys</title>{figures}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--directory", type=Path, required=True, help="a directory into which the Datasets folder was imported; it is copied")
    parser.add_argument("--server", type=Path, required=True, help="the program mutualaid-server")
    parser.add_argument("--leaflet", help="the folder with Leaflet, where it is not the usual one")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium", help="the browser")
    parser.add_argument("--long", action="store_true", help="all languages, widths and colours")
    parser.add_argument("--slow", action="store_true", help="time limits are not judged: others use this machine as well")
    parser.add_argument("--sheet", type=Path, help="where pictures go")
    parser.add_argument("--picture", type=Path, help="where the picture of the first answer goes that README shows")
    parser.add_argument("--only", nargs="*", help="names of journeys")
    options = parser.parse_args()
    if options.sheet:
        options.sheet.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        folder = Path(folder)
        copy = folder / "directory.sqlite"
        shutil.copy(options.directory, copy)
        options.directory = copy
        journeys = Journeys(options, folder)
        try:
            for journey in ALL:
                if options.only and journey.__name__ not in options.only:
                    continue
                journeys.where = journey.__name__
                begun = time.monotonic()
                try:
                    journey(journeys)
                except Exception as error:  # A journey that ends early is a problem, and the others are walked all the same.
                    journeys.check(False, " ".join(str(error).split())[:300])
                    journeys.expects_trouble = False
                print(f"{journey.__name__}: {time.monotonic() - begun:.1f} s, {len(journeys.problems)} problems", file=sys.stderr)
        finally:
            journeys.close()
        if options.sheet:
            sheet(options.sheet)
    print("\n".join(journeys.problems), file=sys.stderr)
    for text in journeys.skipped:
        print(f"left out: {text}", file=sys.stderr)
    print(f"{len(ALL)} journeys, {len(journeys.skipped)} left out, {len(journeys.problems)} problems")
    sys.exit(1 if journeys.problems else 0)


if __name__ == "__main__":
    main()
