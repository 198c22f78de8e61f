// Tells that something new has come into the ledger since the page was made. It never loads the page
// by itself: somebody may be reading.
import { button } from "/static/button.js";

const bar = document.getElementById("news");
const [reports, readings, judgements] = document.querySelector('meta[name="fogline-mark"]').content.split(" ").map(Number);
let shown = { reports, readings, judgements };
let newest = shown;
let put = null;
let listening = null;
let asked = null;

function listen() {
  if (listening !== null || document.hidden) return;
  clearTimeout(asked);
  listening = new EventSource("/api/v1/changes");
  listening.addEventListener("mark", (event) => {
    newest = JSON.parse(event.data);
    // An error page was made without looking.
    if (!Number.isFinite(shown.judgements)) shown = newest;
    tell();
  });
  listening.addEventListener("error", () => {
    // The browser tries again by itself unless it was refused.
    if (listening?.readyState !== EventSource.CLOSED) return;
    leave();
    asked = setTimeout(listen, 30_000);
  });
}

function leave() {
  listening?.close();
  listening = null;
}

function tell() {
  const [words, number] = news();
  // What is being added is told in its panel; the bar comes afterwards.
  if (number === 0 || same(newest, put) || "adding" in document.documentElement.dataset) return;
  const past = new URLSearchParams(location.search).get("as_of");
  const made = document.createElement("p");
  made.append(`${words}.`);
  if (past) made.append(` This page shows what was known at ${past}.`);
  made.append(" ", button(number === 1 ? "Show it" : "Show them", show), " ", button("Later", later, "quiet"));
  if (bar.textContent !== made.textContent) bar.replaceChildren(made);
}

/** What is new in words, and how much of it there is. */
function news() {
  const rows = [
    [newest.reports - shown.reports, "new report", ""],
    [newest.readings - newest.reports - shown.readings + shown.reports, "report", " read anew"],
    [newest.judgements - shown.judgements, "new judgement", ""],
  ].filter(([number]) => number > 0);
  const words = rows.map(([number, word, end]) => `${number} ${word}${number === 1 ? "" : "s"}${end}`);
  return [words.join(", "), rows.reduce((all, [number]) => all + number, 0)];
}

function show() {
  // What is new is not known at a past moment: the page is shown as of now. Otherwise the browser
  // loads the page again where it stands.
  const here = new URL(location.href);
  if (!here.searchParams.has("as_of")) return location.reload();
  here.searchParams.delete("as_of");
  location.assign(here);
}

/** Away with the bar, until something else comes. */
function later() {
  put = newest;
  bar.replaceChildren();
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// A browser lets only a few lines be open to one address: pages that nobody sees do not listen.
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
addEventListener("pagehide", leave);
addEventListener("pageshow", listen);
addEventListener("fogline:added", tell);
listen();
