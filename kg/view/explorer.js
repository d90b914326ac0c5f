"use strict";
// The explorer: one state, in the address; everything shown follows from it.
KG.empty = () => ({ off: { kinds: [], modalities: [], predicates: [], sources: [] }, from: "", to: "", undated: true, search: "", node: null, line: null,
  claim: null, focus: null, hops: 1, pathFrom: null, path: null, gone: [], pinned: [], more: 100 });
KG.state = KG.empty();
KG.past = [];

KG.passes = (c, except) => {
  const s = KG.state;
  for (const facet of KG.facets) {
    if (facet.key !== except && facet.of(c).some((v) => s.off[facet.key].includes(v))) return false;
  }
  if (s.gone.includes(c.from) || s.gone.includes(c.to)) return false;
  const first = c.start || c.end, last = c.end && c.end !== ".." ? c.end : first;
  if (!first) { if (!s.undated) return false; }
  else if ((s.from && last.replace(/X/g, "9") < s.from) || (s.to && first.replace(/X/g, "0").slice(0, s.to.length) > s.to)) return false;
  return KG.found(c);
};
KG.found = (c) => {
  const wanted = KG.state.search.trim().toLowerCase();
  if (!wanted) return true;
  const a = KG.data.nodes[c.from], b = KG.data.nodes[c.to];
  return [a.name, b.name, ...a.aliases, ...b.aliases, c.label, KG.data.quotes[c.quote], ...c.who].some((t) => t.toLowerCase().includes(wanted));
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
KG.findPath = (start, end, claims) => {
  const before = new Map([[start, null]]);
  let edge = [start];
  while (edge.length && !before.has(end)) {
    const next = [];
    edge.forEach((n) => claims.forEach((c) => {
      const other = c.from === n ? c.to : c.to === n ? c.from : null;
      if (other !== null && !before.has(other)) { before.set(other, n); next.push(other); }
    }));
    edge = next;
  }
  if (!before.has(end)) return [];
  const nodes = [];
  for (let n = end; n !== null; n = before.get(n)) nodes.unshift(n);
  return nodes;
};
KG.chosen = () => {
  const s = KG.state, order = (i) => KG.data.claims[i].document * 1e8 + KG.data.claims[i].at[0];
  const all = KG.visible.map((c) => KG.data.claims.indexOf(c)).sort((a, b) => order(a) - order(b) || a - b);
  if (s.line !== null) { const line = KG.data.edges.find((e) => e.id === s.line); return all.filter((i) => line && line.claims.includes(i)); }
  if (s.node !== null) return all.filter((i) => KG.data.claims[i].from === s.node || KG.data.claims[i].to === s.node);
  if (s.path) return all.filter((i) => KG.onPath(KG.data.claims[i]));
  return all;
};
KG.onPath = (c) => {
  const p = KG.state.path;
  return p.some((n, k) => k && ((c.from === p[k - 1] && c.to === n) || (c.to === p[k - 1] && c.from === n)));
};

KG.apply = () => {
  const s = KG.state;
  let shown = KG.data.claims.filter((c) => KG.passes(c));
  if (s.focus !== null) { const near = KG.around(s.focus, s.hops, shown); s.pinned.forEach((p) => near.add(p)); shown = shown.filter((c) => near.has(c.from) && near.has(c.to)); }
  KG.visible = shown;
  const live = new Set(shown.flatMap((c) => [c.from, c.to]).concat(s.pinned.filter((p) => !s.gone.includes(p))));
  const index = new Set(shown.map((c) => KG.data.claims.indexOf(c)));
  const lines = KG.data.edges.filter((e) => e.claims.some((i) => index.has(i))), drawn = new Set(lines.map((e) => e.id));
  const near = s.node === null ? null : new Set(lines.filter((e) => e.from === s.node || e.to === s.node).flatMap((e) => [e.from, e.to]).concat([s.node]));
  const labels = lines.length <= 36;
  const nodeState = (n) => !live.has(n.id) ? "gone" : n.id === s.node || (s.path && s.path.includes(n.id)) ? "picked" : (near && !near.has(n.id)) || (s.path && !s.path.includes(n.id)) ? "dim" : "";
  const lineState = (e) => {
    if (!drawn.has(e.id)) return "gone";
    if (e.id === s.line || (s.claim !== null && e.claims.includes(s.claim))) return "picked";
    if (s.path) return e.claims.some((i) => KG.onPath(KG.data.claims[i])) ? "picked" : "dim";
    return s.node !== null && e.from !== s.node && e.to !== s.node ? "dim" : s.node !== null && !labels ? "picked" : "";
  };
  KG.nodes.update(KG.data.nodes.map((n) => KG.nodeStyle(n, nodeState(n))));
  KG.edges.update(KG.data.edges.map((e) => KG.lineStyle(e, lineState(e), labels)));
  KG.network.setSelection({ nodes: s.node !== null && live.has(s.node) ? [s.node] : [], edges: s.line !== null && drawn.has(s.line) ? [s.line] : [] }, { highlightEdges: false });
  document.getElementById("counts").textContent = `${shown.length} of ${KG.data.claims.length} claims, ${live.size} entities`;
  document.getElementById("undo").disabled = !KG.past.length;
  const note = document.getElementById("note"), out = KG.data.left_out;
  note.textContent = s.pathFrom !== null ? `Choose the other end of the path from ${KG.data.nodes[s.pathFrom].name}.` : out ? `The ${KG.data.nodes.length} most connected entities; ${out} are left out.` : "";
  KG.showFilters();
  KG.showCards();
  KG.legend([...new Set(KG.data.nodes.filter((n) => live.has(n.id)).map((n) => n.kind))].sort());
  const search = document.getElementById("search");
  if (search.value !== s.search) search.value = s.search;
};
KG.change = (how, quiet) => {
  const before = JSON.stringify(KG.state);
  how(KG.state);
  KG.state.more = 100;
  if (JSON.stringify(KG.state) === before) return;
  if (!quiet) KG.past.push(before);
  KG.apply();
  KG.remember();
};
KG.remember = () => {
  const start = KG.empty(), kept = {};
  Object.keys(start).forEach((k) => { if (k !== "more" && JSON.stringify(start[k]) !== JSON.stringify(KG.state[k])) kept[k] = KG.state[k]; });
  const hash = Object.keys(kept).length ? `#${encodeURIComponent(JSON.stringify(kept))}` : "#";
  try { history.replaceState(null, "", hash); } catch { /* a sandboxed frame has no address of its own */ }
};
KG.recall = () => {
  try {
    const kept = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}"), start = KG.empty();
    Object.keys(start).forEach((k) => { if (k in kept && (start[k] === null || typeof kept[k] === typeof start[k])) start[k] = kept[k]; });
    if (KG.facets.every((f) => Array.isArray(start.off[f.key])) && [start.node, start.focus, start.pathFrom].every((n) => n === null || n in KG.data.nodes)) KG.state = start;
  } catch { KG.state = KG.empty(); }
};
KG.pickNode = (id, move) => {
  const from = KG.state.pathFrom;
  KG.change((s) => {
    if (from !== null && from !== id) Object.assign(s, { path: KG.findPath(from, id, KG.visible), pathFrom: null, node: null, line: null, claim: null });
    else Object.assign(s, { node: id, line: null, claim: null, path: null });
  });
  if (move && !KG.state.path) KG.network.focus(id, { scale: Math.max(0.8, KG.network.getScale()), animation: false });
  KG.openPanel("cards");
};
KG.pickClaim = (index) => {
  const line = KG.data.edges.find((e) => e.claims.includes(index));
  KG.change((s) => Object.assign(s, { claim: index, line: line.id, node: null, path: null }));
  const [a, b] = [KG.network.getPosition(line.from), KG.network.getPosition(line.to)];
  KG.network.moveTo({ position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, animation: false });
};
KG.flash = (index) => {
  const line = KG.data.edges.find((e) => e.claims.includes(index));
  if (line && !KG.edges.get(line.id).hidden) KG.network.setSelection({ nodes: [], edges: [line.id] }, { highlightEdges: false });
};
KG.undo = () => { const before = KG.past.pop(); if (before) { KG.state = JSON.parse(before); KG.apply(); KG.remember(); } };
KG.reset = () => { KG.change((s) => Object.assign(s, KG.empty())); KG.fit(false); KG.closePanels(); };
KG.openPanel = (id) => {
  if (innerWidth > 1100) return;
  document.getElementById(id).classList.add("shown");
  document.getElementById(`open-${id}`).setAttribute("aria-expanded", "true");
};
KG.closePanels = () => ["filters", "cards"].forEach((id) => {
  document.getElementById(id).classList.remove("shown");
  document.getElementById(`open-${id}`).setAttribute("aria-expanded", "false");
});

KG.save = (how) => {
  const stamp = { png: "graph.png", svg: "graph.svg", json: "claims.json", csv: "claims.csv" }[how];
  const give = (blob) => { const a = KG.make("a", { download: stamp, href: URL.createObjectURL(blob) }); a.click(); setTimeout(() => URL.revokeObjectURL(a.href), 5000); };
  if (how === "png") document.querySelector("#net canvas").toBlob(give);
  else if (how === "svg") give(new Blob([KG.svgPicture()], { type: "image/svg+xml" }));
  else if (how === "json") give(new Blob([JSON.stringify(KG.records(), null, 1)], { type: "application/json" }));
  else give(new Blob([KG.csv()], { type: "text/csv" }));
};
KG.records = () => KG.visible.map((c) => ({ id: c.id, subject: KG.data.nodes[c.from].name, predicate: c.predicate, label: c.label, object: KG.data.nodes[c.to].name,
  modality: c.modality, polarity: c.negative ? "negative" : "positive", attribution: c.who, start: c.start, end: c.end, quote: KG.data.quotes[c.quote],
  source: KG.data.documents[c.document].source, at: c.at, confidence: c.confidence }));
KG.csv = () => {
  const cell = (v) => { const t = Array.isArray(v) ? v.join(" > ") : String(v ?? ""); return `"${(/^[=+\-@\t\r]/.test(t) ? `'${t}` : t).replaceAll('"', '""')}"`; };
  const rows = KG.records();
  return rows.length ? [Object.keys(rows[0]).join(","), ...rows.map((r) => Object.values(r).map(cell).join(","))].join("\n") + "\n" : "";
};
KG.places = (write) => {
  const key = `kg-positions-${document.querySelector("script[nonce]").nonce}`;
  try {
    if (write) localStorage.setItem(key, JSON.stringify(KG.network.getPositions()));
    else Object.entries(JSON.parse(localStorage.getItem(key) || "{}")).forEach(([id, p]) => KG.nodes.update({ id: Number(id), x: p.x, y: p.y }));
  } catch { /* a sandboxed frame keeps nothing */ }
};

KG.listen = () => {
  const on = (id, run) => document.getElementById(id).addEventListener("click", run);
  on("undo", KG.undo); on("reset", KG.reset); on("fit", () => KG.fit(false)); on("keep", () => KG.places(true));
  on("theme", () => { document.documentElement.dataset.theme = KG.dark() ? "light" : "dark"; KG.apply(); });
  ["filters", "cards"].forEach((id) => on(`open-${id}`, () => {
    const shown = document.getElementById(id).classList.contains("shown");
    KG.closePanels();
    if (!shown) KG.openPanel(id);
  }));
  document.querySelectorAll("[data-save]").forEach((b) => b.addEventListener("click", () => KG.save(b.dataset.save)));
  const search = document.getElementById("search");
  search.addEventListener("input", () => KG.change((s) => { s.search = search.value; s.node = s.line = s.claim = null; }, true));
  KG.network.on("click", (event) => {
    if (event.nodes.length) KG.pickNode(event.nodes[0], false);
    else if (event.edges.length) { KG.change((s) => Object.assign(s, { line: event.edges[0], node: null, claim: null, path: null })); KG.openPanel("cards"); }
    else KG.change((s) => Object.assign(s, { node: null, line: null, claim: null, path: null, pathFrom: null }));
  });
  addEventListener("keydown", (event) => {
    const typing = event.target === search;
    if (event.key === "/" && !typing && event.target.tagName !== "INPUT") { event.preventDefault(); search.focus(); }
    else if (event.key === "Escape") { KG.reset(); search.blur(); }
    else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) { event.preventDefault(); KG.undo(); }
  });
  addEventListener("hashchange", () => { KG.recall(); KG.apply(); });
};

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
document.getElementById("title").textContent = KG.data.title;
KG.startDrawing();
KG.places(false);
KG.recall();
KG.apply();
KG.fit(false);
KG.listen();
document.body.dataset.ready = "yes";
