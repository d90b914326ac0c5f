"use strict";
// What the reader does, and what follows.
KG.page = 60;
KG.more = KG.page;
KG.listed = 120;
KG.drawnAs = new Map();

// Only what changed is drawn anew: thousands of updates would take a second.
// In large pictures what is chosen is vis-network's own selection: to update one box there costs as much as a frame.
KG.large = () => KG.data.nodes.length > 500;
KG.styled = (state) => (KG.large() && state === "picked" ? "" : state);
KG.changed = (prefix, items, states) => items.filter((x) => {
  const now = `${KG.styled(states.get(x.id))}|${KG.dark()}|${prefix === "n" && KG.state.pinned.includes(x.id)}`, key = prefix + x.id, same = KG.drawnAs.get(key) === now;
  KG.drawnAs.set(key, now);
  return !same;
});
KG.apply = () => {
  const s = KG.state;
  KG.derive();
  const nodes = KG.changed("n", KG.data.nodes, KG.nodeStates).map((n) => KG.nodeStyle(n, KG.styled(KG.nodeStates.get(n.id))));
  const lines = KG.changed("e", KG.data.edges, KG.lineStates).map((e) => KG.lineStyle(e, KG.styled(KG.lineStates.get(e.id))));
  if (nodes.length) KG.nodes.update(nodes);
  if (lines.length) KG.edges.update(lines);
  const picked = (states) => [...states].filter(([, state]) => state === "picked").map(([id]) => id);
  const chosen = KG.large() ? { nodes: picked(KG.nodeStates), edges: picked(KG.lineStates) } : { nodes: s.node !== null && KG.live.has(s.node) ? [s.node] : [], edges: [] };
  KG.network.setSelection(chosen, { highlightEdges: false });
  document.getElementById("counts").textContent = `${KG.visible.length} of ${KG.data.claims.length} claims, ${KG.live.size} entities`;
  document.getElementById("undo").disabled = !KG.past.length;
  document.getElementById("note").textContent = KG.notes().join(" ");
  KG.showFilters();
  KG.showCards();
  const search = document.getElementById("search");
  if (search.value !== s.search) search.value = s.search;
};
KG.notes = () => {
  const s = KG.state, { left_out: out, claims_left_out: claims, nodes } = KG.data, name = (n) => nodes[n].name, notes = [];
  if (s.pathFrom !== null) notes.push(`Choose the other end of the path from ${name(s.pathFrom)}.`);
  if (s.focus !== null) notes.push(`Around ${name(s.focus)}, ${s.hops} ${s.hops > 1 ? "steps" : "step"}${s.opened.length ? `, and around ${s.opened.map(name).join(", ")}` : ""}.`);
  if (s.gone.length) notes.push(`${s.gone.length} hidden.`);
  if (out) notes.push(`The ${nodes.length} most connected entities. Left out: ${out} entities, ${claims} claims; draw them with kg view --about NAME.`);
  return notes;
};
KG.tell = (text) => { document.getElementById("note").textContent = text; };

KG.pickNode = (id, move) => {
  const from = KG.state.pathFrom;
  KG.change((s) => {
    if (from !== null && from !== id) Object.assign(s, { path: [from, id], pathFrom: null, node: null, line: null, claim: null });
    else Object.assign(s, { node: id, line: null, claim: null, path: null });
  });
  if (KG.state.path) KG.fit(KG.route);
  else if (move && KG.live.has(id)) KG.network.focus(id, { scale: Math.max(0.8, KG.network.getScale()), animation: false });
  KG.openPanel("cards");
};
KG.pickLine = (id, claim) => KG.change((s) => Object.assign(s, { line: id, claim, node: null, path: null, pathFrom: null }));
KG.pickClaim = (index) => {
  const line = KG.lineOf[index];
  KG.pickLine(line.id, index);
  KG.network.moveTo({ position: KG.along(KG.network.getPosition(line.from), KG.network.getPosition(line.to), line.bend, 0.5), animation: false });
};
KG.flash = (index) => {
  const line = KG.lineOf[index];
  if (KG.lineStates.get(line.id) !== "gone") KG.network.setSelection({ nodes: [], edges: [line.id] }, { highlightEdges: false });
};
KG.focus = (id, hops) => {
  KG.change((s) => Object.assign(s, { focus: id, hops, opened: id === null ? [] : s.opened, line: null, claim: null }));
  KG.fit();
};
KG.expand = (id) => {
  KG.change((s) => { s.opened = [...s.opened.filter((n) => n !== id), id]; });
  KG.fit();
};
KG.toggle = (key, id) => KG.change((s) => {
  s[key] = s[key].includes(id) ? s[key].filter((n) => n !== id) : [...s[key], id].sort((a, b) => a - b);
  if (key === "gone" && s.node === id) s.node = null;
  if (key === "gone" && s.focus === id) s.focus = null;
});
KG.reset = () => {
  KG.change((s) => Object.assign(s, KG.empty()));
  KG.fit();
  KG.closePanels();
  document.querySelectorAll("details.menu").forEach((menu) => { menu.open = false; });
};

KG.openPanel = (id) => {
  if (innerWidth > 1100) return;
  document.getElementById(id).classList.add("shown");
  document.getElementById(`open-${id}`).setAttribute("aria-expanded", "true");
};
KG.closePanels = () => ["filters", "cards"].forEach((id) => {
  document.getElementById(id).classList.remove("shown");
  document.getElementById(`open-${id}`).setAttribute("aria-expanded", "false");
});

KG.listenToPicture = () => {
  KG.network.on("click", (event) => {
    const name = KG.nameAt(event.pointer.canvas), node = name === null && event.nodes.length ? event.nodes[0] : name;
    const words = node === null ? KG.wordsAt(event.pointer.canvas) : null;
    KG.closePanels();
    if (node !== null) KG.pickNode(node, false);
    else if (words || event.edges.length) { KG.pickLine(words ? words.id : event.edges[0], null); KG.openPanel("cards"); }
    else KG.change((s) => Object.assign(s, { node: null, line: null, claim: null, path: null, pathFrom: null }));
  });
  KG.network.on("doubleClick", (event) => { if (event.nodes.length) KG.focus(event.nodes[0], 1); });
  const net = document.getElementById("net");
  KG.network.on("hoverNode", () => { net.classList.add("over"); });
  KG.network.on("blurNode", () => { net.classList.remove("over"); });
};
KG.listen = () => {
  const on = (id, run) => document.getElementById(id).addEventListener("click", run), search = document.getElementById("search");
  on("undo", KG.undo); on("reset", KG.reset); on("fit", () => KG.fit());
  on("keep", () => KG.tell(KG.keepPlaces())); on("forget", () => KG.tell(KG.forgetPlaces()));
  on("theme", () => { document.documentElement.dataset.theme = KG.dark() ? "light" : "dark"; KG.legend(); KG.apply(); });
  ["filters", "cards"].forEach((id) => on(`open-${id}`, () => {
    const shown = document.getElementById(id).classList.contains("shown");
    KG.closePanels();
    if (!shown) KG.openPanel(id);
  }));
  document.querySelectorAll("[data-save]").forEach((b) => b.addEventListener("click", () => KG.save(b.dataset.save)));
  document.querySelectorAll(".menu button").forEach((b) => b.addEventListener("click", () => { b.closest("details").open = false; }));
  search.addEventListener("input", () => KG.change((s) => Object.assign(s, { search: search.value, node: null, line: null, claim: null }), true));
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=text], input[type=search]");
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); search.select(); }
    else if (event.key === "Escape") { KG.reset(); search.blur(); }
    else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) { event.preventDefault(); KG.undo(); }
  });
  addEventListener("hashchange", () => { KG.recall(); KG.apply(); });
};

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
document.getElementById("title").textContent = KG.data.title;
KG.prepare();
KG.recall();
KG.derive();
KG.changed("n", KG.data.nodes, KG.nodeStates);
KG.changed("e", KG.data.edges, KG.lineStates);
KG.startDrawing();
KG.legend();
KG.apply();
KG.network.redraw(); // boxes have their sizes only once they are drawn
KG.stretch();
KG.recallPlaces();
KG.fit();
KG.listenToPicture();
KG.listen();
document.body.dataset.ready = "yes";
