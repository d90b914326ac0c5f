"use strict";
// Right: statements as cards, with all voices under them, denials first.
KG.page = 40;
KG.more = KG.page;
KG.kickers = { disputed: "Disputed", fact: "Stated", reported: "Reported", alleged: "Alleged", denied: "Denied", open: "Left open" };

// Statements of some claims: disputed ones first, then by what they are about (kg.ontology.reading_order), what is left open behind the rest;
// then those between names, and what more voices say.
KG.statementsOf = (claims) => {
  const groups = new Map();
  claims.forEach((c) => { if (!groups.has(c.statement)) groups.set(c.statement, []); groups.get(c.statement).push(c); });
  const rows = [...groups].map(([number, held]) => ({ whole: KG.statements.get(number), claims: held, first: held[0] }));
  const ends = (c) => (KG.core.has(c.from) ? 0 : 2) + (KG.core.has(c.to) ? 0 : 1);
  const weight = (r) => (r.whole.disputed ? 0 : 64) + 8 * r.first.late + (r.whole.status === "open" ? 4 : 0) + ends(r.first);
  return rows.map((r) => ({ ...r, weight: weight(r) })).sort((a, b) => a.weight - b.weight || b.claims.length - a.claims.length || a.first.rank - b.first.rank);
};
KG.moreOf = (c) => c.more.map(([key, value]) => `${KG.words(key)}: ${value}`).join("; ");
KG.marked = (text) => {
  const wanted = KG.state.search.trim().toLowerCase(), whole = document.createDocumentFragment(), low = text.toLowerCase();
  let at = 0;
  while (wanted && low.length === text.length && low.indexOf(wanted, at) >= 0) {
    const next = low.indexOf(wanted, at);
    whole.append(text.slice(at, next), KG.make("mark", {}, text.slice(next, next + wanted.length)));
    at = next + wanted.length;
  }
  whole.append(text.slice(at));
  return whole;
};
// As a footnote would have it: who says what how, the words, where they stand.
KG.citation = (c) => {
  const d = KG.data.documents[c.document], by = c.voice.name === d.name ? "" : `, in ${d.name}`;
  const words = KG.theWords(c);
  return `${c.voice.name} ${KG.said(c)}: ${words}${words.endsWith(".") ? "" : "."} “${c.quote.trim()}”${by}${d.date ? `, ${d.date}` : ""} (${d.source}, characters ${c.points[0]}–${c.points[1]}${c.revision ? `; ${c.revision}` : ""}).`;
};
KG.copy = async (text, what) => {
  try { await navigator.clipboard.writeText(text); KG.tell(`${what} copied.`); } catch { KG.tell(text); }
};
KG.voice = (c) => {
  const d = KG.data.documents[c.document], on = KG.state.claim === c.number, more = KG.moreOf(c), when = KG.time(c);
  const own = c.voice.document === c.document, from = [own ? null : `${d.name}, `, ...(d.date ? ["published ", KG.whole(d.date)] : ["undated"])];
  const words = KG.make("button", { type: "button", class: "say", "data-key": `claim${c.number}`, "aria-pressed": String(on), on: { click: () => KG.pickClaim(c.number) } },
    KG.make("span", { class: "who" }, KG.make("b", { title: c.voice.name }, KG.shortName(c.voice.name)), " ", KG.make("em", {}, KG.said(c)), more ? ` (${more})` : null, when ? KG.make("span", { class: "when" }, " · ", KG.whole(when)) : null),
    KG.make("q", {}, KG.marked(c.quote.trim())), KG.make("span", { class: "from" }, from), KG.make("span", { class: "revision" }, c.verdict ? c.revision.replace(/^rejected by [^;]+(; )?/, "") : c.revision));
  const note = !on && KG.state.notes[c.id] ? KG.make("p", { class: "noted" }, `Note: ${KG.state.notes[c.id]}`) : null;
  const verdict = c.verdict ? KG.make("p", { class: "verdict" }, KG.verdictWords(c.verdict)) : null;
  return KG.make("li", { class: `voice ${c.family}${on ? " on" : ""}${c.verdict ? ` is-${c.verdict.verdict}` : ""}`, "data-claim": c.number }, words, verdict, note, on ? KG.details(c, d) : null);
};
KG.verdictWords = (v) => [`Checked: ${v.verdict}`, v.by ? `by ${v.by}` : null, v.note ? `“${v.note}”` : null].filter(Boolean).join(" · ");
KG.details = (c, d) => KG.make("div", { class: "details" },
  KG.make("p", { class: "from" }, KG.make("span", { title: d.source }, KG.shortPath(d.source)), `, characters ${c.points[0]}–${c.points[1]}; confidence ${c.confidence}`, c.reason ? `; strength read from “${c.reason}”` : "", c.licence ? `; ${c.licence}` : "", c.undone ? ", undone by another document" : ""),
  KG.make("div", { class: "actions" }, KG.button("Copy as citation", () => KG.copy(KG.citation(c), "Citation"), { "data-key": "cite" }),
    KG.button("Copy link", () => KG.copy(location.href, "Link"), { "data-key": "link" })), KG.noteBox(c.id, "this claim"));
KG.jump = (id, key) => KG.make("button", { type: "button", class: "name", "data-key": key, on: { click: () => KG.pickNode(id, true) } }, KG.data.nodes[id].name);
KG.card = (row) => {
  const c = row.first, { disputed, status, number } = row.whole, order = (x) => KG.families.indexOf(x.family), voices = [...row.claims].sort((a, b) => order(a) - order(b) || a.rank - b.rank);
  const rest = row.whole.claims.length - row.claims.length, open = KG.unfolded.has(`s${number}`) || voices.length <= 7, shown = open ? voices : voices.slice(0, 6);
  const kicker = `${KG.kickers[status]}${voices.length > 1 ? ` · ${KG.count(voices.length, "claim")}` : ""}`;
  return KG.make("article", { class: `prop ${status}${disputed ? " contested" : ""}` }, KG.make("p", { class: "kicker" }, kicker),
    KG.make("h3", {}, KG.jump(c.from, `from${number}`), ` ${c.label} `, KG.jump(c.to, `to${number}`)), KG.make("ul", {}, shown.map(KG.voice)),
    open ? null : KG.button(`${voices.length - 6} more voices`, () => { KG.unfolded.add(`s${number}`); KG.showCards(); }, { class: "small", "data-key": `voices${number}` }),
    rest ? KG.button(`Show all ${row.whole.claims.length} claims of this statement`, () => KG.pickPassage(row.whole.claims), { class: "small", "data-key": `whole${number}` }) : null);
};

KG.head = (title, ...more) => KG.make("div", { class: "head" }, KG.make("h2", {}, title), ...more);
KG.soft = (text) => KG.make("p", { class: "soft" }, text);
KG.cardsHead = (count) => {
  const { node, line, path, passage, story, row, search, focus } = KG.state, nodes = KG.data.nodes;
  if (node !== null) return KG.nodeHead(node);
  if (line !== null) return KG.head(`${nodes[line[0]].name} and ${nodes[line[1]].name}`, KG.soft(`${KG.count(count, "claim")} between them`));
  if (passage !== null) return KG.head("In this passage", KG.soft(KG.count(count, "claim")));
  if (path) return KG.pathHead(path, nodes);
  if (story !== null) return KG.storyHead(KG.storyOf(story), row);
  if (search.trim()) return KG.head("Found", KG.soft(`${KG.count(count, "claim")} with “${search.trim()}”`));
  if (focus !== null) return KG.head(`Around ${nodes[focus].name}`, KG.soft(KG.count(count, "claim")));
  return KG.head("Start here", KG.soft("What is disputed comes first, then accusations, steps of law and money, then dealings and posts. Choose a name, a line or a passage."));
};
KG.pathHead = (path, nodes) => {
  const hops = KG.route.slice(1).map((n, k) => {
    const states = KG.visible.filter((c) => KG.onHop(c, k + 1)).map((c) => c.status), status = KG.strongest(states), weakest = KG.weakest(states);
    return KG.make("li", {}, `${nodes[KG.route[k]].name} – ${nodes[n].name}: `, KG.make("em", { class: status }, status), weakest === status ? null : [", weakest ", KG.make("em", { class: weakest }, weakest)]);
  });
  const text = KG.route.length ? `${KG.count(KG.route.length - 1, "step")}; each with the strongest that holds it, and the weakest:` : "No connection among the claims shown.";
  return KG.head(`Path from ${nodes[path[0]].name} to ${nodes[path[1]].name}`, KG.soft(text), hops.length ? KG.make("ol", { class: "hops" }, hops) : null);
};
KG.weakest = (states) => [...KG.strengths].reverse().find((s) => states.includes(s));
KG.storyHead = (story, row) => {
  const back = row === null ? null : KG.button("All of this story", () => KG.change((s) => Object.assign(s, { row: null, claim: null })), { class: "small", "data-key": "back" });
  const shown = story.rows.length < story.total ? `The ${story.rows.length} weightiest of ${story.total}; kg ask ${story.question} gives all.` : `${KG.count(story.total, "row")}.`;
  return KG.head(story.name, KG.soft(story.asked), row === null ? KG.soft([shown, story.note].filter(Boolean).join(" ")) : back);
};
KG.storyRow = (story, k) => {
  const row = story.rows[k], cells = row.cells.map((text, i) => (text ? KG.make("span", { class: "cell" }, KG.make("small", {}, story.columns[i]), KG.make("span", {}, text.length > 220 ? `${text.slice(0, 220)}…` : text)) : null));
  return KG.make("button", { type: "button", class: "story", "data-key": `row${k}`, on: { click: () => KG.pickRow(k) } }, cells, KG.make("span", { class: "count" }, KG.count(row.claims.length, "claim")));
};
KG.nodeHead = (id) => {
  const node = KG.data.nodes[id], { focus, hops, opened, pathFrom, pinned } = KG.state;
  const act = (text, run, pressed) => KG.button(text, run, { "data-key": `do-${text}`, "aria-pressed": pressed === undefined ? undefined : String(pressed) });
  const steps = [1, 2, 3].map((n) => KG.button(String(n), () => KG.focus(id, n), { "data-key": `hops${n}`, "aria-label": `Focus: ${n} ${n > 1 ? "steps" : "step"} around`, "aria-pressed": String(focus === id && hops === n) }));
  const kind = `${KG.words(node.kind)}${node.aliases.length ? `; also: ${node.aliases.join(", ")}` : ""}${node.named ? "" : "; described, not named"}`;
  return KG.head(node.name, KG.soft(kind), KG.make("div", { class: "actions" }, KG.make("span", { class: "group" }, KG.make("span", {}, "Focus"), steps),
    focus !== null ? act("Show all", () => KG.focus(null, 1)) : null, focus !== null && focus !== id ? act("Expand", () => KG.expand(id), opened.includes(id)) : null,
    act(pathFrom === id ? "Choose the other end…" : "Path to…", () => KG.change((s) => { s.pathFrom = s.pathFrom === id ? null : id; })),
    act("Hide", () => KG.toggle("gone", id)), act(pinned.includes(id) ? "Unpin" : "Pin", () => KG.toggle("pinned", id), pinned.includes(id))), KG.chips(id), KG.noteBox(node.id, "this name"));
};
// What is folded into an actor's card: places, values, described things.
KG.chips = (id) => {
  const near = new Map();
  KG.visible.forEach((c) => [[c.from, c.to], [c.to, c.from]].forEach(([a, b]) => { if (a === id && b !== id && !KG.live.has(b)) near.set(b, (near.get(b) || 0) + 1); }));
  if (!near.size) return null;
  const order = [...near.keys()].sort((a, b) => near.get(b) - near.get(a) || a - b);
  const shown = KG.unfolded.has(`c${id}`) ? order : order.slice(0, 7), more = order.length - shown.length;
  return KG.make("div", { class: "chips" }, KG.make("span", { class: "label" }, "In its claims"), shown.map((n) => KG.button(KG.data.nodes[n].name, () => KG.pickNode(n, true), { "data-key": `chip${n}` })),
    more ? KG.button(`+${more}`, () => { KG.unfolded.add(`c${id}`); KG.showCards(); }, { "data-key": "chips", "aria-label": `${more} more in its claims` }) : null);
};
KG.showCards = () => {
  const s = KG.state, claims = KG.picked || KG.visible, rows = KG.statementsOf(claims), shown = rows.slice(0, KG.more), at = JSON.stringify([s.node, s.line, s.path, s.passage, s.story, s.row, s.focus]);
  const story = s.story !== null && s.row === null && KG.picked !== null && s.node === null && s.line === null && s.passage === null && !s.path ? KG.storyOf(s.story) : null;
  const body = story ? story.rows.map((_, k) => KG.storyRow(story, k)) : shown.map(KG.card);
  if (!claims.length) body.push(KG.make("p", { class: "empty" }, KG.data.claims.length ? "No claim fits. Loosen a filter, or press Escape to show everything." : "There are no claims in this page."));
  if (!story && rows.length > shown.length) body.push(KG.button(`Show ${Math.min(KG.page, rows.length - shown.length)} more of ${rows.length} statements`, () => { KG.more += KG.page; KG.showCards(); }, { "data-key": "more" }));
  KG.refill(KG.byId("cards"), [KG.cardsHead(claims.length), ...body], at !== KG.cardsAt);
  KG.cardsAt = at;
  const on = KG.byId("cards").querySelector(".voice.on");
  if (on) KG.reveal(KG.byId("cards"), on);
};
