// The list of judgements: any of them can be undone.
import { judge } from "./author.js";

const said = document.getElementById("said");
const reason = document.getElementById("reason");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-undo]");
  if (!button || button.disabled) return;
  button.disabled = true;
  try {
    await judge({ kind: "undo", undoes: button.dataset.undo, reason: reason.value });
    location.reload();
  } catch (error) {
    button.disabled = false;
    said.textContent = error.message;
    said.classList.add("failed");
  }
});
