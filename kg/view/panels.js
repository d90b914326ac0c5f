"use strict";
// The panels: filters with counts on the left, claims as cards on the right. Text only, never markup.
KG.make = (name, attributes = {}, ...inside) => {
  const part = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (key === "on") Object.entries(value).forEach(([event, run]) => part.addEventListener(event, run));
    else if (key === "class") part.className = value;
    else if (value !== false && value !== undefined) part.setAttribute(key, value === true ? "" : value);
  });
  part.append(...inside.filter((x) => x !== undefined && x !== null));
  return part;
};
KG.spoken = (m) => m.replaceAll("_", " ");
KG.facets = [
  { key: "kinds", title: "Entity type", of: (c) => [KG.data.nodes[c.from].kind, KG.data.nodes[c.to].kind], words: (v) => KG.words(v) },
  { key: "modalities", title: "How strongly", of: (c) => [c.modality], words: KG.spoken },
  { key: "predicates", title: "Relation", of: (c) => [c.label], words: (v) => v },
  { key: "sources", title: "Source", of: (c) => [String(c.document)], words: (v) => KG.data.documents[v].title || KG.data.documents[v].source },
];
KG.countFacet = (facet, claims) => {
  const counts = new Map();
  claims.forEach((c) => new Set(facet.of(c)).forEach((v) => counts.set(v, (counts.get(v) || 0) + 1)));
  return counts;
};

// New content, with the keyboard where it was.
KG.refill = (box, parts, top) => {
  const held = box.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null, kept = box.scrollTop;
  box.replaceChildren(...parts);
  box.scrollTop = top ? 0 : kept;
  const again = held ? [...box.querySelectorAll("[data-key]")].find((part) => part.dataset.key === held) : null;
  if (again) again.focus({ preventScroll: !top });
};
KG.unfolded = new Set();
KG.few = 8;
KG.showFilters = () => {
  const parts = KG.facets.flatMap(KG.facetPart);
  parts.push(...KG.datePart(), ...KG.hiddenPart(), ...KG.entityPart());
  KG.refill(document.getElementById("filters"), parts, false);
};
KG.facetPart = (facet) => {
  const { key, title, of, words } = facet, off = KG.state.off[key], all = KG.countFacet(facet, KG.data.claims);
  const now = KG.countFacet(facet, KG.data.claims.filter((c) => KG.passes(c, key)));
  const values = [...all.keys()].sort((a, b) => all.get(b) - all.get(a) || (a < b ? -1 : 1)), open = KG.unfolded.has(key);
  const switchTo = (text, next) => KG.make("button", { type: "button", class: "small", "data-key": `${key}-${text}`, "aria-label": `${title}: ${text}`, on: { click: () => KG.change((s) => { s.off[key] = next; }) } }, text);
  const set = KG.make("fieldset", {}, KG.make("legend", {}, KG.make("span", {}, title), values.length > 1 ? KG.make("span", { class: "switch" }, switchTo("all", []), switchTo("none", [...values].sort())) : null));
  const row = (value) => {
    const input = KG.make("input", { type: "checkbox", "data-key": `${key}=${value}`, checked: !off.includes(value), on: { change: () => KG.change((s) => {
      s.off[key] = off.includes(value) ? off.filter((v) => v !== value) : [...off, value].sort();
    }) } });
    return KG.make("label", { class: now.get(value) ? "choice" : "choice none" }, input, key === "kinds" ? KG.swatch(value) : null, KG.make("span", {}, words(value)), KG.make("b", {}, String(now.get(value) || 0)));
  };
  set.append(...(open || values.length <= KG.few + 1 ? values : values.slice(0, KG.few)).map(row));
  if (values.length > KG.few + 1) {
    set.append(KG.make("button", { type: "button", class: "small", "data-key": `${key}-more`, "aria-expanded": String(open), on: { click: () => { if (open) KG.unfolded.delete(key); else KG.unfolded.add(key); KG.showFilters(); } } },
      open ? "fewer" : `${values.length - KG.few} more`));
  }
  return [set];
};
KG.swatch = (kind) => {
  const dot = KG.make("i", { class: "swatch", "aria-hidden": "true" });
  dot.style.background = KG.fill(kind, KG.dark());
  dot.style.borderColor = KG.edge(kind, KG.dark());
  return dot;
};
KG.datePart = () => {
  const state = KG.state, years = KG.data.claims.flatMap((c) => (c.days ? [c.days[0].slice(0, 4)] : [])).sort();
  const field = (key, example) => KG.make("input", { type: "text", value: state[key], placeholder: example ? `${key} ${example}` : key, "data-key": key, "aria-label": `Happened ${key}: year, year-month or year-month-day`,
    "aria-invalid": String(state[key] !== "" && !KG.isDate(state[key])), autocomplete: "off", on: { change: (event) => KG.change((s) => { s[key] = event.target.value.trim(); }) } });
  const undated = KG.data.claims.filter((c) => !c.days && KG.passes(c, "dates")).length;
  const check = KG.make("input", { type: "checkbox", "data-key": "undated", checked: state.undated, on: { change: () => KG.change((s) => { s.undated = !s.undated; }) } });
  const wrong = ["from", "to"].some((key) => state[key] && !KG.isDate(state[key]));
  return [KG.make("fieldset", {}, KG.make("legend", {}, KG.make("span", {}, "When it happened")), KG.make("div", { class: "dates" }, field("from", years[0]), field("to", years.at(-1))),
    wrong ? KG.make("p", { class: "wrong", role: "alert" }, "A date is 2013, 2013-08 or 2013-08-31.") : null,
    KG.make("label", { class: undated ? "choice" : "choice none" }, check, KG.make("span", {}, "claims without a date"), KG.make("b", {}, String(undated))))];
};
KG.hiddenPart = () => !KG.state.gone.length ? [] : [KG.make("h2", {}, "Hidden"), ...KG.state.gone.map((id) => KG.make("button", { type: "button", class: "entity", "data-key": `gone${id}`, on: { click: () => KG.toggle("gone", id) } },
  KG.swatch(KG.data.nodes[id].kind), KG.make("span", {}, KG.data.nodes[id].name), KG.make("b", {}, "show")))];
KG.entityPart = () => {
  const degree = new Map([...KG.live].map((id) => [id, 0]));
  KG.visible.forEach((c) => new Set([c.from, c.to]).forEach((n) => degree.set(n, degree.get(n) + 1)));
  const ids = [...degree.keys()].sort((a, b) => degree.get(b) - degree.get(a) || a - b);
  const parts = ids.slice(0, KG.listed).map((id) => KG.make("button", { type: "button", class: id === KG.state.node ? "entity on" : "entity", "data-node": id, "data-key": `node${id}`, "aria-pressed": String(id === KG.state.node), on: { click: () => KG.pickNode(id, true) } },
    KG.swatch(KG.data.nodes[id].kind), KG.make("span", {}, KG.data.nodes[id].name), KG.make("b", {}, String(degree.get(id)))));
  if (ids.length > KG.listed) parts.push(KG.make("button", { type: "button", class: "small", "data-key": "listed", on: { click: () => { KG.listed += 500; KG.showFilters(); } } }, `${Math.min(500, ids.length - KG.listed)} more of ${ids.length}`));
  return [KG.make("h2", {}, "Entities and their claims"), ...parts];
};

KG.when = (c) => {
  const range = [c.start, c.end].filter(Boolean).join(" to ");
  return range || c.when || "";
};
// The end of a long path says where a text came from; its whole is in the title and in what is saved.
KG.shortPath = (source) => {
  const parts = source.split("/");
  return /^[a-z]+:\/\//i.test(source) || parts.length < 4 ? source : `…/${parts.slice(-2).join("/")}`;
};
KG.card = (c) => {
  const index = c.index, document_ = KG.data.documents[c.document], nodes = KG.data.nodes, on = KG.state.claim === index;
  const jump = (id, side) => KG.make("button", { type: "button", "data-key": `${side}${index}`, on: { click: () => KG.pickNode(id, true) } }, nodes[id].name);
  const places = c.places.map(([key, value]) => `${key.replace(/^\w+:/, "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()}: ${value}`).join("; ");
  const show = KG.make("button", { type: "button", class: "small", "data-key": `show${index}`, on: { click: () => KG.pickClaim(index) } }, "Show in the picture");
  return KG.make("article", { class: `card ${c.family}${on ? " on" : ""}`, "data-claim": index, "data-key": `claim${index}`, tabindex: 0, "aria-current": on ? "true" : undefined, on: {
      focus: () => KG.flash(index), mouseenter: () => KG.flash(index), keydown: (e) => { if (e.key === "Enter" && e.target === e.currentTarget) KG.pickClaim(index); } } },
    KG.make("p", { class: "say" }, KG.make("em", {}, c.lead), jump(c.from, "from"), ` ${c.negative ? "not: " : ""}${c.label} `, jump(c.to, "to"), places ? KG.make("em", {}, ` (${places})`) : null),
    KG.make("p", { class: "meta" }, KG.make("span", { class: "badge" }, KG.spoken(c.modality) + (c.negative ? ", held false" : "")), KG.make("span", {}, KG.when(c) || "no date")),
    KG.make("blockquote", {}, KG.marked(KG.data.quotes[c.quote])),
    c.reason ? KG.make("p", { class: "from" }, `Strength read from: ${c.reason}`) : null,
    KG.make("p", { class: "from" }, KG.make("span", { title: document_.source }, `${document_.title ? `${document_.title}${document_.date ? `, ${document_.date}` : ""}; ` : ""}${KG.shortPath(document_.source)}, characters ${c.at[0]}–${c.at[1]}; confidence ${c.confidence}. `), show));
};
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
KG.cardsHead = (chosen) => {
  const { node, line, path } = KG.state, nodes = KG.data.nodes, head = (title, text) => KG.make("div", { class: "head" }, KG.make("h3", {}, title), KG.make("p", {}, text));
  const count = (n) => `${n} ${n === 1 ? "claim" : "claims"}`;
  if (line !== null) { const e = KG.data.edges.find((x) => x.id === line); return head(`${nodes[e.from].name} – ${nodes[e.to].name}`, `${count(chosen.length)} on this line, of ${KG.visible.length} shown`); }
  if (node !== null) return KG.nodeHead(node);
  if (path) return head(`Path from ${nodes[path[0]].name} to ${nodes[path[1]].name}`, KG.route.length ? `${KG.route.length - 1} ${KG.route.length === 2 ? "step" : "steps"}, ${count(chosen.length)}; switch off strengths on the left to see whether it holds without them.` : "No connection among the claims shown.");
  return head("All claims shown", "Choose an entity or a line to see only its claims.");
};
KG.showCards = () => {
  const chosen = KG.chosen(), rest = chosen.length - KG.more, at = JSON.stringify([KG.state.node, KG.state.line, KG.state.path]), parts = [KG.cardsHead(chosen), ...chosen.slice(0, KG.more).map(KG.card)];
  if (!chosen.length) parts.push(KG.make("p", { class: "empty" }, "No claim fits. Loosen a filter, or press Escape to show everything."));
  if (rest > 0) parts.push(KG.make("button", { type: "button", "data-key": "more", on: { click: () => { KG.more += KG.page; KG.showCards(); } } }, `Show ${Math.min(KG.page, rest)} more of ${chosen.length}`));
  KG.refill(document.getElementById("cards"), parts, at !== KG.cardsAt);
  KG.cardsAt = at;
  if (KG.state.claim !== null) document.querySelector("#cards .card.on")?.scrollIntoView({ block: "nearest" });
};
KG.nodeHead = (id) => {
  const node = KG.data.nodes[id], { focus, hops, opened, pathFrom, pinned } = KG.state;
  const button = (text, run, pressed) => KG.make("button", { type: "button", "data-key": `do-${text}`, "aria-pressed": pressed === undefined ? undefined : String(pressed), on: { click: run } }, text);
  const steps = [1, 2, 3].map((n) => KG.make("button", { type: "button", "data-key": `hops${n}`, "aria-label": `Focus: ${n} ${n > 1 ? "steps" : "step"} around`, "aria-pressed": String(focus === id && hops === n), on: { click: () => KG.focus(id, n) } }, String(n)));
  return KG.make("div", { class: "head" }, KG.make("h3", {}, node.name),
    KG.make("p", {}, KG.words(node.kind) + (node.aliases.length ? `; also: ${node.aliases.join(", ")}` : "") + (node.named ? "" : "; described, not named")),
    KG.make("div", { class: "actions" }, KG.make("span", { class: "group" }, KG.make("span", {}, "Focus, steps"), ...steps),
      focus !== null ? button("Show all", () => KG.focus(null, 1)) : null,
      focus !== null && focus !== id ? button("Expand", () => KG.expand(id), opened.includes(id)) : null,
      button(pathFrom === id ? "Choose the other end…" : "Path to…", () => KG.change((s) => { s.pathFrom = s.pathFrom === id ? null : id; })),
      button("Hide", () => KG.toggle("gone", id)), button(pinned.includes(id) ? "Unpin" : "Pin", () => KG.toggle("pinned", id), pinned.includes(id))));
};
