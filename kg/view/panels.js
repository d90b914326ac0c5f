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

KG.showFilters = () => {
  const box = document.getElementById("filters"), state = KG.state, kept = box.scrollTop, parts = [];
  KG.facets.forEach((facet) => {
    const all = KG.countFacet(facet, KG.data.claims);
    const now = KG.countFacet(facet, KG.data.claims.filter((c) => KG.passes(c, facet.key)));
    const values = [...all.keys()].sort((a, b) => all.get(b) - all.get(a) || (a < b ? -1 : 1));
    const set = KG.make("fieldset", {}, KG.make("legend", { class: "hidden" }, facet.title));
    values.forEach((value) => {
      const input = KG.make("input", { type: "checkbox", checked: !state.off[facet.key].includes(value), on: { change: () => KG.change((s) => {
        const off = new Set(s.off[facet.key]);
        if (off.has(value)) off.delete(value); else off.add(value);
        s.off[facet.key] = [...off].sort();
      }) } });
      set.append(KG.make("label", { class: now.get(value) ? "choice" : "choice none" }, input, KG.make("span", {}, facet.words(value)), KG.make("b", {}, String(now.get(value) || 0))));
    });
    parts.push(KG.make("h2", {}, facet.title), set);
  });
  const field = (key, label) => KG.make("input", { type: "text", value: state[key], placeholder: label, "aria-label": `${label} (year, month or day)`, inputmode: "numeric",
    on: { change: (event) => KG.change((s) => { s[key] = event.target.value.trim(); }) } });
  const undated = KG.data.claims.filter((c) => !c.start && !c.end).length;
  const check = KG.make("input", { type: "checkbox", checked: state.undated, on: { change: () => KG.change((s) => { s.undated = !s.undated; }) } });
  parts.push(KG.make("h2", {}, "When it happened"), KG.make("div", { class: "dates" }, field("from", "from 2013"), field("to", "to 2024-05")),
    KG.make("label", { class: "choice" }, check, KG.make("span", {}, "claims without a date"), KG.make("b", {}, String(undated))));
  parts.push(KG.make("h2", {}, "Entities"), ...KG.entityList());
  box.replaceChildren(...parts);
  box.scrollTop = kept;
};
KG.entityList = () => {
  const degree = new Map();
  KG.visible.forEach((c) => [c.from, c.to].forEach((n) => degree.set(n, (degree.get(n) || 0) + 1)));
  const ids = [...degree.keys()].sort((a, b) => degree.get(b) - degree.get(a) || a - b);
  return ids.slice(0, 300).map((id) => {
    const node = KG.data.nodes[id], dot = KG.make("i");
    dot.style.background = KG.fill(node.kind, KG.dark());
    return KG.make("button", { type: "button", class: "entity", "data-node": id, on: { click: () => KG.pickNode(id, true) } }, dot, KG.make("span", {}, node.name), KG.make("b", {}, String(degree.get(id))));
  });
};

KG.when = (c) => {
  const range = [c.start, c.end].filter(Boolean).join(" to ");
  return range || c.when || "";
};
KG.card = (index) => {
  const c = KG.data.claims[index], document_ = KG.data.documents[c.document], from = KG.data.nodes[c.from].name, to = KG.data.nodes[c.to].name, state = KG.state;
  const jump = (id, name) => KG.make("button", { type: "button", on: { click: () => KG.pickNode(id, true) } }, name);
  const places = c.places.map(([key, value]) => `${key.replace(/^\w+:/, "")}: ${value}`).join("; ");
  const show = KG.make("button", { type: "button", on: { click: () => KG.pickClaim(index) } }, "Show in the picture");
  const when = KG.when(c);
  return KG.make("article", { class: `card ${c.family}${state.claim === index ? " on" : ""}`, "data-claim": index, tabindex: 0, on: {
      focus: () => KG.flash(index), keydown: (e) => { if (e.key === "Enter" && e.target === e.currentTarget) KG.pickClaim(index); } } },
    KG.make("p", { class: "say" }, KG.make("em", {}, c.lead), jump(c.from, from), ` ${c.negative ? "not: " : ""}${c.label} `, jump(c.to, to), places ? KG.make("em", {}, ` (${places})`) : null),
    KG.make("p", { class: "meta" }, KG.make("span", { class: "badge" }, KG.spoken(c.modality) + (c.negative ? ", held false" : "")), when ? KG.make("span", {}, when) : KG.make("span", {}, "no date"), KG.make("span", {}, `confidence ${c.confidence}`)),
    KG.make("blockquote", {}, KG.marked(KG.data.quotes[c.quote])),
    KG.make("p", { class: "from" }, `${document_.title || document_.source}${document_.date ? `, ${document_.date}` : ""}; characters ${c.at[0]}–${c.at[1]} of ${document_.source} `),
    KG.make("p", { class: "actions" }, show));
};
KG.marked = (text) => {
  const wanted = KG.state.search.trim().toLowerCase(), whole = document.createDocumentFragment();
  const at = wanted ? text.toLowerCase().indexOf(wanted) : -1;
  if (at < 0) { whole.append(text); return whole; }
  whole.append(text.slice(0, at), KG.make("mark", {}, text.slice(at, at + wanted.length)), text.slice(at + wanted.length));
  return whole;
};
KG.showCards = () => {
  const box = document.getElementById("cards"), state = KG.state, parts = [];
  const chosen = KG.chosen();
  if (state.node !== null) parts.push(KG.nodeHead(state.node));
  else if (state.line !== null) parts.push(KG.make("div", { class: "head" }, KG.make("h3", {}, "Claims on this line"), KG.make("p", {}, `${chosen.length} of ${KG.visible.length} shown`)));
  else if (state.path) parts.push(KG.make("div", { class: "head" }, KG.make("h3", {}, "Path"), KG.make("p", {}, state.path.length ? `${chosen.length} claims connect them` : "no connection among the claims shown")));
  else parts.push(KG.make("div", { class: "head" }, KG.make("h3", {}, "All claims shown"), KG.make("p", {}, "Choose an entity or a line to see only its claims.")));
  const limit = state.more;
  parts.push(...chosen.slice(0, limit).map(KG.card));
  if (!chosen.length) parts.push(KG.make("p", { class: "empty" }, "No claim fits. Loosen a filter, or press Escape to show everything."));
  if (chosen.length > limit) parts.push(KG.make("button", { type: "button", on: { click: () => { state.more += 100; KG.showCards(); } } }, `Show ${Math.min(100, chosen.length - limit)} more of ${chosen.length}`));
  box.replaceChildren(...parts);
  box.scrollTop = 0;
};
KG.nodeHead = (id) => {
  const node = KG.data.nodes[id], state = KG.state, button = (text, run) => KG.make("button", { type: "button", on: { click: run } }, text);
  const focus = state.focus === id;
  return KG.make("div", { class: "head" }, KG.make("h3", {}, node.name),
    KG.make("p", {}, KG.words(node.kind) + (node.aliases.length ? `; also: ${node.aliases.join(", ")}` : "") + (node.named ? "" : "; described, not named")),
    KG.make("div", { class: "actions" },
      button(focus ? "Show all" : "Focus", () => KG.change((s) => { s.focus = focus ? null : id; s.hops = 1; })),
      focus ? button("Expand", () => KG.change((s) => { s.hops = Math.min(3, s.hops + 1); })) : null,
      button(state.pathFrom === id ? "Choose the other end…" : "Path to…", () => KG.change((s) => { s.pathFrom = s.pathFrom === id ? null : id; })),
      button("Hide", () => KG.change((s) => { s.gone = [...s.gone, id].sort((a, b) => a - b); s.node = null; })),
      button(state.pinned.includes(id) ? "Unpin" : "Pin", () => KG.change((s) => { s.pinned = s.pinned.includes(id) ? s.pinned.filter((p) => p !== id) : [...s.pinned, id]; }))));
};
