"use strict";
// The keys of the queue, and files that are dropped.
const cards = () => [...document.querySelectorAll("#queue .card")];
let here = 0;
const go = (k) => {
  const all = cards();
  if (!all.length) return;
  here = Math.max(0, Math.min(all.length - 1, k));
  all[here].focus({ preventScroll: true });
  all[here].scrollIntoView({ block: "center" });
};
const press = (value) => {
  const card = cards()[here], button = card && card.querySelector(`button[value="${value}"]`);
  if (button) button.click();
};
const keys = {
  j: () => go(here + 1), k: () => go(here - 1), c: () => press("confirmed"), r: () => press("rejected"), "?": () => press("unsure"), u: () => press("undo"),
  n: () => cards()[here]?.querySelector("input[name=note]")?.focus(),
  e: () => { const more = cards()[here]?.querySelector("details"); if (more) { more.open = true; more.querySelector("input").focus(); } },
};
addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea")) { if (event.key === "Escape") cards()[here]?.focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || !cards().length) return;
  event.preventDefault();
  keys[event.key]();
});
addEventListener("focusin", (event) => {
  const card = event.target.closest("#queue .card");
  if (card) here = cards().indexOf(card);
});
// Words that were selected in a quotation go into the field beside the button.
let taken = "";
document.addEventListener("selectionchange", () => {
  const chosen = getSelection(), at = chosen.anchorNode && chosen.anchorNode.parentElement;
  if (at && at.closest("blockquote") && String(chosen).trim()) taken = String(chosen).trim();
});
addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const field = button.parentElement.querySelector("input");
  if (taken) field.value = taken;
  else document.getElementById("message").textContent = "Select words in the quotation first.";
  field.focus();
});
// What is left to check, and what was checked, as the verdicts of this page leave it.
const count = (name, more) => {
  const place = document.querySelector(`[data-count=${name}]`);
  if (place) place.textContent = (Number(place.textContent.replaceAll(",", "")) + more).toLocaleString("en");
};
// What takes longer than a moment says that it is under way.
let waiting;
document.addEventListener("htmx:beforeRequest", () => {
  waiting = setTimeout(() => { document.getElementById("message").textContent = "one moment …"; }, 300);
});
document.addEventListener("htmx:afterRequest", () => clearTimeout(waiting));
// After a verdict the keyboard is where it was, and the message says what happened.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "message") return;
  const card = cards()[here], said = card?.querySelector(".verdict b");
  card?.focus({ preventScroll: true });
  if (card?.id.startsWith("c-")) { count("checked", said ? 1 : -1); count("open", said ? -1 : 1); }
  document.getElementById("message").textContent = said ? `${said.textContent}; u takes it back` : "taken back";
});
const drop = document.getElementById("drop");
if (drop) {
  ["dragover", "dragleave", "drop"].forEach((name) => addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
  }));
  addEventListener("drop", (event) => {
    drop.querySelector("input").files = event.dataTransfer.files;
    drop.requestSubmit();
  });
  drop.addEventListener("submit", (event) => { event.preventDefault(); sendFiles([...drop.querySelector("input").files]); });
}
// One file after the other: each says what became of it, and one that cannot be read leaves the others alone.
const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
async function sendFiles(files) {
  const box = document.getElementById("progress"), lines = [];
  for (const [k, file] of files.entries()) {
    box.textContent = [...lines, `reading ${k + 1} of ${files.length}: ${file.name} …`].join("\n");
    const body = new FormData();
    body.append("files", file);
    const page = await parsed(await fetch("/documents", { method: "POST", body }));
    lines.push((page.querySelector(".error, #progress")?.textContent || `${file.name}: no answer`).trim());
  }
  box.textContent = lines.join("\n");
  document.getElementById("held").replaceWith((await parsed(await fetch("/documents"))).getElementById("held"));
}
