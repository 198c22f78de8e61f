// Reports sent to the desk one after the other, and what becomes of each, told in a panel.
import { button } from "/static/button.js";
import { send } from "/static/send.js";

const MOST_BYTES = 20_000_000;
const SIDECAR = /\.meta\.json$/i;
// What a folder is searched for, as the command line searches it.
const SEARCHED = [".txt", ".html", ".htm", ".md", ".json", ".eml"];
const GIVEN = ["published", "publisher", "url", "title", "received", "via"];
const waiting = [];
const folders = new WeakMap();
let working = false;

/** Add files; sidecars among them are heeded, not added. */
export async function addFiles(files) {
  const sidecars = new Map();
  const reports = files.filter((file) => !SIDECAR.test(file.name));
  const stems = new Set(reports.map((file) => stem(file)));
  for (const file of files.filter((one) => SIDECAR.test(one.name))) {
    if (stems.has(stem(file))) sidecars.set(stem(file), file);
    else reports.push(file);
  }
  for (const file of reports) add({ name: file.name, body: file, sidecar: sidecars.get(stem(file)) });
}

/** Add a text as a report; `given` is what is known of it, `done` is called once it is added. */
export function addText(text, given = {}, done = () => {}) {
  add({ name: "", body: new Blob([text], { type: "text/plain" }), given, done, label: beginning(text) });
}

/** Ask whether a text that was pasted somewhere on the desk is meant to be added. */
export function askAbout(text) {
  const item = row(beginning(text));
  const yes = button("Add it", () => { item.remove(); addText(text); });
  item.say("Pasted text. Is it a report?", yes, button("Leave it", () => { item.remove(); hideEmpty(); }, "quiet"));
  item.mark("asking");
  item.reveal();
  yes.focus();
}

/** The files that were dropped, with those in folders; `entries` are the browser's own for them. */
export async function unfolded(entries, files) {
  const found = [];
  for (const [at, entry] of entries.entries()) {
    if (entry?.isDirectory) await gather(entry, found);
    else if (files[at]) found.push(files[at]);
  }
  return found.length ? found : files;
}

async function gather(folder, found) {
  const reader = folder.createReader();
  for (let some; (some = await new Promise((yes, no) => reader.readEntries(yes, no))).length;) {
    some.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of some.filter((one) => !one.name.startsWith("."))) {
      if (entry.isDirectory) await gather(entry, found);
      else if (SEARCHED.some((end) => entry.name.toLowerCase().endsWith(end))) {
        const file = await new Promise((yes, no) => entry.file(yes, no));
        folders.set(file, folder.fullPath);
        found.push(file);
      }
    }
  }
}

function add(report) {
  report.row ??= row(report.label ?? report.name);
  report.row.say("Waiting");
  waiting.push(report);
  work();
}

async function work() {
  if (working) return;
  begin();
  for (let report; (report = waiting.shift());) {
    try {
      await one(report);
    } catch (error) {
      const unreached = error instanceof TypeError;
      // What the desk does not take it does not take the next time either.
      refuse(report, unreached ? await unsent(report) : error.message, unreached || error.status >= 500);
    }
  }
  end();
}

async function one(report) {
  if (report.body.size > MOST_BYTES) throw new Error("one report can have 20 MB at most");
  report.row.say("Being sent");
  report.row.reveal();
  head(waiting.length ? `Adding reports, ${waiting.length} more` : "Adding reports");
  const query = new URLSearchParams({ name: report.name });
  const given = report.sidecar ? await told(report.sidecar) : report.given ?? {};
  for (const [key, value] of Object.entries(given)) if (value) query.set(key, value);
  const type = report.body.type || "application/octet-stream";
  const answer = await send(`/api/v1/reports?${query}`, { body: report.body, type });
  let last;
  for await (const line of lines(answer.body)) show(report, (last = line));
  if (last?.stage !== "done" && last?.stage !== "error") throw Object.assign(new Error("the desk was closed meanwhile"), { status: 503 });
}

/** Why a report could not even be sent. */
async function unsent(report) {
  try {
    await report.body.arrayBuffer();
  } catch {
    return "the file cannot be read: was it moved or changed?";
  }
  return "the desk does not answer: is it still open?";
}

/** What a sidecar says. */
async function told(file) {
  let value;
  try {
    value = JSON.parse(await file.text());
  } catch {
    throw new Error(`its sidecar ${file.name} is not JSON`);
  }
  const found = {};
  for (const key of GIVEN) if (typeof value?.[key] === "string") found[key] = value[key];
  return found;
}

async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part; !(part = await reader.read()).done;) {
    const whole = (rest + part.value).split("\n");
    rest = whole.pop();
    for (const line of whole) yield JSON.parse(line);
  }
}

function show(report, line) {
  if (line.stage === "reading") report.row.say("Being read");
  else if (line.stage === "bringing up to date") report.row.say("Added, events are brought up to date");
  else if (line.stage === "error") refuse(report, [line.error.what, line.error.remedy].filter(Boolean).join(": "), line.again);
  else if (line.stage === "done") {
    report.done?.();
    const link = document.createElement("a");
    link.href = `/reports/${line.report}`;
    link.textContent = line.title ?? "the report";
    report.row.say(outcome(line), link, ...line.complaints.map((row) => note(`${row.what} (${row.remedy})`)));
    report.row.mark(line.outcome);
  }
}

const OUTCOMES = { added: "Added", known: "Already in the ledger", corrects: "Added, a correction", reread: "Read anew" };

function outcome(line) {
  const claims = count(line.claims, "claim");
  const events = line.events === null ? "events follow" : `in ${count(line.events.length, "event")}`;
  return `${OUTCOMES[line.outcome]}: ${claims}${line.claims ? ` ${events}` : ""}.`;
}

function refuse(report, words, again) {
  report.row.say(`Not added: ${words}.`, ...(again ? [button("Try again", () => add(report))] : []));
  report.row.mark("refused");
}

// --- the panel ------------------------------------------------------------------------------------

/** The list in the page that is for it, else in a panel in the corner. */
function list() {
  const here = document.getElementById("adding") ?? panel();
  here.hidden = false;
  return here.querySelector("ol");
}

function head(words) {
  const title = document.getElementById("h-adding");
  title.dataset.plain ??= title.textContent;
  title.textContent = words ?? title.dataset.plain;
}

function panel() {
  const made = document.createElement("section");
  made.id = "adding";
  made.className = "adding card";
  made.setAttribute("aria-labelledby", "h-adding");
  const title = document.createElement("h2");
  title.id = "h-adding";
  title.textContent = "Reports";
  const rows = document.createElement("ol");
  rows.setAttribute("aria-live", "polite");
  made.append(title, button("Close", () => { rows.replaceChildren(...rows.querySelectorAll(".busy")); hideEmpty(); }, "quiet"), rows);
  document.getElementById("corner").append(made);
  return made;
}

function hideEmpty() {
  const here = document.getElementById("adding");
  here.hidden = here.querySelector("li") === null;
}

function row(name) {
  const item = document.createElement("li");
  const title = document.createElement("b");
  const state = document.createElement("span");
  title.textContent = name || "Pasted text";
  item.append(title, state);
  list().append(item);
  return {
    say(words, ...more) { item.className = "busy"; state.replaceChildren(`${words} `, ...more.flatMap((one) => [one, " "])); },
    mark(kind) { item.className = kind; },
    remove() { item.remove(); },
    // In the panel only: a page would move under somebody who writes in it.
    reveal() { if (item.closest(".card")) item.scrollIntoView({ block: "nearest" }); },
  };
}

function note(words) {
  const made = document.createElement("span");
  made.className = "note";
  made.textContent = words;
  return made;
}

// --- while it works -------------------------------------------------------------------------------

function begin() {
  working = true;
  document.documentElement.dataset.adding = "";
  addEventListener("beforeunload", warn);
}

function end() {
  working = false;
  head();
  delete document.documentElement.dataset.adding;
  removeEventListener("beforeunload", warn);
  dispatchEvent(new Event("fogline:added"));
}

function warn(event) {
  event.preventDefault();
}

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const stem = (file) => `${folders.get(file) ?? ""}/${file.name.replace(SIDECAR, "").replace(/\.[^.]*$/, "")}`;
const beginning = (text) => `“${text.trim().split(/\s+/).slice(0, 8).join(" ").slice(0, 80)} …”`;
