"use strict";
// One state, in the address; everything shown follows from it.
KG.empty = () => ({ off: { kinds: [], modalities: [], predicates: [], sources: [] }, from: "", to: "", undated: true, search: "", node: null, line: null,
  claim: null, focus: null, hops: 1, opened: [], pathFrom: null, path: null, gone: [], pinned: [] });
KG.state = KG.empty();
KG.past = [];

KG.isDate = (text) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
// First and last day that a date can mean, as text that sorts: EDTF's X, ~, ? and open ends are read widely.
KG.days = (c) => {
  const bare = (d) => (d && d !== ".." ? d.replace(/[~?%]/g, "") : ""), first = bare(c.start) || bare(c.end), last = bare(c.end) || (c.end === ".." ? "9999" : first);
  if (!first) return null;
  return [(c.start === ".." ? "0000" : first).replace(/X/g, "0"), `${last.replace(/X/g, "9")}${"-99-99".slice(Math.max(0, last.length - 4))}`];
};
KG.prepare = () => {
  const { claims, nodes, quotes, edges } = KG.data;
  edges.forEach((e) => { e.claims.forEach((i) => { KG.lineOf[i] = e; }); });
  claims.forEach((c, i) => {
    const a = nodes[c.from], b = nodes[c.to];
    c.index = i; c.days = KG.days(c);
    c.text = [a.name, b.name, ...a.aliases, ...b.aliases, c.label, c.predicate, quotes[c.quote], ...c.who].join("\n").toLowerCase();
  });
  const order = claims.map((c) => c).sort((a, b) => a.document - b.document || a.at[0] - b.at[0] || a.index - b.index);
  order.forEach((c, rank) => { c.rank = rank; });
};
KG.passes = (c, except) => {
  const s = KG.state;
  if (s.gone.includes(c.from) || s.gone.includes(c.to)) return false;
  for (const facet of KG.facets) {
    if (facet.key !== except && s.off[facet.key].length && facet.of(c).some((v) => s.off[facet.key].includes(v))) return false;
  }
  if (except !== "dates" && !KG.inTime(c)) return false;
  const wanted = s.search.trim().toLowerCase();
  return !wanted || c.text.includes(wanted);
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
// A shortest path as nodes, breadth first; [] where there is none.
KG.findPath = (start, end, claims) => {
  const beside = new Map(), before = new Map([[start, null]]), queue = [start];
  const add = (a, b) => { if (!beside.has(a)) beside.set(a, []); beside.get(a).push(b); };
  claims.forEach((c) => { add(c.from, c.to); add(c.to, c.from); });
  for (let k = 0; k < queue.length && !before.has(end); k += 1) {
    (beside.get(queue[k]) || []).forEach((n) => { if (!before.has(n)) { before.set(n, queue[k]); queue.push(n); } });
  }
  if (!before.has(end)) return [];
  const nodes = [];
  for (let n = end; n !== null; n = before.get(n)) nodes.unshift(n);
  return nodes;
};
KG.onRoute = (c) => KG.route.some((n, k) => k && ((c.from === KG.route[k - 1] && c.to === n) || (c.to === KG.route[k - 1] && c.from === n)));
// The claims that the cards show, in the order of the sources.
KG.chosen = () => {
  const s = KG.state, ordered = [...KG.visible].sort((a, b) => a.rank - b.rank);
  if (s.line !== null) return ordered.filter((c) => KG.lineOf[c.index].id === s.line);
  if (s.node !== null) return ordered.filter((c) => c.from === s.node || c.to === s.node);
  return s.path ? ordered.filter(KG.onRoute) : ordered;
};

// What the state shows: claims, nodes, lines, and how each is drawn.
KG.derive = () => {
  const s = KG.state;
  let shown = KG.data.claims.filter((c) => KG.passes(c));
  if (s.focus !== null) {
    const near = KG.around(s.focus, s.hops, shown);
    s.opened.forEach((n) => KG.around(n, 1, shown).forEach((m) => near.add(m)));
    s.pinned.forEach((p) => near.add(p));
    shown = shown.filter((c) => near.has(c.from) && near.has(c.to));
  }
  KG.visible = shown;
  KG.live = new Set(s.pinned.filter((p) => !s.gone.includes(p)));
  if (s.focus !== null) KG.live.add(s.focus);
  const drawn = new Set();
  shown.forEach((c) => { KG.live.add(c.from); KG.live.add(c.to); drawn.add(KG.lineOf[c.index]); });
  KG.lines = KG.data.edges.filter((e) => drawn.has(e));
  KG.route = s.path ? KG.findPath(s.path[0], s.path[1], shown) : [];
  KG.deriveStates(shown, drawn);
};
KG.deriveStates = (shown, drawn) => {
  const s = KG.state, near = new Set(s.node === null ? [] : KG.around(s.node, 1, shown)), path = new Set(KG.route);
  const routeLines = new Set(s.path ? shown.filter(KG.onRoute).map((c) => KG.lineOf[c.index]) : []);
  const line = s.line === null ? null : KG.data.edges.find((e) => e.id === s.line);
  // To draw a thousand boxes anew takes too long for a click: there, only what is chosen stands out.
  const dim = KG.data.nodes.length > 500 ? "" : "dim";
  KG.nodeStates = new Map(KG.data.nodes.map((n) => [n.id, !KG.live.has(n.id) ? "gone"
    : n.id === s.node || path.has(n.id) || (s.path && s.path.includes(n.id)) || (line && (line.from === n.id || line.to === n.id)) ? "picked"
      : (s.node !== null && !near.has(n.id)) || s.path || line ? dim : ""]));
  KG.lineStates = new Map(KG.data.edges.map((e) => [e.id, !drawn.has(e) ? "gone" : e === line || routeLines.has(e) ? "picked"
    : s.path || line ? dim : s.node === null ? "" : e.from === s.node || e.to === s.node ? "picked" : dim]));
};

KG.change = (how, quiet) => {
  const before = JSON.stringify(KG.state);
  how(KG.state);
  if (JSON.stringify(KG.state) === before) return;
  KG.more = KG.page;
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
KG.remember = () => {
  const start = KG.empty(), kept = {};
  Object.keys(start).forEach((k) => { if (JSON.stringify(start[k]) !== JSON.stringify(KG.state[k])) kept[k] = KG.state[k]; });
  const hash = Object.keys(kept).length ? `#${encodeURIComponent(JSON.stringify(kept))}` : "#";
  try { history.replaceState(null, "", hash); } catch { /* a sandboxed frame has no address of its own */ }
};
// An address comes from anywhere: only what has the right form is taken over.
KG.recall = () => {
  const start = KG.empty(), { nodes, claims, edges } = KG.data;
  const node = (v) => Number.isInteger(v) && v >= 0 && v < nodes.length, list = (test) => (v) => Array.isArray(v) && v.every(test), text = (v) => typeof v === "string";
  const fits = { from: text, to: text, search: text, undated: (v) => typeof v === "boolean", node, focus: node, pathFrom: node, hops: (v) => [1, 2, 3].includes(v),
    gone: list(node), pinned: list(node), opened: list(node), path: (v) => list(node)(v) && v.length === 2,
    line: (v) => edges.some((e) => e.id === v), claim: (v) => Number.isInteger(v) && v >= 0 && v < claims.length };
  try {
    const kept = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}");
    Object.keys(fits).forEach((k) => { if (Object.hasOwn(kept, k) && fits[k](kept[k])) start[k] = kept[k]; });
    Object.keys(start.off).forEach((k) => { if (kept.off && list(text)(kept.off[k])) start.off[k] = kept.off[k]; });
  } catch { /* not ours: show everything */ }
  KG.state = start;
};
