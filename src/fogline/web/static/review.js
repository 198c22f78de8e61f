// The review: one item open at a time, decided by a key or a button, each decision a row that can be undone.
import { judge } from "./author.js";

const queue = document.getElementById("queue");
const items = queue ? [...queue.children] : [];
const said = document.getElementById("said");
const reason = document.getElementById("reason");
const undoButton = document.getElementById("undo");
const keys = document.getElementById("keys");
// What was decided here, the last at the end: [item, judgement's id].
const decided = [];
let current = -1;

const HINTS = {
  type: "TYPE or TYPE/mode", place: "a name, or an id of the gazetteer",
  time: "a day (2025-06-08), or a period (2025-06-08/2025-06-10, the end not in it)",
  number: "a number, or an interval (3-6, 3+)", says: "affirms, denies, doubts or offers-evidence",
};
const LABELS = { type: "type", place: "place", time: "day", number: "number", says: "what it says of the deed", claim: "the claim: the text says nothing of the kind" };
const FIELDS = { wrong: ["place", "time", "number", "type", "claim"], corrected: ["place", "time", "number", "type", "says"] };
const TITLES = { wrong: "Which value is wrong?", corrected: "How should it be?", irrelevant: "Which report is not about this conflict? No view will show it." };

function tell(text) { said.textContent = text; }

function open(number, focus) {
  if (number < 0 || number >= items.length) return;
  current = number;
  items.forEach((item, at) => {
    const here = at === number;
    item.classList.toggle("current", here);
    item.querySelector(".open").setAttribute("aria-expanded", here);
    item.querySelector(".body").hidden = !here;
  });
  const item = items[number];
  if (!focus) return;
  item.querySelector(".open").focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function failed(item, message) {
  const box = item.querySelector(".failed");
  box.textContent = message;
  box.hidden = !message;
}

// The next item without a decision; where there is none, this one stays.
function onwards() {
  const rest = items.slice(current + 1).concat(items.slice(0, current));
  const next = rest.find((item) => !item.dataset.judgement);
  if (next) open(items.indexOf(next), true);
  else {
    open(current, true);
    tell(`${said.textContent} That was the last one here: look again for what is least certain now.`);
  }
}

async function record(item, judgement, words) {
  if (item.dataset.busy) return;
  item.dataset.busy = "yes";
  failed(item, "");
  try {
    const row = await judge({ reason: reason.value, ...judgement });
    decided.push([item, row.id]);
    item.dataset.judgement = row.id;
    outcome(item, `${words}, says ${row.author}: ${row.reason}`);
    undoButton.disabled = false;
    tell(`${words}: recorded.`);
    close(item);
    if (items[current] === item) onwards();
  } catch (error) {
    open(items.indexOf(item), false);
    failed(item, error.message);
  } finally {
    delete item.dataset.busy;
  }
}

function outcome(item, words) {
  const box = item.querySelector(".outcome");
  box.replaceChildren();
  box.hidden = !words;
  item.classList.toggle("done", Boolean(words));
  for (const button of item.querySelectorAll(".body [data-act]")) button.disabled = Boolean(words);
  if (!words) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Undo";
  button.addEventListener("click", () => undo(item));
  box.append(words, " ", button);
}

async function undo(item) {
  const at = decided.findLastIndex((row) => !item || row[0] === item);
  if (at < 0) { tell("Nothing has been decided here."); return; }
  const [which, id] = decided[at];
  if (which.dataset.busy) return;
  which.dataset.busy = "yes";
  failed(which, "");
  try {
    await judge({ kind: "undo", undoes: id, reason: "undone at the desk" });
    decided.splice(at, 1);
    delete which.dataset.judgement;
    outcome(which, "");
    undoButton.disabled = !decided.length;
    open(items.indexOf(which), true);
    tell("Undone: it is as it was before.");
  } catch (error) {
    open(items.indexOf(which), false);
    failed(which, error.message);
  } finally {
    delete which.dataset.busy;
  }
}

// -- the small form: which claim, which value, how it should be -----------------------------------

function choices(select, rows) {
  select.replaceChildren(...rows.map(([value, words]) => new Option(words, value)));
  select.closest("p").hidden = rows.length < 2;
}

function mend(item, kind) {
  close(item);
  const form = document.getElementById("mend").content.firstElementChild.cloneNode(true);
  const { which, field, value } = form.elements;
  const letters = ["A", "B"];
  const names = JSON.parse(item.dataset.names);
  form.querySelector(".mend-title").textContent = TITLES[kind];
  const place = "place" in item.dataset;
  choices(which, kind === "irrelevant" || !place
    ? names.map((name, at) => [at, names.length > 1 ? `${letters[at]}: ${name}` : name]) : [[0, ""]]);
  choices(field, (FIELDS[kind] ?? []).map((name) => [name, LABELS[name]]));
  if (kind === "irrelevant" && new Set(item.dataset.reports.split(" ")).size < 2) which.closest("p").hidden = true;
  form.querySelector(".value").hidden = kind !== "corrected";
  value.required = kind === "corrected";
  const hint = () => {
    form.querySelector(".hint").textContent = HINTS[field.value] ?? "";
    if (["type", "says"].includes(field.value)) value.setAttribute("list", `l-${field.value}`);
    else value.removeAttribute("list");
  };
  field.addEventListener("change", hint);
  hint();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(item, kind, Number(which.value), field.value, value.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); leave(item); }
  });
  form.querySelector("[data-close]").addEventListener("click", () => leave(item));
  item.querySelector(".acts").after(form);
  const first = [which, field, value].find((one) => !one.closest("p").hidden) ?? form.querySelector("button");
  (place && kind === "corrected" ? value : first).focus();
  form.scrollIntoView({ block: "nearest" });
}

function submit(item, kind, at, field, value) {
  const all = item.dataset.keys.split(" ");
  if (kind === "irrelevant") {
    record(item, { kind, report: item.dataset.reports.split(" ")[at] }, "Not about this conflict");
    return;
  }
  const some = "place" in item.dataset ? all : [all[at]];
  if (kind === "wrong") record(item, { kind, keys: some, field }, `Wrong ${field}`);
  else record(item, { kind, keys: some, field, value }, `Corrected ${field}: ${value}`);
}

function close(item) { item.querySelector(".mend")?.remove(); }
function leave(item) { close(item); item.querySelector(".open").focus(); }

// -- what buttons and keys do ----------------------------------------------------------------------

function act(item, name, button) {
  if (item.dataset.judgement) { tell("It has been decided: undo that first."); return; }
  const all = item.dataset.keys.split(" ");
  const place = item.dataset.place;
  if (name in TITLES) mend(item, name);
  else if (name === "take") {
    const words = button.parentElement.firstChild.textContent.trim();
    record(item, { kind: "corrected", keys: all, field: "place", value: button.dataset.value }, `Corrected place: ${words}`);
  } else if (place === undefined) {
    record(item, { kind: name, keys: all }, label(item, name));
  } else if (name === "same") {
    record(item, { kind: "corrected", keys: all, field: "place", value: place }, label(item, name));
  } else tell("A place has nothing to be told apart from: say that it is wrong, or correct it.");
}

function label(item, name) { return item.querySelector(`[data-act="${name}"]`).firstChild.textContent.trim(); }

const KEYS = { s: "same", d: "different", w: "wrong", c: "corrected", i: "irrelevant" };
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  if (event.target.closest("input, select, textarea, [contenteditable], .maplibregl-map")) return;
  if (event.key === "?") keys.showModal();
  else if (event.key === "u") undo();
  else if (event.key in STEPS && items.length) open(Math.min(items.length - 1, Math.max(0, current + STEPS[event.key])), true);
  else if (event.key in KEYS && current >= 0) act(items[current], KEYS[event.key]);
  else return;
  event.preventDefault();
});

queue?.addEventListener("click", (event) => {
  const item = event.target.closest(".item");
  const button = event.target.closest("button");
  if (!item || !button) return;
  if (button.classList.contains("open")) open(items.indexOf(item), true);
  else if (button.dataset.act) act(item, button.dataset.act, button);
});
undoButton.addEventListener("click", () => undo());
document.getElementById("help").addEventListener("click", () => keys.showModal());

if (items.length) open(0, false);
if (queue) queue.dataset.ready = "yes";
