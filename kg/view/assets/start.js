"use strict";
// The page's data, unfolded, and the few helpers that every part uses. Text goes in as text, never as markup.
const KG = {};
KG.data = JSON.parse(document.getElementById("data").textContent);
KG.lineWords = new Map(KG.data.line_words);
KG.strengths = [...KG.lineWords.keys()];
KG.families = ["denied", "alleged", "reported", "open", "fact"];
KG.statusWords = {
  disputed: "asserted and denied", fact: "stated, admitted, found", reported: "reported", alleged: "alleged", denied: "denied or false",
  open: "possible, planned, asked",
};
KG.byId = (id) => document.getElementById(id);
KG.make = (name, attributes = {}, ...inside) => {
  const part = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (key === "on") Object.entries(value).forEach(([event, run]) => part.addEventListener(event, run));
    else if (key === "class") part.className = value;
    else if (value !== false && value !== undefined && value !== null) part.setAttribute(key, value === true ? "" : value);
  });
  part.append(...inside.flat().filter((x) => x !== undefined && x !== null && x !== false));
  return part;
};
KG.svg = (name, attributes = {}, ...inside) => {
  const part = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => part.setAttribute(key, value));
  part.append(...inside.filter((x) => x !== null));
  return part;
};
KG.button = (text, run, more = {}) => KG.make("button", { type: "button", ...more, on: { click: run } }, text);
KG.count = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || `${one}s`}`;
KG.whole = (date) => (date.length < 25 ? KG.make("span", { class: "day" }, date) : date); // it breaks at no hyphen
KG.plain = (name) => name.replaceAll("_", " ");
KG.words = (kind) => KG.plain(kind.replace(/^\w+:/, "")).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

// New content, with the keyboard where it was.
KG.refill = (box, parts, top) => {
  const held = box.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null, kept = box.scrollTop;
  box.replaceChildren(...parts.flat().filter((x) => x !== null && x !== undefined));
  if (kept) box.scrollTop = top ? 0 : kept; // else the browser would lay out at once
  const again = held ? [...box.querySelectorAll("[data-key]")].find((part) => part.dataset.key === held) : null;
  if (again) again.focus({ preventScroll: !top });
};

// First and last day that a date can mean, as text that sorts: EDTF's X, ~, ? and open ends are read widely.
KG.days = (c) => {
  const bare = (d) => (d && d !== ".." ? d.replace(/[~?%]/g, "") : ""), first = bare(c.start) || bare(c.end);
  const last = bare(c.end) || (c.end === ".." ? "9999" : first);
  if (!first) return null;
  return [(c.start === ".." ? "0000" : first).replace(/X/g, "0"), `${last.replace(/X/g, "9")}${"-99-99".slice(Math.max(0, last.length - 4))}`];
};
KG.unfold = () => {
  const { claims, documents, nodes, predicates, voices } = KG.data;
  nodes.forEach((n, number) => Object.assign(n, { number, aliases: n.aliases || [], claims: [] }));
  documents.forEach((d, number) => Object.assign(d, { number, claims: [] }));
  KG.voices = voices.map(([name, node, d], number) => ({ number, name: d < 0 ? name : documents[d].name, node, document: d }));
  KG.statements = new Map();
  claims.forEach((c, number) => {
    const d = documents[c.document];
    Object.assign(c, { number, negative: !!c.negative, more: c.more || [], start: c.start || "", end: c.end || "", when: c.when || "", reason: c.reason || "", revision: c.revision || "" });
    [c.curie, c.label, c.late] = predicates[c.predicate];
    [c.modality, c.family, c.licence, c.confidence] = KG.data.manners[c.manner];
    Object.assign(c, { voice: KG.voices[c.voice], quote: d.text.slice(c.at[0], c.at[1]), days: KG.days(c), points: c.points || c.at });
    d.claims.push(c);
    new Set([c.from, c.to]).forEach((n) => nodes[n].claims.push(c));
    if (!KG.statements.has(c.statement)) KG.statements.set(c.statement, { number: c.statement, claims: [] });
    KG.statements.get(c.statement).claims.push(c);
  });
  KG.statements.forEach((s) => {
    const has = (...families) => s.claims.some((c) => families.includes(c.family));
    s.disputed = has("denied") && has("fact", "reported", "alleged");
    s.status = s.disputed ? "disputed" : KG.strongest(s.claims.map((c) => c.family));
    s.claims.forEach((c) => { c.status = s.disputed ? "disputed" : c.family; });
  });
  const order = [...claims].sort((a, b) => a.document - b.document || a.at[0] - b.at[0] || a.number - b.number);
  order.forEach((c, rank) => { c.rank = rank; });
  KG.core = new Set(KG.data.core);
};
KG.strongest = (states) => KG.strengths.find((s) => states.includes(s)) || "open";
// What a search looks through, made only when somebody searches.
KG.haystack = (c) => {
  if (c.text === undefined) {
    const { nodes, documents } = KG.data, a = nodes[c.from], b = nodes[c.to];
    c.text = [a.name, b.name, ...a.aliases, ...b.aliases, c.label, c.curie, c.quote, c.voice.name, documents[c.document].name].join("\n").toLowerCase();
  }
  return c.text;
};
KG.sayings = {
  stated_as_fact: "states", admitted: "admitted", found: "found", reported: "said", alleged: "alleged", denied: "denied",
  probable: "holds probable", possible: "holds possible", hypothetical: "asked, planned or supposed", unknown: "leaves open",
};
// How a voice puts it: a denial in other words is never left out.
KG.said = (c) => `${KG.sayings[c.modality] || KG.plain(c.modality)}${c.negative && c.modality !== "denied" ? ": not so" : ""}`;
// As much as a cell holds; its whole is what it is called.
KG.briefly = (c) => (c.modality === "hypothetical" ? KG.said(c).replace(KG.sayings.hypothetical, "supposed") : KG.said(c));
// A document that speaks is called by its title, which may be long: a line holds its beginning.
// Where several begin alike, it holds what tells them apart.
KG.cut = (name, most) => (name.length > most ? `${name.slice(0, most - 2).replace(/\s+\S*$/, "")} …` : name);
KG.shortName = (name, most = 46) => {
  const short = KG.cut(name, most), like = name === short ? [] : KG.data.documents.filter((d) => d.name !== name && KG.cut(d.name, most) === short);
  if (!like.length) return short;
  const words = name.split(" "), alike = Math.max(...like.map((d) => { const other = d.name.split(" "); return words.findIndex((w, k) => w !== other[k]); }));
  const tail = KG.cut(words.slice(alike).join(" "), most > 40 ? 30 : most - 2);
  return alike > 0 ? `${most > 40 ? `${KG.cut(name, 18).replace(/ …$/, "")} ` : ""}… ${tail}` : short;
};
// EDTF in words: decades and centuries, about, perhaps, open ends.
KG.day = (d) => `${/[~%]/.test(d) ? "about " : d.includes("?") ? "perhaps " : ""}${d.replace(/[~?%]/g, "").replace(/^(\d\d)(\d|X)X$/, (_, a, b) => `${a}${b.replace("X", "0")}0s`)}`;
KG.time = (c) => (c.end === ".." ? `since ${KG.day(c.start)}` : c.start === ".." ? `until ${KG.day(c.end)}` : [c.start, c.end].filter(Boolean).map(KG.day).join(" to ")) || c.when;
KG.theWords = (c) => `${KG.data.nodes[c.from].name} ${c.label} ${KG.data.nodes[c.to].name}`;
// The end of a long path says where a text came from; its whole is in the title and in what is saved.
KG.shortPath = (source) => {
  const parts = source.split("/");
  return /^[a-z]+:\/\//i.test(source) || parts.length < 4 ? source : `…/${parts.slice(-2).join("/")}`;
};
KG.unfold();
