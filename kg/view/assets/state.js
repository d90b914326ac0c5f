"use strict";
// One state, in the address as IRIs; everything shown follows from it.
KG.empty = () => ({
  off: { kinds: [], modalities: [], predicates: [], sources: [], verdicts: [] }, from: "", to: "", undated: true, search: "", tab: "actors", listed: false,
  doc: null, node: null, line: null, claim: null, passage: null, story: null, row: null,
  focus: null, hops: 1, opened: [], pathFrom: null, path: null, gone: [], pinned: [], left: null, right: null, notes: {}, steps: [],
});
KG.state = KG.empty();
KG.past = [];
KG.lost = 0;
KG.tabs = ["actors", "matrix", "timeline", "sources"];

KG.isDate = (text) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
KG.passes = (c, except) => {
  const s = KG.state;
  if (s.gone.includes(c.from) || s.gone.includes(c.to)) return false;
  for (const facet of KG.facets) {
    if (facet.key !== except && s.off[facet.key].length && facet.of(c).some((v) => s.off[facet.key].includes(v))) return false;
  }
  if (except !== "dates" && !KG.inTime(c)) return false;
  if (KG.near && !(KG.near.has(c.from) && KG.near.has(c.to))) return false;
  const wanted = s.search.trim().toLowerCase();
  return !wanted || KG.haystack(c).includes(wanted);
};
KG.inTime = (c) => {
  const s = KG.state;
  if (!c.days) return s.undated;
  if (KG.isDate(s.from) && c.days[1] < s.from) return false;
  return !(KG.isDate(s.to) && c.days[0].slice(0, s.to.length) > s.to);
};
KG.around = (start, hops, claims) => {
  let near = new Set([start]);
  for (let k = 0; k < hops; k += 1) {
    const next = new Set(near);
    claims.forEach((c) => { if (near.has(c.from)) next.add(c.to); if (near.has(c.to)) next.add(c.from); });
    near = next;
  }
  return near;
};
// Through what a path may run: not through places, values, documents, or what is only described.
KG.bridges = (n) => KG.data.nodes[n].named && !["Place", "Date", "Quantity", "Money", "Value", "Document"].includes(KG.data.nodes[n].kind);
// A shortest path as nodes, breadth first; [] where there is none.
KG.findPath = (start, end, claims) => {
  const beside = new Map(), before = new Map([[start, null]]), queue = [start];
  const add = (a, b) => { if (!beside.has(a)) beside.set(a, []); beside.get(a).push(b); };
  claims.forEach((c) => { add(c.from, c.to); add(c.to, c.from); });
  for (let k = 0; k < queue.length && !before.has(end); k += 1) {
    if (queue[k] !== start && !KG.bridges(queue[k])) continue;
    (beside.get(queue[k]) || []).forEach((n) => { if (!before.has(n)) { before.set(n, queue[k]); queue.push(n); } });
  }
  if (!before.has(end)) return [];
  const nodes = [];
  for (let n = end; n !== null; n = before.get(n)) nodes.unshift(n);
  return nodes;
};
KG.onHop = (c, k) => (c.from === KG.route[k - 1] && c.to === KG.route[k]) || (c.to === KG.route[k - 1] && c.from === KG.route[k]);
KG.onRoute = (c) => KG.route.some((_, k) => k && KG.onHop(c, k));

KG.change = (how, quiet) => {
  const before = JSON.stringify(KG.state);
  how(KG.state);
  if (JSON.stringify(KG.state) === before) return;
  KG.more = KG.page;
  KG.lost = 0;
  if (!quiet) KG.past.push(before);
  KG.apply();
  KG.remember();
};
KG.undo = () => {
  const before = KG.past.pop();
  if (!before) return;
  KG.state = JSON.parse(before);
  KG.apply();
  KG.remember();
};

// Numbers in the state, IRIs in the address: a link still means the same after documents were added.
KG.nodeFields = ["node", "focus", "pathFrom"];
KG.listFields = ["gone", "pinned", "opened", "path", "line"];
KG.outward = (s) => {
  const { nodes, claims, documents } = KG.data, name = (n) => nodes[n].id, out = { ...s };
  KG.nodeFields.forEach((k) => { if (s[k] !== null) out[k] = name(s[k]); });
  KG.listFields.forEach((k) => { if (s[k] !== null) out[k] = s[k].map(name); });
  if (s.claim !== null) out.claim = claims[s.claim].id;
  ["doc", "left", "right"].forEach((k) => { if (s[k] !== null) out[k] = documents[s[k]].id; });
  if (s.passage !== null) out.passage = s.passage.map((c) => claims[c].id);
  return out;
};
// What differs from the page as it opens.
KG.changed = (s) => {
  const start = KG.outward(KG.empty()), now = KG.outward(s), kept = {};
  Object.keys(start).forEach((k) => { if (JSON.stringify(start[k]) !== JSON.stringify(now[k])) kept[k] = now[k]; });
  return kept;
};
KG.lookOf = (s) => KG.changed({ ...s, notes: {}, steps: [] });
KG.remember = () => {
  const kept = KG.changed(KG.state);
  KG.keepWritten();
  const hash = Object.keys(kept).length ? `#${encodeURIComponent(JSON.stringify(kept))}` : "#";
  try { history.replaceState(null, "", hash); } catch { /* a sandboxed frame has no address of its own */ }
};
KG.finder = (rows) => {
  const numbers = new Map(rows.map((row, k) => [row.id, k]));
  return (id) => (typeof id === "string" && numbers.has(id) ? numbers.get(id) : null);
};
// An address comes from anywhere: only what has the right form is taken over, and what is not in this page is said.
KG.inward = (kept) => {
  const start = KG.empty(), { nodes, claims, documents, stories } = KG.data;
  const node = KG.finder(nodes), claim = KG.finder(claims), doc = KG.finder(documents);
  const one = (find, value) => {
    const found = find(value);
    if (found === null && value !== null) KG.lost += 1;
    return found;
  };
  const many = (find, value) => (Array.isArray(value) ? value.map((v) => one(find, v)).filter((v) => v !== null) : null);
  const has = (k) => Object.hasOwn(kept, k);
  KG.nodeFields.filter(has).forEach((k) => { start[k] = one(node, kept[k]); });
  KG.listFields.filter(has).forEach((k) => {
    const found = many(node, kept[k]), pair = k === "path" || k === "line";
    start[k] = found === null || (pair && found.length !== 2) ? start[k] : found;
  });
  ["doc", "left", "right"].filter(has).forEach((k) => { start[k] = one(doc, kept[k]); });
  if (has("claim")) start.claim = one(claim, kept.claim);
  if (has("passage")) start.passage = many(claim, kept.passage);
  const fits = { from: "string", to: "string", search: "string", undated: "boolean", listed: "boolean" };
  Object.keys(fits).filter(has).forEach((k) => { if (typeof kept[k] === fits[k]) start[k] = kept[k]; });
  if (KG.tabs.includes(kept.tab)) start.tab = kept.tab;
  if ([1, 2, 3].includes(kept.hops)) start.hops = kept.hops;
  const story = stories.find((s) => s.question === kept.story);
  if (story) start.story = story.question;
  if (story && Number.isInteger(kept.row) && story.rows[kept.row]) start.row = kept.row;
  Object.keys(start.off).forEach((k) => {
    const value = kept.off && Object.hasOwn(kept.off, k) ? kept.off[k] : null;
    if (Array.isArray(value)) start.off[k] = value.filter((v) => typeof v === "string");
  });
  return start;
};
KG.recall = () => {
  KG.lost = 0;
  let kept = {};
  try { kept = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}"); } catch { /* not ours: show everything */ }
  kept = kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  KG.state = { ...KG.inward(kept), ...KG.readWritten(kept) };
};
