"use strict";
// The picture: vis-network draws the boxes and lines; this file knows colours, patterns and the canvas.
KG.dashes = { disputed: false, fact: false, reported: [9, 4], alleged: [6, 5], denied: [2, 4], open: [2, 7] };
KG.widths = { disputed: 3, fact: 1.6, reported: 1.5, alleged: 1.6, denied: 2, open: 1.3 };
KG.hues = {
  Person: 24, Group: 40, Company: 214, Organization: 214, Agency: 256, Court: 268, PoliticalParty: 236, MediaOrganization: 200,
  EducationalOrganization: 190, LegalCase: 338, Law: 300, Agreement: 152, Product: 172, Data: 120, Document: 60, Place: 92,
  Event: 12, Money: 140, Date: 80, Quantity: 80, Value: 80,
};
KG.face = "Arial, Helvetica, Liberation Sans, Arimo, sans-serif";
KG.corner = 7;
KG.hue = (kind) => (Object.hasOwn(KG.hues, kind) ? KG.hues[kind] : null);
KG.fill = (kind, dark) => {
  const hue = KG.hue(kind);
  if (hue === null) return dark ? "hsl(215 10% 26%)" : "hsl(215 18% 94%)";
  return dark ? `hsl(${hue} 34% 27%)` : `hsl(${hue} 70% 93%)`;
};
KG.edge = (kind, dark) => {
  const hue = KG.hue(kind);
  if (hue === null) return dark ? "#5c6675" : "#9aa5b4";
  return dark ? `hsl(${hue} 40% 52%)` : `hsl(${hue} 42% 60%)`;
};
KG.dark = () => document.documentElement.dataset.theme === "dark";
KG.css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
KG.fade = (color) => (color.startsWith("#") ? `${color}45` : color.replace(")", " / 0.28)"));

KG.labelOf = (id) => {
  if (!KG.labels) KG.labels = new Map(KG.data.drawn.map((n) => [n.id, n.label]));
  if (!KG.labels.has(id)) KG.labels.set(id, KG.wrap(KG.data.nodes[id].name, 20, 2));
  return KG.labels.get(id);
};
KG.nodeStyle = (id, state) => {
  const node = KG.data.nodes[id], dark = KG.dark(), picked = state === "picked", center = id === KG.scene.center, tone = state === "dim" ? KG.fade : (color) => color;
  const background = tone(KG.fill(node.kind, dark)), border = picked ? KG.css("accent") : tone(KG.edge(node.kind, dark)), accent = KG.css("accent");
  return {
    id, label: KG.labelOf(id), shape: "box", color: { background, border, highlight: { background, border: accent }, hover: { background, border: accent } },
    borderWidth: picked || center ? 2.6 : KG.state.pinned.includes(id) ? 2.2 : node.named ? 1.2 : 1,
    shapeProperties: { borderDashes: node.named ? false : [3, 3], borderRadius: KG.corner },
    font: { color: tone(KG.css("ink")), size: 14, face: KG.face },
  };
};
KG.smooth = (line) => (line.bend ? { enabled: true, type: line.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(line.bend) } : { enabled: false });
KG.lineWidth = (line) => KG.widths[line.status] + Math.min(2.4, Math.log2(line.claims.length) * 0.6);
KG.lineStyle = (line, state) => {
  const ink = KG.css(line.status);
  return {
    id: line.id, from: line.from, to: line.to, dashes: KG.dashes[line.status], width: KG.lineWidth(line) * (state === "picked" ? 1.5 : 1),
    color: { color: ink, highlight: ink, hover: ink, opacity: state === "dim" ? 0.14 : 1 }, smooth: KG.smooth(line),
    arrows: { to: { enabled: true, scaleFactor: 0.5 }, from: { enabled: line.both, scaleFactor: 0.5 } },
  };
};

// vis-network adds the corners' radius around a box.
KG.box = (id) => {
  const b = KG.network.getBoundingBox(id), r = KG.corner;
  return { left: b.left + r, right: b.right - r, top: b.top + r, bottom: b.bottom - r };
};
KG.startDrawing = () => {
  KG.nodes = new vis.DataSet([]);
  KG.edges = new vis.DataSet([]);
  const options = {
    physics: false, layout: { improvedLayout: false },
    interaction: { hover: true, multiselect: false, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 1e7, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { shape: "box", borderWidthSelected: 3, margin: { top: 6, bottom: 6, left: 9, right: 9 } },
    edges: { selectionWidth: 1, hoverWidth: 0.4, endPointOffset: { from: 0, to: 2 } },
  };
  KG.network = new vis.Network(KG.byId("net"), { nodes: KG.nodes, edges: KG.edges }, options);
  const frame = KG.byId("net").firstElementChild; // one stop of the keyboard, where arrows and + - move the picture
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", "Picture of the actors: arrows move it, + and - change its size; the button List gives the same as text");
  KG.network.on("afterDrawing", KG.drawWords);
};
KG.drawnAs = new Map();
KG.sync = (set, rows, prefix) => {
  const wanted = new Set(rows.map((r) => r.id));
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) { set.remove(gone); gone.forEach((id) => KG.drawnAs.delete(prefix + id)); }
  const news = rows.filter((row) => {
    const now = JSON.stringify(row), same = KG.drawnAs.get(prefix + row.id) === now;
    KG.drawnAs.set(prefix + row.id, now);
    return !same;
  });
  if (news.length) set.update(news);
};
// Boxes keep their places while the same things are shown; otherwise they are laid out anew and fitted.
KG.draw = () => {
  const key = `${[...KG.live].join(",")}|${KG.scene.center}`, fresh = key !== KG.sceneKey;
  KG.busy = true; // the canvas draws itself between the steps: words wait until all boxes are there
  if (fresh) {
    KG.sceneKey = key;
    KG.placesOf = KG.findPlaces();
    KG.edges.clear(); KG.nodes.clear(); KG.drawnAs.clear();
  }
  const rows = [...KG.live].map((id) => KG.nodeStyle(id, KG.nodeStates.get(id)));
  if (fresh) rows.forEach((row) => { const p = KG.placesOf.get(row.id); row.x = p.x; row.y = p.y; });
  KG.sync(KG.nodes, rows, "n");
  if (fresh) rows.forEach((row) => { const { x: _x, y: _y, ...style } = row; KG.drawnAs.set(`n${row.id}`, JSON.stringify(style)); });
  KG.sync(KG.edges, KG.lines.map((e) => KG.lineStyle(e, KG.lineStates.get(e.id))), "e");
  KG.busy = false;
  if (fresh && KG.live.size) { KG.network.redraw(); KG.stretch(); KG.fit(); }
  else KG.network.redraw();
};
// Python has placed the boxes by Arial's widths and for one shape of window: a browser with a wider font gets a wider picture, and in a window of
// another shape the boxes part further; neither brings a line behind a box. Places that somebody has kept stay.
KG.stretch = () => {
  const net = KG.byId("net"), boxes = [...KG.live].map(KG.box);
  if (!KG.placed0 || KG.keptPlaces().size) return;
  const widths = new Map(KG.data.drawn.map((n) => [n.id, n.width]));
  const wider = Math.max(1, ...[...KG.live].filter((id) => widths.has(id)).map((id) => { const b = KG.box(id); return (b.right - b.left) / widths.get(id); }));
  const reach = (low, high) => Math.max(...boxes.map((b) => b[high])) - Math.min(...boxes.map((b) => b[low]));
  const shape = net.clientHeight ? wider * reach("left", "right") * net.clientHeight / (reach("top", "bottom") * net.clientWidth) : 1, most = (n) => Math.min(1.5, Math.max(1, n));
  const x = wider * most(1 / shape), y = most(shape);
  if (Math.max(x, y) > 1.02) KG.nodes.update([...KG.live].map((id) => ({ id, x: KG.placesOf.get(id).x * x, y: KG.placesOf.get(id).y * y })));
};
KG.hub = (ids) => {
  const lines = (id) => KG.lines.filter((e) => e.from === id || e.to === id).length;
  return ids.reduce((best, id) => (lines(id) > lines(best) ? id : best));
};
// What the words on a line may take at its middle; [] where an end is not among these boxes.
KG.wordsRoom = (e, shown) => {
  if (e.from === e.to || !shown.includes(e.from) || !shown.includes(e.to)) return [];
  const p = KG.along(KG.network.getPosition(e.from), KG.network.getPosition(e.to), e.bend, 0.5), half = KG.measure(e.label) * 6.5;
  return [{ left: p.x - half, right: p.x + half, top: p.y, bottom: p.y }];
};
// Show these boxes, or all that are drawn.
KG.fit = (nodes) => {
  const shown = (nodes && nodes.length ? nodes : [...KG.live]).filter((id) => KG.live.has(id)), net = KG.byId("net");
  if (!shown.length || !net.clientWidth) return;
  const boxes = [...shown.map((id) => KG.box(id)), ...KG.lines.flatMap((e) => KG.wordsRoom(e, shown))], left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
  const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
  const note = KG.byId("note"), foot = note.textContent ? note.offsetHeight + 6 : 0; // what is said below stands over no box
  const scale = Math.min(1.15, (net.clientWidth - 28) / (right - left), (net.clientHeight - 28 - foot) / (bottom - top));
  // A narrow window shows the middle of a small picture in readable letters rather than all of it in tiny ones.
  if (scale < 0.5 && innerWidth < 700 && shown.length <= 60) {
    KG.network.moveTo({ position: KG.network.getPosition(KG.hub(shown)), scale: 0.75, animation: false });
    return;
  }
  KG.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom + foot / scale) / 2 }, scale, animation: false });
};
KG.sample = (status) => {
  const line = KG.svg("line", { x1: 0, y1: 6, x2: 28, y2: 6, stroke: KG.css(status), "stroke-width": KG.widths[status] + 0.4, "stroke-dasharray": (KG.dashes[status] || []).join(" ") });
  return KG.svg("svg", { width: 28, height: 12, "aria-hidden": "true" }, line);
};
KG.legend = () => {
  const used = new Set(KG.data.claims.map((c) => c.status)), parts = KG.strengths.filter((s) => used.has(s));
  KG.byId("legend").replaceChildren(...parts.map((s) => KG.make("span", {}, KG.sample(s), KG.statusWords[s])),
    KG.make("span", {}, KG.make("b", { class: "more" }, "+3"), "claims folded into a box"));
};
