"use strict";
// Filters: what a click gives is what the number beside it says, also inside a focus or a search.
KG.facets = [
  { key: "modalities", title: "How strongly", of: (c) => [c.modality], words: KG.plain },
  { key: "kinds", title: "Kind of thing", of: (c) => [KG.data.nodes[c.from].kind, KG.data.nodes[c.to].kind], words: KG.words },
  { key: "predicates", title: "Relation", of: (c) => [c.label], words: (v) => v },
  { key: "sources", title: "Source", of: (c) => [KG.data.documents[c.document].id], words: (v) => KG.data.documents.find((d) => d.id === v).name },
  { key: "verdicts", title: "Checked", of: (c) => [c.verdict ? c.verdict.verdict : "not checked"], words: (v) => v },
];
KG.unfolded = new Set();
KG.few = 8;
KG.countFacet = (facet, claims) => {
  const counts = new Map();
  claims.forEach((c) => new Set(facet.of(c)).forEach((v) => counts.set(v, (counts.get(v) || 0) + 1)));
  return counts;
};
KG.filtersOn = () => {
  const s = KG.state;
  return Object.values(s.off).filter((off) => off.length).length + (s.from || s.to ? 1 : 0) + (s.undated ? 0 : 1) + (s.gone.length ? 1 : 0);
};
KG.showFilters = () => {
  const on = KG.filtersOn();
  KG.byId("filter-count").textContent = on ? ` · ${on}` : "";
  if (!KG.byId("filter").open) return;
  const facets = KG.facets.filter((f) => f.key !== "verdicts" || KG.data.claims.some((c) => c.verdict));
  KG.refill(KG.byId("filters"), [...facets.map(KG.facetPart), KG.datePart(), KG.hiddenPart()], false);
};
KG.facetPart = (facet) => {
  const { key, title, of, words } = facet, off = KG.state.off[key], all = KG.countFacet(facet, KG.data.claims);
  const base = KG.data.claims.filter((c) => KG.passes(c, key)), now = KG.countFacet(facet, base), open = KG.unfolded.has(key);
  const values = [...all.keys()].sort((a, b) => all.get(b) - all.get(a) || (a < b ? -1 : 1)), some = values.length > KG.few + 1;
  const gives = (value) => (off.includes(value) ? base.filter((c) => of(c).includes(value) && !of(c).some((v) => v !== value && off.includes(v))).length : now.get(value) || 0);
  const all_ = (text, next) => KG.button(text, () => KG.change((s) => { s.off[key] = next; }), { class: "small", "data-key": `${key}-${text}`, "aria-label": `${title}: ${text}` });
  const row = (value) => {
    const flip = () => KG.change((s) => { s.off[key] = off.includes(value) ? off.filter((v) => v !== value) : [...off, value].sort(); }), n = gives(value);
    const input = KG.make("input", { type: "checkbox", "data-key": `${key}=${value}`, checked: !off.includes(value), on: { change: flip } });
    return KG.make("label", { class: n ? "choice" : "choice none" }, input, key === "kinds" ? KG.swatch(value) : null, KG.make("span", {}, words(value)), KG.make("b", {}, String(n)));
  };
  return KG.make("fieldset", {}, KG.make("legend", {}, title), values.length > 1 ? KG.make("span", { class: "switch" }, all_("all", []), all_("none", [...values].sort())) : null,
    (open || !some ? values : values.slice(0, KG.few)).map(row),
    some ? KG.button(open ? "fewer" : `${values.length - KG.few} more`, () => { if (open) KG.unfolded.delete(key); else KG.unfolded.add(key); KG.showFilters(); }, { class: "small", "data-key": `${key}-more`, "aria-expanded": String(open) }) : null);
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
  const undated = KG.data.claims.filter((c) => !c.days && KG.passes(c, "dates")).length, wrong = ["from", "to"].some((key) => state[key] && !KG.isDate(state[key]));
  const check = KG.make("input", { type: "checkbox", "data-key": "undated", checked: state.undated, on: { change: () => KG.change((s) => { s.undated = !s.undated; }) } });
  return KG.make("fieldset", {}, KG.make("legend", {}, "When it happened"), KG.make("div", { class: "dates" }, field("from", years[0]), field("to", years.at(-1))),
    wrong ? KG.make("p", { class: "wrong", role: "alert" }, "A date is 2013, 2013-08 or 2013-08-31.") : null,
    KG.make("label", { class: undated ? "choice" : "choice none" }, check, KG.make("span", {}, "claims without a date"), KG.make("b", {}, String(undated))));
};
KG.hiddenPart = () => (!KG.state.gone.length ? null : KG.make("fieldset", {}, KG.make("legend", {}, "Hidden"), KG.state.gone.map((id) => KG.button(`Show ${KG.data.nodes[id].name} again`, () => KG.toggle("gone", id), { class: "small", "data-key": `gone${id}` }))));
