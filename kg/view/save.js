"use strict";
// What leaves the page: pictures, claims, and the positions that the browser keeps.
KG.svgPicture = () => {
  const ns = "http://www.w3.org/2000/svg", root = document.createElementNS(ns, "svg"), at = KG.network.getPositions();
  const shown = KG.data.nodes.filter((n) => KG.live.has(n.id)).map((n) => ({ n, b: KG.box(n.id) }));
  const words = KG.placeWords(Math.max(0.8, KG.network.getScale()), null);
  const all = [...shown.map((s) => s.b), ...words], room = 30;
  const left = Math.min(0, ...all.map((b) => b.left)) - room, top = Math.min(0, ...all.map((b) => b.top)) - room;
  const width = Math.max(0, ...all.map((b) => b.right)) + room - left, height = Math.max(0, ...all.map((b) => b.bottom)) + room - top;
  const put = (parent, name, attributes, text) => {
    const part = document.createElementNS(ns, name);
    Object.entries(attributes).forEach(([k, v]) => part.setAttribute(k, typeof v === "number" ? Math.round(v * 100) / 100 : v));
    if (text !== undefined) part.textContent = KG.plain(text);
    parent.append(part);
    return part;
  };
  Object.entries({ viewBox: [left, top, width, height].map(Math.round).join(" "), width: Math.round(width), height: Math.round(height), "font-family": KG.face }).forEach(([k, v]) => root.setAttribute(k, v));
  put(root, "title", {}, KG.data.title);
  const defs = put(root, "defs", {});
  Object.keys(KG.dashes).forEach((f) => put(put(defs, "marker", { id: `to-${f}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerUnits: "userSpaceOnUse", markerWidth: 11, markerHeight: 11, orient: "auto" }), "path", { d: "M0 1L10 5L0 9z", fill: KG.css(f) }));
  put(root, "rect", { x: left, y: top, width, height, fill: KG.css("stage") });
  KG.lines.forEach((e) => {
    const f = e.family, style = { fill: "none", stroke: KG.css(f), "stroke-width": KG.widths[f], "stroke-dasharray": (KG.dashes[f] || []).join(" ") || "none", "marker-end": `url(#to-${f})` };
    put(root, "path", { d: KG.svgLine(e, at), ...style });
  });
  const text = (x, y, size, fill, rows, step, more) => rows.forEach((row, k) => put(root, "text", { x, y: y + (k - (rows.length - 1) / 2) * step + size * 0.35, "text-anchor": "middle", "font-size": size, fill, ...more }, row));
  shown.forEach(({ n, b }) => {
    put(root, "rect", { x: b.left, y: b.top, width: b.right - b.left, height: b.bottom - b.top, rx: 7, fill: KG.fill(n.kind, KG.dark()), stroke: KG.edge(n.kind, KG.dark()), "stroke-dasharray": n.named ? "none" : "3 3" });
    text((b.left + b.right) / 2, (b.top + b.bottom) / 2, 14, KG.css("ink"), n.label.split("\n"), 14, {});
  });
  words.forEach((w) => text(w.x, w.y, w.font, KG.css(w.line.family), w.line.label.split("\n"), w.font * 1.15, { stroke: KG.css("stage"), "stroke-width": w.font * 0.42, "paint-order": "stroke", "stroke-linejoin": "round" }));
  return new XMLSerializer().serializeToString(root);
};
// From border to border, as the picture shows it.
KG.svgLine = (e, at) => {
  if (e.from === e.to) { const b = KG.box(e.from), x = at[e.from].x; return `M${x - 8} ${b.top}C${x - 40} ${b.top - 48} ${x + 40} ${b.top - 48} ${x + 8} ${b.top}`; }
  const a = at[e.from], b = at[e.to], v = KG.via(a, b, e.bend);
  const inside = (id, p) => { const o = KG.box(id); return p.x > o.left && p.x < o.right && p.y > o.top && p.y < o.bottom; };
  let first = 0, last = 1;
  while (first < 0.5 && inside(e.from, KG.along(a, b, e.bend, first))) first += 0.01;
  while (last > 0.5 && inside(e.to, KG.along(a, b, e.bend, last))) last -= 0.01;
  const mix = (p, q, t) => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t }), r = (n) => Math.round(n * 10) / 10;
  const s = KG.along(a, b, e.bend, first), t = KG.along(a, b, e.bend, last), c = mix(mix(a, v, first), mix(v, b, first), last);
  return `M${r(s.x)} ${r(s.y)}Q${r(c.x)} ${r(c.y)} ${r(t.x)} ${r(t.y)}`;
};
// Characters that XML cannot hold.
KG.plain = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

KG.save = (how) => {
  const give = (blob, name) => { const a = KG.make("a", { download: name, href: URL.createObjectURL(blob) }); a.click(); setTimeout(() => URL.revokeObjectURL(a.href), 5000); };
  if (how === "png") KG.pngPicture().then((blob) => give(blob, "graph.png"));
  else if (how === "svg") give(new Blob([KG.svgPicture()], { type: "image/svg+xml" }), "graph.svg");
  else if (how === "json") give(new Blob([JSON.stringify(KG.records(), null, 1)], { type: "application/json" }), "claims.json");
  else give(new Blob([KG.csv()], { type: "text/csv" }), "claims.csv");
};
// The whole picture, whatever part the window shows, at twice the size where that fits a canvas.
KG.pngPicture = () => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas"), zoom = Math.min(2, 8000 / Math.max(image.width, image.height, 1));
    canvas.width = Math.ceil(image.width * zoom); canvas.height = Math.ceil(image.height * zoom);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(resolve);
  };
  image.onerror = () => reject(new Error("the picture could not be drawn"));
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(KG.svgPicture())}`;
});
KG.records = () => KG.visible.map((c) => ({ id: c.id, subject: KG.data.nodes[c.from].name, predicate: c.predicate, label: c.label, object: KG.data.nodes[c.to].name,
  modality: c.modality, polarity: c.negative ? "negative" : "positive", attribution: c.who, start: c.start, end: c.end, when: c.when,
  qualifiers: c.places.map(([key, value]) => `${key} ${value}`), quote: KG.data.quotes[c.quote], source: KG.data.documents[c.document].source,
  title: KG.data.documents[c.document].title, from: c.at[0], to: c.at[1], confidence: c.confidence }));
// A spreadsheet runs a cell that starts with one of these: an apostrophe makes it text.
KG.cell = (value) => {
  const text = Array.isArray(value) ? value.join(" > ") : String(value ?? "");
  return `"${(/^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};
KG.csv = () => {
  const rows = KG.records();
  return rows.length ? [Object.keys(rows[0]).join(","), ...rows.map((r) => Object.values(r).map(KG.cell).join(","))].join("\r\n") + "\r\n" : "";
};

KG.placesKey = () => `kg-positions-${document.querySelector("script[nonce]").nonce}`;
KG.keepPlaces = () => {
  try { localStorage.setItem(KG.placesKey(), JSON.stringify(KG.network.getPositions())); return "Positions are kept in this browser for this page."; }
  catch { return "This browser keeps nothing for this page."; }
};
KG.recallPlaces = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KG.placesKey()) || "{}"), good = (p) => p && Number.isFinite(p.x) && Number.isFinite(p.y);
    KG.nodes.update(KG.data.nodes.filter((n) => good(kept[n.id])).map((n) => ({ id: n.id, x: kept[n.id].x, y: kept[n.id].y })));
  } catch { /* a sandboxed frame keeps nothing */ }
};
KG.forgetPlaces = () => {
  try { localStorage.removeItem(KG.placesKey()); } catch { /* nothing was kept */ }
  KG.nodes.update(KG.data.nodes.map((n) => ({ id: n.id, x: n.x, y: n.y })));
  KG.stretch();
  return "Every entity is back where it was.";
};
