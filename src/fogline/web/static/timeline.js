// The timeline: a period and a moment that can be dragged, and the events of the one as they were
// known at the other. A report may have written the titles: they go in as text.
import { Axis, dayWords, hourOf, isoOf, make } from "/static/axis.js";
import { ORDER, draw } from "/static/signs.js";

const PAUSE = 150;
const DAY = 24;
const NAMES = 3;
const root = document.getElementById("timeline");
const state = document.getElementById("state");
const parts = Object.fromEntries(
  ["outside", "how-many", "rows", "longer", "longer-rows", "zoom-chosen", "zoom-most", "zoom-all"]
    .map((id) => [id, document.getElementById(id)]),
);
const fields = Object.fromEntries(["as_of", "from", "to"].map((name) => [name, document.getElementById(`f-${name}`)]));
const number = (count) => count.toLocaleString("en");
const events = (count) => `${number(count)} event${count === 1 ? "" : "s"}`;

let answer = JSON.parse(root.dataset.answer);
// What is asked: a moment in hours, a period, and what the axis shows, null where that is left open.
let asked = {};

for (const one of document.querySelectorAll(".drawing")) one.hidden = false;
for (const canvas of document.querySelectorAll("canvas.sign")) draw(canvas, canvas.dataset.standing);

const when = new Axis(document.getElementById("when"), ["Beginning of the period", "End of the period"], {
  words: (hour, at) => (at === 0 ? `from ${dayWords(hour)}` : `until before ${dayWords(hour)}`),
  drawn: () => rule(),
  moved: ([from, to]) => {
    Object.assign(asked, { from, to });
    band();
    askSoon();
  },
});
const known = new Axis(document.getElementById("known"), ["As known at"], {
  words: (hour) => moment(hour),
  snap: (hour) => Math.round(hour),
  moved: ([moment]) => {
    asked.as_of = moment;
    askSoon();
  },
});

// -- asking ----------------------------------------------------------------------------------------

// The filters of the address, with the moment and the period; `axis` is what only this page knows.
function question(axis) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  for (const name of ["axis_from", "axis_to"]) query.delete(name);
  const names = axis ? ["as_of", "from", "to", "axis_from", "axis_to"] : ["as_of", "from", "to"];
  for (const name of names) {
    if (asked[name] === null) query.delete(name);
    else query.set(name, name === "as_of" ? moment(asked.as_of) : isoOf(asked[name]));
  }
  return query;
}

// A day alone would be its end.
function moment(hour) {
  const text = isoOf(hour);
  return text.includes("T") ? text : `${text}T00:00Z`;
}

let waiting = 0;
let asking = null;

function askSoon() {
  root.setAttribute("aria-busy", "true");
  clearTimeout(waiting);
  // An answer to what was asked before must not undo what has been moved since.
  asking?.abort();
  waiting = setTimeout(ask, PAUSE);
}

async function ask() {
  const mine = new AbortController();
  asking = mine;
  state.textContent = "Looking …";
  try {
    const told = await fetch(`/api/v1/timeline?${question(true)}`, { signal: mine.signal });
    const got = await told.json();
    if (!told.ok) throw new Error(got.error.what);
    answer = got;
    show();
  } catch (error) {
    if (error.name === "AbortError") return;
    state.textContent = `The timeline cannot be shown: ${error.message}`;
    root.removeAttribute("aria-busy");
  }
}

// -- showing ---------------------------------------------------------------------------------------

function edgesOf(bins) {
  return [hourOf(bins[0].start), ...bins.map((bin) => hourOf(bin.end))];
}

function show() {
  const { chosen, axis } = answer;
  asked = {
    as_of: hourOf(answer.as_of), from: hourOf(chosen.start), to: hourOf(chosen.end),
    axis_from: hourOf(axis.start), axis_to: hourOf(axis.end),
  };
  when.show({
    edges: edgesOf(answer.bins), unit: axis.unit, values: [asked.from, asked.to], bars: answer.bins.map(stack),
  });
  band();
  list(parts.rows, chosen.rows.filter((row) => !row.longer));
  list(parts["longer-rows"], chosen.rows.filter((row) => row.longer));
  parts.longer.hidden = !chosen.rows.some((row) => row.longer);
  document.querySelector(".ruler").hidden = !chosen.rows.length;
  table();
  tell();
  address();
  root.dataset.shown = chosen.total;
  root.dataset.total = answer.total;
  root.removeAttribute("aria-busy");
}

function stack({ start, end, exact, rough }) {
  const stacked = ORDER.flatMap((one) => [[exact[one] ?? 0, `s-${one}`]]).filter(([count]) => count);
  const unsure = ORDER.map((one) => [rough[one] ?? 0, `s-${one} rough`]).filter(([count]) => count);
  const words = ORDER.filter((one) => exact[one]).map((one) => `${exact[one]} ${one}`);
  const more = unsure.reduce((sum, [count]) => sum + count, 0);
  if (more) words.push(`about ${Math.max(1, Math.round(more))} told less exactly`);
  return { parts: [...stacked, ...unsure], title: `${spanWords(hourOf(start), hourOf(end))}: ${words.join(", ") || "nothing"}` };
}

// Its first and its last day; with hours, where it begins and ends.
function ends(from, to) {
  return [dayWords(from), dayWords(from % DAY || to % DAY ? to : to - DAY)];
}

function spanWords(from, to) {
  const [first, last] = ends(from, to);
  return first === last ? first : `${first} to ${last}`;
}

function tell() {
  const { chosen } = answer;
  const [first, last] = ends(asked.from, asked.to);
  const year = last.slice(last.lastIndexOf(" "));
  const words = first === last ? `on ${first}` : `between ${first.replace(year, "")} and ${last}`;
  state.textContent = `${events(chosen.total)} ${words}, as known at ${moment(asked.as_of)}.`;
  const rest = [[answer.earlier, "earlier"], [answer.later, "later"], [answer.no_day, "without a day"]];
  const told = rest.filter(([count]) => count).map(([count, where]) => `${number(count)} ${where}`);
  const longer = answer.longer ? ` Told for a longer period only, and in no bar: ${number(answer.longer)}.` : "";
  parts.outside.textContent = `Known at that moment in all: ${events(answer.total)}. Not on this axis: ${told.join(", ") || "none"}.${longer}`;
  const shown = chosen.rows.length;
  parts["how-many"].hidden = shown === chosen.total;
  parts["how-many"].replaceChildren(
    `The first ${number(shown)} of ${number(chosen.total)}. `,
    make("a", { href: `/boards/events?${question(false)}` }, "All of them as a board"),
  );
  const whole = asked.from <= when.first && asked.to >= when.last;
  parts["zoom-chosen"].disabled = whole;
  parts["zoom-all"].disabled = !answer.range;
}

function list(place, rows) {
  place.replaceChildren(...rows.map((row) => {
    const link = make("a", { href: `/events/${encodeURIComponent(row.id)}?${question(false)}` }, row.title);
    const [most] = row.standing;
    const told = make("div", { class: "told" }, sign(most), link, make("p", {}, words(row)));
    return make("li", { "data-id": row.id }, told, track(row, most));
  }));
}

// The title has the place.
function words({ when: day, standing, says_so: so, says_not: not }) {
  const told = [day ?? "no day told", standing.join(", ")];
  if (so.length) told.push(`says so: ${names(so)}`);
  if (not.length) told.push(`says not: ${names(not)}`);
  return told.join("; ");
}

function names(list) {
  const more = list.length - NAMES;
  return list.slice(0, NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function sign(standing) {
  const canvas = make("canvas", { class: "sign", width: 18, height: 18, "aria-hidden": "true" });
  draw(canvas, standing);
  return canvas;
}

// A day is a sign on the axis, anything longer a bar; where it goes on beyond the axis it has no end.
function track(row, standing) {
  const line = make("div", { class: "track", "aria-hidden": "true" });
  const [first, last] = [row.first ?? -Infinity, row.last ?? Infinity];
  if (last - first <= DAY) {
    const dot = sign(standing);
    dot.classList.add("dot");
    dot.style.left = `${when.place((first + last) / 2) * 100}%`;
    line.append(dot);
    return line;
  }
  const bar = make("div", { class: `bar s-${standing}` });
  const [from, to] = [when.place(first), when.place(last)];
  bar.style.left = `${from * 100}%`;
  bar.style.width = `${(to - from) * 100}%`;
  bar.classList.toggle("before", first < when.first);
  bar.classList.toggle("after", last > when.last);
  line.append(bar);
  return line;
}

// The axis once more, where the events are: on top of them while they are gone through.
function rule() {
  const at = when.ticks();
  document.getElementById("ruler").replaceChildren(...at.map(({ hour, words: text, edge }) => {
    const label = make("span", { class: edge }, text);
    label.style.left = `${when.place(hour) * 100}%`;
    return label;
  }));
  const stops = at.map(({ hour }) => when.place(hour) * 100)
    .map((here) => `transparent ${here}%, var(--line) ${here}%, var(--line) calc(${here}% + 1px), transparent calc(${here}% + 1px)`);
  root.style.setProperty("--grid", `linear-gradient(to right, ${stops.join(", ")})`);
}

// The chosen period behind every row.
function band() {
  const [from, to] = when.values;
  root.style.setProperty("--from", `${when.place(from) * 100}%`);
  root.style.setProperty("--to", `${when.place(to) * 100}%`);
}

function table() {
  const rows = answer.bins
    .map((bin) => ({ ...bin, shared: Number(Object.values(bin.rough).reduce((sum, count) => sum + count, 0).toFixed(1)) }))
    .filter(({ exact, shared }) => shared || Object.keys(exact).length);
  document.querySelector("#bins tbody").replaceChildren(...rows.map(({ start, end, exact, shared }) => {
    const query = question(false);
    query.set("from", start);
    query.set("to", end);
    const counts = [...ORDER.map((one) => exact[one]), shared && shared.toFixed(1)];
    return make(
      "tr", {}, make("td", {}, make("a", { href: `/timeline?${query}` }, start)), make("td", {}, end),
      ...counts.map((count) => make("td", { class: "number" }, count ? String(count) : "")),
    );
  }));
}

// The address, the fields and the way to the other pages say what is shown.
function address() {
  history.replaceState(null, "", `${location.pathname}?${question(true)}`);
  fields.as_of.value = moment(asked.as_of);
  for (const name of ["from", "to"]) {
    const day = isoOf(asked[name]);
    fields[name].value = day.length === 10 ? day : "";
  }
  for (const link of document.querySelectorAll("nav a")) link.search = `?${question(false)}`;
}

// -- what the axis shows ---------------------------------------------------------------------------

function zoom(changes) {
  Object.assign(asked, changes);
  askSoon();
}

parts["zoom-chosen"].addEventListener("click", () => zoom({ axis_from: asked.from, axis_to: asked.to }));
parts["zoom-most"].addEventListener("click", () => zoom({ axis_from: null, axis_to: null, from: null, to: null }));
parts["zoom-all"].addEventListener("click", () => {
  const [axis_from, axis_to] = [hourOf(answer.range.start), hourOf(answer.range.end)];
  zoom({ axis_from, axis_to, from: null, to: null });
});

const { reports } = answer;
asked.as_of = hourOf(answer.as_of);
known.show({
  edges: edgesOf(reports.bins),
  unit: reports.axis.unit,
  values: [asked.as_of],
  bars: reports.bins.map(({ start, end, reports: count }) => ({
    parts: count ? [[count, "reports"]] : [],
    title: `${dayWords(hourOf(start))} to ${dayWords(hourOf(end))}: ${number(count)} report${count === 1 ? "" : "s"}`,
  })),
});
show();
