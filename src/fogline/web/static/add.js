// The page where reports are added: files that are chosen, text that is pasted into the field.
import { addFiles, addText } from "/static/adding.js";

const field = (id) => document.getElementById(id);

field("files").addEventListener("change", (event) => {
  addFiles([...event.target.files]).then(reveal);
  event.target.value = "";
});

field("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field("text").value;
  if (!text.trim()) return field("text").focus();
  const given = {};
  for (const id of ["publisher", "published", "url"]) given[id] = field(id).value;
  addText(text, given, () => { if (field("text").value === text) field("text").value = ""; });
  reveal();
});

function reveal() {
  field("adding").scrollIntoView({ block: "nearest" });
}
