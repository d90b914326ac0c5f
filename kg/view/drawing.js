"use strict";
// The picture: vis-network draws what Python has placed; this file knows colours, lines and the canvas.
const KG = {};
KG.data = JSON.parse(document.getElementById("data").textContent);
KG.dashes = { fact: false, reported: [9, 4], alleged: [6, 5], denied: [2, 4], open: [2, 7] };
KG.widths = { fact: 1.8, reported: 1.6, alleged: 1.8, denied: 2.2, open: 1.4 };
KG.hues = {
  Person: 24, Group: 40, Company: 214, Organization: 214, Agency: 256, Court: 268, PoliticalParty: 236, MediaOrganization: 200,
  EducationalOrganization: 190, LegalCase: 338, Law: 300, Agreement: 152, Product: 172, Data: 120, Document: 60, Place: 92,
  Event: 12, Money: 140, Date: 80, Quantity: 80, Value: 80,
};
KG.fill = (kind, dark) => {
  const hue = Object.hasOwn(KG.hues, kind) ? KG.hues[kind] : undefined;
  if (hue === undefined) return dark ? "hsl(215 10% 26%)" : "hsl(215 18% 92%)";
  return dark ? `hsl(${hue} 34% 27%)` : `hsl(${hue} 72% 90%)`;
};
KG.edge = (kind, dark) => {
  const hue = Object.hasOwn(KG.hues, kind) ? KG.hues[kind] : undefined;
  if (hue === undefined) return dark ? "#5c6675" : "#9aa5b4";
  return dark ? `hsl(${hue} 40% 52%)` : `hsl(${hue} 46% 56%)`;
};
KG.css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
KG.dark = () => document.documentElement.dataset.theme === "dark";

KG.fade = (color) => (color.startsWith("#") ? `${color}50` : color.replace(")", " / 0.3)"));
KG.nodeStyle = (node, state) => {
  const dark = KG.dark(), picked = state === "picked", tone = state === "dim" ? KG.fade : (color) => color;
  const background = tone(KG.fill(node.kind, dark)), border = picked ? KG.css("accent") : tone(KG.edge(node.kind, dark));
  return {
    id: node.id, hidden: state === "gone", color: { background, border, highlight: { background, border: KG.css("accent") }, hover: { background, border: KG.css("accent") } },
    borderWidth: picked ? 3 : KG.state.pinned.includes(node.id) ? 2.6 : node.named ? 1.4 : 1, shapeProperties: { borderDashes: node.named ? false : [3, 3], borderRadius: KG.corner },
    font: { color: tone(KG.css("ink")), size: 14, face: KG.face },
  };
};
KG.smooth = (line) => line.bend ? { enabled: true, type: line.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(line.bend) } : { enabled: false };
KG.lineStyle = (line, state) => {
  const family = line.family, ink = KG.css(family);
  const picked = state === "picked", dim = state === "dim";
  return {
    id: line.id, hidden: state === "gone", dashes: KG.dashes[family], width: KG.widths[family] * (picked ? 2 : 1),
    color: { color: ink, highlight: ink, opacity: dim ? 0.15 : 1 },
    arrows: { to: { enabled: true, scaleFactor: 0.55 } }, smooth: KG.smooth(line),
  };
};

KG.face = "Arial, Helvetica, Liberation Sans, Arimo, sans-serif";
KG.lineOf = [];
KG.corner = 7;
// vis-network adds the corners' radius around a box.
KG.box = (id) => {
  const b = KG.network.getBoundingBox(id), r = KG.corner;
  return { left: b.left + r, right: b.right - r, top: b.top + r, bottom: b.bottom - r };
};
KG.startDrawing = () => {
  const { nodes, edges } = KG.data;
  KG.nodes = new vis.DataSet(nodes.map((n) => ({ ...KG.nodeStyle(n, KG.nodeStates.get(n.id)), label: n.label, x: n.x, y: n.y, shape: "box" })));
  KG.edges = new vis.DataSet(edges.map((e) => ({ ...KG.lineStyle(e, KG.lineStates.get(e.id)), from: e.from, to: e.to })));
  const options = {
    physics: false, layout: { improvedLayout: false },
    interaction: { hover: nodes.length < 400, multiselect: false, hideEdgesOnDrag: nodes.length > 900, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 1e7 },
    nodes: { shape: "box", borderWidthSelected: 4, margin: { top: 6, bottom: 6, left: 9, right: 9 } }, edges: { selectionWidth: nodes.length > 500 ? 1.2 : 1, hoverWidth: 0.5, endPointOffset: { from: 0, to: 2 } },
  };
  KG.network = new vis.Network(document.getElementById("net"), { nodes: KG.nodes, edges: KG.edges }, options);
  KG.network.on("afterDrawing", KG.drawWords);
};
// Python has placed the boxes by Arial's widths: a browser with a wider font gets a wider picture.
KG.stretch = () => {
  const wider = Math.max(1, ...KG.data.nodes.map((n) => { const b = KG.box(n.id); return (b.right - b.left) / n.width; }));
  if (wider > 1.02) KG.nodes.update(KG.data.nodes.map((n) => ({ id: n.id, x: n.x * wider })));
};
KG.hub = (ids) => {
  const lines = (id) => KG.lines.filter((e) => e.from === id || e.to === id).length;
  return ids.reduce((best, id) => (lines(id) > lines(best) ? id : best));
};
// Show these nodes, or all that are to be seen.
KG.fit = (nodes) => {
  const shown = nodes && nodes.length ? nodes : [...KG.live];
  if (!shown.length) return;
  const boxes = shown.map((id) => KG.box(id)), net = document.getElementById("net");
  const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
  const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
  const scale = Math.min(1.2, (net.clientWidth - 20) / (right - left), (net.clientHeight - 20) / (bottom - top));
  // A phone shows the middle of a small graph in readable letters rather than all of it in tiny ones.
  if (scale < 0.72 && net.clientWidth < 640 && shown.length <= 60) return KG.network.moveTo({ position: KG.network.getPosition(KG.hub(shown)), scale: 0.8, animation: false });
  KG.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
};
KG.legend = () => {
  const box = document.getElementById("legend"), ns = "http://www.w3.org/2000/svg";
  const words = { fact: "stated, admitted, found", reported: "reported", alleged: "alleged", denied: "denied or false", open: "possible, asked, planned" };
  box.replaceChildren(...Object.entries(words).map(([family, text]) => {
    const svg = document.createElementNS(ns, "svg"), line = document.createElementNS(ns, "line"), part = document.createElement("span");
    Object.entries({ width: 30, height: 12, "aria-hidden": "true" }).forEach(([k, v]) => svg.setAttribute(k, v));
    Object.entries({ x1: 0, y1: 6, x2: 30, y2: 6, stroke: KG.css(family), "stroke-width": 2, "stroke-dasharray": (KG.dashes[family] || []).join(" ") }).forEach(([k, v]) => line.setAttribute(k, v));
    svg.append(line); part.append(svg, text);
    return part;
  }));
};
KG.words = (kind) => kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
