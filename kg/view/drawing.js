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
  const hue = KG.hues[kind];
  if (hue === undefined) return dark ? "hsl(215 10% 26%)" : "hsl(215 18% 92%)";
  return dark ? `hsl(${hue} 34% 27%)` : `hsl(${hue} 72% 90%)`;
};
KG.edge = (kind, dark) => {
  const hue = KG.hues[kind];
  if (hue === undefined) return dark ? "#5c6675" : "#9aa5b4";
  return dark ? `hsl(${hue} 40% 52%)` : `hsl(${hue} 46% 56%)`;
};
KG.css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
KG.dark = () => document.documentElement.dataset.theme === "dark";

KG.nodeStyle = (node, state) => {
  const dark = KG.dark(), picked = state === "picked", dim = state === "dim";
  const border = picked ? KG.css("accent") : KG.edge(node.kind, dark);
  return {
    id: node.id, hidden: state === "gone",
    color: { background: KG.fill(node.kind, dark), border, highlight: { background: KG.fill(node.kind, dark), border: KG.css("accent") } },
    borderWidth: picked ? 3 : node.named ? 1.4 : 1, shapeProperties: { borderDashes: node.named ? false : [3, 3], borderRadius: 7 },
    font: { color: KG.css("ink"), size: 14, face: "system-ui, Segoe UI, Roboto, Liberation Sans, sans-serif" },
    opacity: dim ? 0.25 : 1, margin: { top: 7, bottom: 7, left: 11, right: 11 },
  };
};
KG.lineStyle = (line, state, labels) => {
  const family = line.family, ink = KG.css(family);
  const picked = state === "picked", dim = state === "dim";
  return {
    id: line.id, hidden: state === "gone", dashes: KG.dashes[family], width: KG.widths[family] * (picked ? 2 : 1),
    color: { color: ink, highlight: ink, opacity: dim ? 0.12 : 1 },
    label: (labels && !dim) || picked ? line.text : " ",
    font: { size: 13, color: ink, strokeWidth: 4, strokeColor: KG.css("stage"), face: "system-ui, Segoe UI, Roboto, Liberation Sans, sans-serif", align: "horizontal" },
    arrows: { to: { enabled: true, scaleFactor: 0.55 } }, smooth: line.smooth,
  };
};

KG.startDrawing = () => {
  const { nodes, edges } = KG.data;
  edges.forEach((e) => { e.text = e.label; });
  KG.nodes = new vis.DataSet(nodes.map((n) => ({ id: n.id, label: n.label, x: n.x, y: n.y, shape: "box" })));
  KG.edges = new vis.DataSet(edges.map((e) => ({ id: e.id, from: e.from, to: e.to, smooth: e.smooth })));
  const options = {
    physics: false, layout: { improvedLayout: false },
    interaction: { hover: nodes.length < 400, multiselect: false, hideEdgesOnDrag: nodes.length > 900, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 1e7 },
    nodes: { shape: "box" }, edges: { selectionWidth: 1, hoverWidth: 0.5, endPointOffset: { from: 0, to: 2 } },
  };
  KG.network = new vis.Network(document.getElementById("net"), { nodes: KG.nodes, edges: KG.edges }, options);
  KG.fit(false);
};
KG.fit = (animated) => {
  const shown = KG.nodes.getIds({ filter: (n) => !n.hidden });
  if (!shown.length) return;
  const boxes = shown.map((id) => KG.network.getBoundingBox(id)), net = document.getElementById("net");
  const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
  const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
  const scale = Math.min(1.2, (net.clientWidth - 28) / (right - left), (net.clientHeight - 28) / (bottom - top));
  KG.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animated });
};
KG.legend = (kinds) => {
  const box = document.getElementById("legend");
  box.replaceChildren();
  const svg = (inside, width) => {
    const ns = "http://www.w3.org/2000/svg", s = document.createElementNS(ns, "svg"), part = document.createElementNS(ns, inside[0]);
    s.setAttribute("width", width); s.setAttribute("height", 12); s.setAttribute("aria-hidden", "true");
    Object.entries(inside[1]).forEach(([k, v]) => part.setAttribute(k, v));
    s.append(part);
    return s;
  };
  const add = (picture, words) => { const s = document.createElement("span"); s.append(picture, words); box.append(s); };
  const lines = { fact: "stated, admitted, found", reported: "reported", alleged: "alleged", denied: "denied or false", open: "possible, asked, planned" };
  Object.entries(lines).forEach(([family, words]) => add(svg(["line", {
    x1: 0, y1: 6, x2: 30, y2: 6, stroke: KG.css(family), "stroke-width": 2, "stroke-dasharray": (KG.dashes[family] || []).join(" ") }], 30), words));
  kinds.forEach((kind) => add(svg(["rect", { x: 0, y: 0, width: 12, height: 12, rx: 3, fill: KG.fill(kind, KG.dark()), stroke: KG.edge(kind, KG.dark()) }], 12), KG.words(kind)));
};
KG.words = (kind) => kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
KG.svgPicture = () => {
  const ns = "http://www.w3.org/2000/svg", root = document.createElementNS(ns, "svg");
  const shown = KG.nodes.get({ filter: (n) => !n.hidden }).map((n) => ({ n, b: KG.network.getBoundingBox(n.id) }));
  const xs = shown.flatMap((s) => [s.b.left, s.b.right]), ys = shown.flatMap((s) => [s.b.top, s.b.bottom]);
  const left = Math.min(...xs) - 40, top = Math.min(...ys) - 40;
  root.setAttribute("xmlns", ns);
  root.setAttribute("viewBox", `${left} ${top} ${Math.max(...xs) - left + 40} ${Math.max(...ys) - top + 40}`);
  const put = (name, attributes, text) => {
    const part = document.createElementNS(ns, name);
    Object.entries(attributes).forEach(([k, v]) => part.setAttribute(k, v));
    if (text !== undefined) part.textContent = text;
    root.append(part);
  };
  const middle = (id) => { const b = KG.network.getBoundingBox(id); return [(b.left + b.right) / 2, (b.top + b.bottom) / 2]; };
  KG.edges.get({ filter: (e) => !e.hidden }).forEach((e) => {
    const line = KG.data.edges.find((l) => l.id === e.id), family = line.family, [x1, y1] = middle(e.from), [x2, y2] = middle(e.to);
    const bend = (line.smooth.enabled ? line.smooth.roundness : 0) * (line.smooth.type === "curvedCW" ? 1 : -1);
    const cx = (x1 + x2) / 2 + bend * (y1 - y2), cy = (y1 + y2) / 2 + bend * (x2 - x1);
    put("path", { d: `M${x1} ${y1} Q${cx} ${cy} ${x2} ${y2}`, fill: "none", stroke: KG.css(family), "stroke-width": KG.widths[family], "stroke-dasharray": (KG.dashes[family] || []).join(" ") });
    put("text", { x: (x1 + x2 + 2 * cx) / 4, y: (y1 + y2 + 2 * cy) / 4, "text-anchor": "middle", "font-size": 11, fill: KG.css(family), "font-family": "sans-serif" }, line.text.replace(/\n/g, " "));
  });
  shown.forEach(({ n, b }) => {
    const node = KG.data.nodes[n.id];
    put("rect", { x: b.left, y: b.top, width: b.right - b.left, height: b.bottom - b.top, rx: 7, fill: KG.fill(node.kind, KG.dark()), stroke: KG.edge(node.kind, KG.dark()) });
    node.label.split("\n").forEach((text, k, all) => put("text", { x: (b.left + b.right) / 2, y: (b.top + b.bottom) / 2 + 5 + (k - (all.length - 1) / 2) * 17, "text-anchor": "middle", "font-size": 14, fill: KG.css("ink"), "font-family": "sans-serif" }, text));
  });
  return new XMLSerializer().serializeToString(root);
};
