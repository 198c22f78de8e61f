// Who judges: asked once, kept in this browser, sent with each judgement.
import { send } from "./send.js";

const NAME = "fogline-author";
const author = document.getElementById("author");

try { author.value = localStorage.getItem(NAME) ?? ""; } catch { /* It is asked for each time. */ }
author.addEventListener("change", () => {
  try { localStorage.setItem(NAME, author.value.trim()); } catch { /* As above. */ }
});

// Sends a judgement; gives it as the ledger has it. Without a name nothing is sent.
export async function judge(judgement) {
  const name = author.value.trim();
  if (!name) {
    author.focus();
    const told = "Type your name first: each judgement is kept with who made it.";
    document.getElementById("said").textContent = told;
    throw new Error(told);
  }
  try { localStorage.setItem(NAME, name); } catch { /* As above. */ }
  const answer = await send("/api/v1/judgements", {
    body: JSON.stringify({ ...judgement, author: name }),
  });
  return answer.json();
}
