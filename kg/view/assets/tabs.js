"use strict";
// Who says what, the time line, and two sources beside each other.
KG.columns = () => Math.max(2, Math.floor(((KG.byId("pane").clientWidth || 700) - 290) / 86));
// Voice → how many of these rows it speaks in.
KG.countVoices = (rows) => {
  const counts = new Map();
  rows.forEach((r) => r.voices.forEach((name) => counts.set(name, (counts.get(name) || 0) + 1)));
  return counts;
};
// The voices that get a column: of what is disputed first, then who says most of what others say too, then who says most.
KG.voicesOf = (rows) => {
  const disputed = KG.countVoices(rows.filter((r) => r.whole.disputed)), shared = KG.countVoices(rows.filter((r) => r.voices.length > 1)), all = KG.countVoices(rows), of = (counts, name) => counts.get(name) || 0;
  return [...all.keys()].sort((a, b) => of(disputed, b) - of(disputed, a) || of(shared, b) - of(shared, a) || of(all, b) - of(all, a) || (a < b ? -1 : 1));
};
KG.matrixCell = (row, name) => {
  const held = row.claims.filter((c) => c.voice.name === name), family = KG.families.find((f) => held.some((c) => c.family === f));
  if (!family) return KG.make("td", {});
  const c = held.find((x) => x.family === family);
  return KG.make("td", { class: `c ${family}` }, KG.button(KG.briefly(c), () => KG.pickClaim(c.number, row.whole.claims), { "data-key": `cell${c.number}`, "aria-label": `${name} ${KG.said(c)}: ${KG.theWords(c)}` }));
};
// The voices of a row that have no column.
KG.otherCell = (row, columns) => {
  const others = row.voices.filter((name) => !columns.includes(name));
  if (!others.length) return KG.make("td", {});
  return KG.make("td", { class: "c" }, KG.button(`+${others.length}`, () => KG.pickPassage(row.whole.claims), { title: others.join("; "), "data-key": `other${row.whole.number}`, "aria-label": `${KG.count(others.length, "further voice")}: ${others.join("; ")}` }));
};
KG.showMatrix = () => {
  const rows = KG.statementsOf(KG.picked || KG.visible).map((r) => ({ ...r, voices: [...new Set(r.claims.map((c) => c.voice.name))] }));
  rows.sort((a, b) => (b.whole.disputed - a.whole.disputed) || (b.voices.length > 1) - (a.voices.length > 1) || a.weight - b.weight || b.voices.length - a.voices.length);
  const names = KG.voicesOf(rows), columns = names.slice(0, KG.columns()), told = rows.filter((r) => r.voices.some((name) => columns.includes(name))), shown = told.slice(0, KG.more);
  const others = shown.some((r) => r.voices.some((name) => !columns.includes(name)));
  const head = KG.make("thead", {}, KG.make("tr", {}, KG.make("th", { scope: "col" }, "Statement"), columns.map((name) => KG.make("th", { scope: "col", title: name }, KG.make("span", {}, KG.shortName(name, 34)))), others ? KG.make("th", { scope: "col", class: "few" }, "others") : null));
  const words = (r) => KG.make("th", { scope: "row" }, KG.theWords(r.first), r.whole.disputed ? KG.make("span", { class: "tag" }, "disputed") : null);
  const body = KG.make("tbody", {}, shown.map((r) => KG.make("tr", {}, words(r), columns.map((name) => KG.matrixCell(r, name)), others ? KG.otherCell(r, columns) : null)));
  const table = KG.make("table", { class: "matrix" }, KG.make("caption", { class: "hidden" }, "Statements, and how strongly each voice puts them"), head, body);
  const wide = Math.floor((KG.byId("pane").clientWidth - (others ? 402 : 340)) / columns.length);
  table.style.setProperty("--wide", `${Math.max(86, Math.min(150, wide))}px`);
  table.style.minWidth = `${150 + 86 * columns.length + (others ? 62 : 0)}px`;
  const more = told.length > shown.length ? KG.button(`Show more of ${told.length.toLocaleString("en")} statements`, () => { KG.more += KG.page; KG.showMatrix(); }, { class: "small", "data-key": "matrix-more" }) : null;
  const left = names.length > columns.length ? KG.soft(`The ${columns.length} voices that share most with others, of ${names.length.toLocaleString("en")}. Choose a name, a document or a story, and its voices stand here.`) : null;
  KG.refill(KG.byId("pane"), [left, shown.length ? table : KG.soft("No claim fits."), more], false);
};

KG.showTimeline = () => {
  const dated = (KG.picked || KG.visible).filter((c) => c.days).sort((a, b) => (a.days[0] < b.days[0] ? -1 : a.days[0] > b.days[0] ? 1 : a.rank - b.rank)), shown = dated.slice(0, KG.more * 3), groups = new Map();
  shown.forEach((c) => { const key = KG.time(c); if (!groups.has(key)) groups.set(key, []); groups.get(key).push(c); });
  const item = (c) => KG.make("li", { class: `voice ${c.family}${KG.state.claim === c.number ? " on" : ""}` }, KG.make("button", { type: "button", class: "say", "data-key": `time${c.number}`, on: { click: () => KG.pickClaim(c.number) } },
    KG.make("span", {}, KG.make("em", { title: c.voice.name }, `${KG.shortName(c.voice.name)} ${KG.said(c)}: `), KG.theWords(c), KG.moreOf(c) ? ` (${KG.moreOf(c)})` : "")));
  const list = [...groups].map(([when, held]) => KG.make("li", {}, KG.make("h3", {}, when), KG.make("ul", {}, held.map(item))));
  const undated = (KG.picked || KG.visible).length - dated.length, more = dated.length > shown.length ? KG.button(`Show more of ${dated.length}`, () => { KG.more += KG.page; KG.showTimeline(); }, { class: "small", "data-key": "time-more" }) : null;
  KG.refill(KG.byId("pane"), [dated.length ? KG.dots(dated) : KG.soft("No claim here says when it happened."), KG.make("ol", { class: "times" }, list), more, undated ? KG.soft(`${KG.count(undated, "claim")} without a date ${undated === 1 ? "is" : "are"} not shown here.`) : null], false);
};
// One dot a claim over its month or year; the list below says the same in words.
KG.dots = (dated) => {
  const place = (c) => Number(c.days[0].slice(0, 4)) + (Number(c.days[0].slice(5, 7)) > 0 ? (Number(c.days[0].slice(5, 7)) - 0.5) / 12 : 0.5);
  const years = dated.map(place).filter((y) => y > 0).sort((a, b) => a - b), low = Math.floor(years[Math.floor(years.length * 0.03)] || 0), high = Math.ceil((years[Math.ceil(years.length * 0.97) - 1] || 1) + 0.01);
  const width = Math.max(300, KG.byId("pane").clientWidth - 36), height = 118, span = Math.max(1, high - low), x = (y) => 12 + (width - 24) * Math.min(1, Math.max(0, (y - low) / span)), stacks = new Map(), parts = [];
  dated.forEach((c) => {
    const at = Math.round(x(place(c)) / 9) * 9, n = (stacks.get(at) || 0) + 1;
    stacks.set(at, n);
    if (n > 10) return;
    const dot = KG.svg("circle", { cx: at, cy: height - 26 - (n - 1) * 8.6, r: 3.8, fill: `var(--${c.family})` });
    dot.addEventListener("click", () => KG.pickClaim(c.number));
    parts.push(dot);
  });
  // A few that are far off stand at the ends, which then say so.
  const step = Math.max(1, Math.ceil(span * 62 / width)), ticks = [], tick = (year, anchor, text) => ticks.push(KG.svg("text", { x: x(year), y: height - 6, "text-anchor": anchor }, text));
  for (let year = low; year + step / 2 < high; year += step) tick(year, year === low ? "start" : "middle", year === low && years[0] < low ? `≤ ${low}` : String(year));
  tick(high, "end", years.at(-1) > high ? `≥ ${high}` : String(high));
  return KG.svg("svg", { class: "dots", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, KG.svg("line", { x1: 8, x2: width - 8, y1: height - 19, y2: height - 19, stroke: "var(--rule)" }), ...parts, ...ticks);
};

KG.showSources = () => {
  const { documents } = KG.data, [left, right] = KG.compared(), rows = KG.statementsOf(KG.visible.filter((c) => c.document === left || c.document === right));
  const side = (r, d) => r.claims.filter((c) => c.document === d), against = (a, b) => a.some((c) => c.family === "denied") !== b.some((c) => c.family === "denied") || [a, b].some((held) => held.some((c) => c.family === "denied") && held.some((c) => c.family !== "denied"));
  const both = rows.filter((r) => side(r, left).length && side(r, right).length), contra = both.filter((r) => against(side(r, left), side(r, right))), agreed = both.filter((r) => !contra.includes(r));
  const own = (c) => (c.voice.document < 0 ? KG.shortName(c.voice.name) : c.document === left ? "first source" : "second source");
  const sayings = (r) => [...new Set(r.claims.map((c) => `${own(c)} ${KG.said(c)}`))].slice(0, 3).join("; ");
  const words = (r) => KG.make("li", {}, KG.button([KG.make("span", { class: `dot b-${r.whole.status}`, "aria-hidden": "true" }), `${KG.theWords(r.first)} `, KG.make("small", {}, sayings(r))], () => KG.pickPassage(r.claims), { class: "row", "data-key": `cmp${r.whole.number}` }));
  const block = (title, list) => KG.make("section", {}, KG.make("h3", {}, `${title} `, KG.make("small", {}, String(list.length))), list.length ? KG.make("ul", { class: "rows" }, list.slice(0, 40).map(words)) : KG.soft("nothing"), list.length > 40 ? KG.soft(`and ${list.length - 40} more`) : null);
  const only = (d, other) => rows.filter((r) => side(r, d).length && !side(r, other).length);
  const choose = (key, value, name) => KG.make("select", { "data-key": key, "aria-label": name, on: { change: (e) => KG.change((s) => { s[key] = Number(e.target.value); }) } }, documents.map((d) => KG.make("option", { value: d.number, selected: d.number === value }, `${d.name}${d.date ? ` · ${d.date}` : ""}`)));
  if (documents.length < 2) { KG.refill(KG.byId("pane"), [KG.soft("There is one document only; two can be compared.")], false); return; }
  KG.refill(KG.byId("pane"), [KG.make("div", { class: "compare" }, choose("left", left, "First source"), choose("right", right, "Second source")), block("One asserts, the other denies", contra), block("Both claim it", agreed),
    KG.make("div", { class: "beside" }, block(`Only in ${documents[left].name}`, only(left, right)), block(`Only in ${documents[right].name}`, only(right, left)))], false);
};
// Two documents that say most about the same, unless two are chosen.
KG.compared = () => {
  const s = KG.state, shared = new Map();
  if (s.left !== null && s.right !== null) return [s.left, s.right];
  KG.statements.forEach((st) => {
    const ds = [...new Set(st.claims.map((c) => c.document))];
    ds.forEach((a, i) => ds.slice(0, i).forEach((b) => { const key = `${Math.min(a, b)},${Math.max(a, b)}`; shared.set(key, (shared.get(key) || 0) + (st.disputed ? 3 : 1)); }));
  });
  const best = [...shared].sort((a, b) => b[1] - a[1])[0], pair = best ? best[0].split(",").map(Number) : [0, 1];
  return [s.left ?? pair[0], s.right ?? (s.left === pair[1] ? pair[0] : pair[1])];
};
