"use strict";
// The document: each passage tinted by how strongly its claims are put; a click gives its claims.
KG.docShown = () => {
  const s = KG.state;
  if (s.doc !== null) return s.doc;
  if (s.claim !== null) return KG.data.claims[s.claim].document;
  const held = KG.picked && KG.picked.length ? KG.picked : null;
  if (!held) return KG.firstDocument();
  const counts = new Map();
  held.forEach((c) => counts.set(c.document, (counts.get(c.document) || 0) + 1));
  return [...counts.keys()].reduce((best, d) => (counts.get(d) > counts.get(best) ? d : best));
};
// Where the first card's claim stands: what is disputed, else what is claimed between named actors.
KG.firstDocument = () => {
  if (KG.landing === undefined) KG.landing = KG.data.claims.length ? KG.statementsOf(KG.data.claims)[0].first.document : 0;
  return KG.landing;
};
// The pieces of [from, to) between all places where a claim begins or ends, with the claims over each.
KG.pieces = (from, to, claims) => {
  const cuts = new Set([from, to]);
  claims.forEach((c) => c.at.forEach((p) => { if (p > from && p < to) cuts.add(p); }));
  const order = [...cuts].sort((a, b) => a - b);
  return order.slice(1).map((end, k) => ({ start: order[k], end, claims: claims.filter((c) => c.at[0] <= order[k] && c.at[1] >= end) }));
};
KG.paragraphs = (text) => {
  const out = [];
  let at = 0;
  text.split("\n").forEach((line) => { out.push([at, at + line.length]); at += line.length + 1; });
  return out.filter(([a, b]) => text.slice(a, b).trim());
};
// The words of a passage, subject and object of the chosen claim marked; a pronoun says what it was taken for.
KG.markedWords = (piece, text, one) => {
  const inside = one && one.spans ? one.spans.map((s, k) => [...s, k ? one.to : one.from]).filter(([a, b]) => a >= piece.start && b <= piece.end) : [];
  const out = [];
  let at = piece.start;
  inside.sort((a, b) => a[0] - b[0]).forEach(([a, b, node]) => {
    if (a < at) return;
    const words = text.slice(a, b), name = KG.data.nodes[node].name, stands = words.length < 5 && !name.toLowerCase().includes(words.toLowerCase());
    out.push(text.slice(at, a), KG.make("u", {}, words), stands ? KG.make("span", { class: "taken" }, ` [${name}]`) : null);
    at = b;
  });
  return [...out, text.slice(at, piece.end)];
};
KG.passage = (piece, text, held, one) => {
  const live = held ? piece.claims.filter((c) => held.has(c.number)) : piece.claims, shown = live.length ? live : piece.claims;
  const family = KG.families.find((f) => shown.some((c) => c.family === f)), on = one && piece.claims.includes(one);
  const first = piece.claims[0].number, title = `${KG.count(piece.claims.length, "claim")}: ${piece.claims.slice(0, 3).map((c) => `${KG.theWords(c)} (${c.family})`).join("; ")}`;
  return KG.make("span", { class: `q ${family}${held && !live.length ? " off" : ""}${on ? " on" : ""}`, role: "button", tabindex: -1, title, "data-passage": piece.claims.map((c) => c.number).join(" "),
    "aria-pressed": String(!!on), "data-key": `q${piece.start}-${first}`, on: { click: () => KG.pickPassage(piece.claims) } }, KG.markedWords(piece, text, one));
};
// Words outside the shown claims: a dotted line below what was read there and is not shown.
KG.faint = (text, from, to, hidden) => KG.pieces(from, to, hidden).map((piece) => {
  const words = text.slice(piece.start, piece.end);
  return piece.claims.length ? KG.make("span", { class: "less", title: "Read, and not shown: of less interest, or left out by a filter" }, words) : words;
});
KG.showReader = () => {
  const number = KG.docShown(), d = KG.data.documents[number], box = KG.byId("text"), select = KG.byId("document");
  if (!d) { box.replaceChildren(KG.make("p", { class: "empty" }, "There is no document in this page.")); return; }
  select.value = String(number);
  const one = KG.state.claim === null ? null : KG.data.claims[KG.state.claim], held = KG.picked === null ? null : new Set(KG.picked.map((c) => c.number));
  const key = JSON.stringify([number, KG.state.claim, held ? [...held] : null, KG.visible.length]);
  if (key === KG.readerKey) return;
  KG.readerKey = key;
  const seen = new Set(KG.visible.map((c) => c.number)), claims = d.claims.filter((c) => seen.has(c.number) || c === one);
  const unseen = [...(d.lesser || []).map((at) => ({ at })), ...d.claims.filter((c) => !seen.has(c.number) && c !== one)];
  const parts = KG.paragraphs(d.text).map(([a, b]) => {
    const [mine, hidden] = [claims, unseen].map((some) => some.filter((c) => c.at[0] < b && c.at[1] > a));
    return KG.make("p", {}, KG.pieces(a, b, mine).flatMap((piece) => (piece.claims.length ? KG.passage(piece, d.text, held, one) : KG.faint(d.text, piece.start, piece.end, hidden))));
  });
  const note = d.standing ? KG.make("p", { class: "standing" }, d.standing) : null;
  KG.refill(box, [note, d.partial ? KG.make("p", { class: "empty" }, "Only the quoted passages are in this page.") : null, ...parts], KG.readerDoc !== number);
  KG.readerDoc = number;
  const first = box.querySelector(".q.on") || (held ? box.querySelector(".q:not(.off)") : null), stop = first || box.querySelector(".q");
  if (stop) stop.tabIndex = 0;
  if (first) KG.reveal(box, first);
};
// Scroll the pane alone, never the page. Paragraphs that come into sight get their true heights only then: look again.
KG.reveal = (box, part, again = 3) => {
  const a = part.getBoundingClientRect(), b = box.getBoundingClientRect();
  if (a.top < b.top + 8 || Math.min(a.bottom, a.top + b.height / 2) > b.bottom - 8) box.scrollTop += a.top - b.top - b.height / 3;
  if (again) requestAnimationFrame(() => { if (part.isConnected) KG.reveal(box, part, again - 1); });
};
KG.fillDocuments = () => {
  const option = (d) => KG.make("option", { value: d.number }, `${d.name}${d.date ? ` · ${d.date}` : ""}`);
  KG.byId("document").replaceChildren(...KG.data.documents.map(option));
};
// Up and down go from passage to passage: one stop of the Tab key for the whole document.
KG.walkPassages = (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key], here = event.target.closest(".q");
  if (!here) return;
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); here.click(); return; }
  if (!step) return;
  const all = [...KG.byId("text").querySelectorAll(".q")], next = all[all.indexOf(here) + step];
  event.preventDefault();
  if (!next) return;
  here.tabIndex = -1; next.tabIndex = 0; next.focus({ preventScroll: true });
  KG.reveal(KG.byId("text"), next);
};
