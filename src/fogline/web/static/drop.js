// Files that are dropped, and text that is pasted, on any page of the desk. What adds them is only
// loaded then.
const adding = () => import("/static/adding.js");
const files = (event) => event.dataTransfer !== null && event.dataTransfer.types.includes("Files");
const page = document.documentElement;
let leaving;

addEventListener("dragover", (event) => {
  if (!files(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  page.classList.add("dropping");
  // It comes again and again while something is held over the page.
  clearTimeout(leaving);
  leaving = setTimeout(() => page.classList.remove("dropping"), 300);
});

addEventListener("drop", (event) => {
  if (!files(event)) return;
  event.preventDefault();
  page.classList.remove("dropping");
  // What was dropped can be had during the event only.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const list = [...event.dataTransfer.files];
  adding().then(async ({ addFiles, unfolded }) => addFiles(await unfolded(entries, list)));
});

addEventListener("paste", (event) => {
  const at = event.target instanceof Element ? event.target : document.body;
  if (at.closest("input, textarea, select, [contenteditable]")) return;
  const list = [...event.clipboardData.files];
  const text = event.clipboardData.getData("text/plain");
  if (list.length) adding().then(({ addFiles }) => addFiles(list));
  else if (text.trim()) adding().then(({ askAbout }) => askAbout(text));
});
