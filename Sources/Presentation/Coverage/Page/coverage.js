/*<![CDATA[*/
"use strict";
// What a browser adds to a page that is whole without it: the language in the title, tables that sort and filter, and the
// values behind the cells of maps, under the pointer and from the keyboard.
(() => {
  const editions = [...document.querySelectorAll(".edition")];
  const shownEdition = () => editions.find((edition) => getComputedStyle(edition).display !== "none") ?? editions[0];
  const element = (name, properties = {}, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };

  // The language.
  const choices = [...document.querySelectorAll(".switch input")];
  const speak = (language) => {
    const edition = editions.find((edition) => edition.lang === language);
    if (!edition) return;
    for (const name of ["lang", "xml:lang"]) document.documentElement.setAttribute(name, language);
    document.title = edition.dataset.title;
  };
  const choose = () => {
    const choice = choices.find((choice) => choice.value === location.hash.slice(1));
    if (choice) { choice.checked = true; speak(choice.value); }
  };
  for (const choice of choices) {
    choice.addEventListener("change", () => { speak(choice.value); history.replaceState(null, "", "#" + choice.value); });
  }
  addEventListener("hashchange", choose);
  choose();

  const wordsOf = new Map();
  for (const edition of editions) wordsOf.set(edition, JSON.parse(edition.querySelector("script.words").textContent));
  const filled = (text, ...values) => text.replace(/\{(\d)\}/g, (_, place) => values[place]);

  // Tables.
  const keyOf = (text, language) => {
    const clock = text.match(/^\D*(\d+):(\d\d)/);
    if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
    const decimal = language.startsWith("en") ? "." : ",";
    const part = text.split("(")[0].replace(/\u2212/g, "-");
    if (!/^[\s+\-]*\d/.test(part)) return null;
    const digits = [...part].filter((sign) => /[\d\-]/.test(sign) || sign === decimal).join("").replace(decimal, ".");
    const number = Number.parseFloat(digits);
    return Number.isNaN(number) ? null : number;
  };
  const sortBy = (table, column, head, language) => {
    const body = table.tBodies[0];
    const rising = head.getAttribute("aria-sort") === "descending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", rising ? "ascending" : "descending");
    const rows = [...body.rows].filter((row) => !row.classList.contains("sum"));
    const sums = [...body.rows].filter((row) => row.classList.contains("sum"));
    const isWords = head.classList.contains("words") || column === 0;
    const compare = (one, other) => {
      const [a, b] = [one, other].map((row) => row.cells[column].textContent.trim());
      if (isWords) return b.localeCompare(a, language);
      const [x, y] = [keyOf(a, language), keyOf(b, language)];
      // What is not known stands last, whichever way.
      if (x === null || y === null) return (x === null) === (y === null) ? 0 : (x === null) === rising ? -1 : 1;
      return x - y;
    };
    rows.sort((one, other) => (rising ? compare(one, other) : compare(other, one)));
    body.append(...rows, ...sums);
  };
  for (const edition of editions) {
    const words = wordsOf.get(edition);
    for (const table of edition.querySelectorAll("table")) {
      const rows = table.tBodies[0].rows;
      if (rows.length < 3) continue;
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        const button = element("button", { type: "button", className: "sort" }, ...head.childNodes);
        button.addEventListener("click", () => sortBy(table, column, head, edition.lang));
        head.append(button);
      });
      if (rows.length < 13) continue;
      const filter = element("input", { type: "search" });
      filter.addEventListener("input", () => {
        const asked = filter.value.toLocaleLowerCase(edition.lang);
        for (const row of rows) {
          row.hidden = !row.classList.contains("sum") && !row.textContent.toLocaleLowerCase(edition.lang).includes(asked);
        }
      });
      table.closest(".scroll").before(element("label", { className: "filter" }, words.filter + " ", filter));
    }
  }

  // The values of cells: packed columns of whole numbers, seven bits a byte, the lowest first.
  const unpack = async () => {
    const packed = document.getElementById("cells");
    if (!packed) return null;
    const facts = JSON.parse(document.getElementById("facts").textContent);
    const bytes = Uint8Array.from(atob(packed.textContent.trim()), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const data = new Uint8Array(await new Response(stream).arrayBuffer());
    let at = 0;
    const next = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = data[at++];
        value += (byte & 127) * 2 ** shift;
        if (byte < 128) return value;
      }
    };
    const column = (read) => Int32Array.from({ length: facts.cells }, read);
    const signed = () => { const value = next(); return value % 2 ? -(value + 1) / 2 : value / 2; };
    let y = 0, x = 0;
    const cells = {
      y: column(() => (y += next())), x: column(() => (x += signed())), people: column(next), region: column(next),
    };
    // For each service: seconds to the first arrival (0 for never), and 0 not judged, 1 outside, 2 within.
    const topics = facts.topics.map((topic) => {
      const outcomes = [];
      for (let number = 0; number < topic.outcomes; number++) {
        const base = outcomes[0];
        const seconds = column((_, cell) => (base ? base.seconds[cell] + signed() : next()));
        const state = column((_, cell) => (base ? (base.state[cell] + next()) % 3 : next()));
        outcomes.push({ seconds, state });
      }
      return { outcomes, delays: topic.penalty ? column(next) : null };
    });
    const buckets = new Map();
    for (let cell = 0; cell < facts.cells; cell++) {
      const key = (cells.y[cell] >> 4) * 4096 + (cells.x[cell] >> 4);
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(cell);
    }
    return { facts, cells, topics, buckets };
  };

  const connect = ({ facts, cells, topics, buckets }) => {
    const nearest = (x, y) => {
      let best = -1, least = facts.reach * facts.reach;
      const far = Math.ceil(facts.reach / 16);
      for (let row = (y >> 4) - far; row <= (y >> 4) + far; row++) {
        for (let column = (x >> 4) - far; column <= (x >> 4) + far; column++) {
          for (const cell of buckets.get(row * 4096 + column) ?? []) {
            const square = (cells.x[cell] - x) ** 2 + (cells.y[cell] - y) ** 2;
            if (square < least) [best, least] = [cell, square];
          }
        }
      }
      return best;
    };
    const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

    for (const figure of document.querySelectorAll("figure[data-topic]")) {
      const edition = figure.closest(".edition");
      const words = wordsOf.get(edition);
      const whole = (number) => new Intl.NumberFormat(edition.lang, { useGrouping: "always" }).format(number);
      const topic = topics[figure.dataset.topic];
      const names = words.outcomes[figure.dataset.topic];
      const shown = figure.dataset.outcome === "0" ? [0] : [0, Number(figure.dataset.outcome)];
      const plan = figure.querySelector("svg.plan");
      const reading = element("p", { className: "reading" }, words.hover);
      reading.setAttribute("aria-live", "polite");
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "use");
      const tell = (text, target) => { reading.textContent = text; mark.setAttribute("href", target); plan.append(mark); };

      const arrival = (cell, number) => {
        const { seconds, state } = topic.outcomes[number];
        if (state[cell] === 0) return words.states[0];
        const time = seconds[cell] ? filled(words.arrival, minutes(seconds[cell])) : words.never;
        return `${time}, ${words.states[state[cell]]}`;
      };
      const tellCell = (cell) => {
        const parts = shown.map((number) => (shown.length > 1 ? names[number] + ": " : "") + arrival(cell, number));
        if (figure.dataset.kind === "delay") {
          const delay = topic.delays[cell];
          parts.push(delay === 1 ? words.noDelay : delay === 0 ? words.neverAgain : filled(words.delay, minutes(delay - 2)));
        }
        const region = cells.region[cell] ? facts.regions[cells.region[cell] - 1] + ", " : "";
        mark.setAttribute("x", cells.x[cell]);
        mark.setAttribute("y", cells.y[cell]);
        tell(`${region}${filled(words.people, whole(cells.people[cell]))}: ${parts.join("; ")}`, "#here");
      };
      const tellRegion = (region) => {
        const parts = shown.map((number) => {
          let [judged, outside] = [0, 0];
          const { state } = topic.outcomes[number];
          for (let cell = 0; cell < facts.cells; cell++) {
            if (cells.region[cell] !== region + 1 || state[cell] === 0) continue;
            judged += cells.people[cell];
            if (state[cell] === 1) outside += cells.people[cell];
          }
          const share = new Intl.NumberFormat(edition.lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
          const text = judged ? filled(words.region, whole(outside), whole(judged), share.format(outside / judged)) : words.states[0];
          return (shown.length > 1 ? names[number] + ": " : "") + text;
        });
        mark.removeAttribute("x");
        mark.removeAttribute("y");
        tell(`${facts.regions[region]}: ${parts.join("; ")}`, "#r" + region);
      };

      plan.addEventListener("pointermove", (event) => {
        const box = plan.getBoundingClientRect();
        const scale = plan.viewBox.baseVal.width / box.width;
        const cell = nearest((event.clientX - box.left) * scale | 0, (event.clientY - box.top) * scale | 0);
        if (cell >= 0) tellCell(cell);
      });

      // The keyboard walks two lists; they are filled when they are first come to.
      const list = (title, entries, pick) => {
        const select = element("select", {}, element("option", { value: "" }, "–"));
        const fill = () => {
          if (select.length > 1) return;
          for (const [value, text] of entries()) select.append(element("option", { value }, text));
        };
        for (const kind of ["focus", "pointerenter"]) select.addEventListener(kind, fill);
        select.addEventListener("change", () => { if (select.value) pick(Number(select.value)); });
        return element("label", {}, title + " ", select);
      };
      const last = () => {
        const { seconds, state } = topic.outcomes[shown.at(-1)];
        const late = (cell) => seconds[cell] || 1e6;
        return [...cells.people.keys()].filter((cell) => state[cell] !== 0).sort((a, b) => late(b) - late(a) || a - b)
          .slice(0, 200).map((cell) => [cell,
            `${seconds[cell] ? minutes(seconds[cell]) : "–"} · ${filled(words.people, whole(cells.people[cell]))} · ${facts.regions[cells.region[cell] - 1] ?? ""}`]);
      };
      const regions = () => facts.regions.map((name, region) => [region, name])
        .sort((a, b) => a[1].localeCompare(b[1], edition.lang));
      plan.after(reading, element("div", { className: "walk" }, list(words.chooseRegion, regions, tellRegion),
        list(words.chooseCell, last, tellCell)));
    }
  };
  unpack().then((found) => { if (found) connect(found); });
})();
/*]]>*/
