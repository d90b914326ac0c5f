"use strict";
// What leaves the page: pictures with title, legend and sources, and the visible claims.
KG.bare = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ""); // what XML cannot hold
KG.put = (parent, name, attributes, text) => {
  const rounded = Object.fromEntries(Object.entries(attributes).map(([k, v]) => [k, typeof v === "number" ? Math.round(v * 100) / 100 : v])), part = KG.svg(name, rounded);
  if (text !== undefined) part.textContent = KG.bare(text);
  parent.append(part);
  return part;
};
KG.putRows = (root, x, y, size, fill, rows, step, more) => rows.forEach((row, k) => KG.put(root, "text", { x, y: y + (k - (rows.length - 1) / 2) * step + size * 0.35, "text-anchor": "middle", "font-size": size, fill, ...more }, row));
// Title above; legend, sources and their dates below: a picture that travels alone says what it is.
KG.captions = () => {
  const used = [...new Set(KG.lines.flatMap((e) => e.claims).map((c) => c.document))].map((d) => KG.data.documents[d]), dates = used.map((d) => d.date).filter(Boolean).sort();
  const names = used.slice(0, 4).map((d) => d.title || d.source.split("/").pop()).join("; ") + (used.length > 4 ? ` and ${used.length - 4} more` : "");
  return [KG.data.sentence, `Sources: ${names || "none"}${dates.length ? ` (${[...new Set([dates[0], dates.at(-1)])].join(" to ")})` : ""}`];
};
KG.svgPicture = () => {
  const root = KG.svg("svg", { xmlns: "http://www.w3.org/2000/svg" }), at = KG.network.getPositions(), shown = [...KG.live].map((id) => ({ id, b: KG.box(id) }));
  const words = KG.placeWords(Math.max(0.8, KG.network.getScale()), null), all = [...shown.map((s) => s.b), ...words], room = 30, captions = KG.captions();
  const wide = Math.max(KG.measure(KG.data.title) * 20, ...captions.map((line) => KG.measure(line) * 12), 640), left = Math.min(0, ...all.map((b) => b.left)) - room, top = Math.min(0, ...all.map((b) => b.top)) - room - 40;
  const width = Math.max(left + wide + 2 * room, ...all.map((b) => b.right + room)) - left, foot = Math.max(0, ...all.map((b) => b.bottom)) + room, height = foot + 76 - top;
  Object.entries({ viewBox: [left, top, width, height].map(Math.round).join(" "), width: Math.round(width), height: Math.round(height), "font-family": KG.face }).forEach(([k, v]) => root.setAttribute(k, v));
  KG.put(root, "title", {}, KG.data.title);
  KG.put(root, "rect", { x: left, y: top, width, height, fill: KG.css("stage") });
  KG.put(root, "text", { x: left + room, y: top + 32, "font-size": 20, "font-weight": "bold", fill: KG.css("ink") }, KG.data.title);
  KG.svgLines(root, at);
  shown.forEach(({ id, b }) => {
    const node = KG.data.nodes[id];
    KG.put(root, "rect", { x: b.left, y: b.top, width: b.right - b.left, height: b.bottom - b.top, rx: 7, fill: KG.fill(node.kind, KG.dark()), stroke: KG.edge(node.kind, KG.dark()), "stroke-dasharray": node.named ? "none" : "3 3" });
    KG.putRows(root, (b.left + b.right) / 2, (b.top + b.bottom) / 2, 14, KG.css("ink"), KG.labelOf(id).split("\n"), 14, {});
  });
  words.forEach((w) => KG.putRows(root, w.x, w.y, w.font, KG.css(w.line.status), w.line.label.split("\n"), w.font * 1.15, { stroke: KG.css("stage"), "stroke-width": w.font * 0.42, "paint-order": "stroke", "stroke-linejoin": "round" }));
  KG.svgLegend(root, left + room, foot, captions);
  return new XMLSerializer().serializeToString(root);
};
KG.svgLines = (root, at) => {
  const defs = KG.put(root, "defs", {});
  KG.strengths.forEach((s) => KG.put(KG.put(defs, "marker", { id: `to-${s}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerUnits: "userSpaceOnUse", markerWidth: 11, markerHeight: 11, orient: "auto-start-reverse" }), "path", { d: "M0 1L10 5L0 9z", fill: KG.css(s) }));
  KG.lines.forEach((e) => KG.put(root, "path", { d: KG.svgLine(e, at), fill: "none", stroke: KG.css(e.status), "stroke-width": KG.lineWidth(e), "stroke-dasharray": (KG.dashes[e.status] || []).join(" ") || "none", "marker-end": `url(#to-${e.status})`, ...(e.both ? { "marker-start": `url(#to-${e.status})` } : {}) }));
};
KG.svgLegend = (root, left, top, captions) => {
  let x = left;
  KG.strengths.filter((s) => KG.lines.some((e) => e.status === s)).forEach((s) => {
    KG.put(root, "line", { x1: x, x2: x + 28, y1: top + 8, y2: top + 8, stroke: KG.css(s), "stroke-width": KG.widths[s], "stroke-dasharray": (KG.dashes[s] || []).join(" ") || "none" });
    KG.put(root, "text", { x: x + 34, y: top + 12, "font-size": 12, fill: KG.css("soft") }, KG.statusWords[s]);
    x += 34 + KG.measure(KG.statusWords[s]) * 12 + 20;
  });
  captions.forEach((line, k) => KG.put(root, "text", { x: left, y: top + 36 + k * 18, "font-size": 12, fill: KG.css("soft") }, line));
};
// From border to border, as the picture shows it.
KG.svgLine = (e, at) => {
  if (e.from === e.to) { const b = KG.box(e.from), x = at[e.from].x; return `M${x - 8} ${b.top}C${x - 40} ${b.top - 48} ${x + 40} ${b.top - 48} ${x + 8} ${b.top}`; }
  const a = at[e.from], b = at[e.to], v = KG.via(a, b, e.bend), inside = (id, p) => { const o = KG.box(id); return p.x > o.left && p.x < o.right && p.y > o.top && p.y < o.bottom; };
  let first = 0, last = 1;
  while (first < 0.5 && inside(e.from, KG.along(a, b, e.bend, first))) first += 0.01;
  while (last > 0.5 && inside(e.to, KG.along(a, b, e.bend, last))) last -= 0.01;
  const mix = (p, q, t) => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t }), r = (n) => Math.round(n * 10) / 10;
  const s = KG.along(a, b, e.bend, first), t = KG.along(a, b, e.bend, last), c = mix(mix(a, v, first), mix(v, b, first), last);
  return `M${r(s.x)} ${r(s.y)}Q${r(c.x)} ${r(c.y)} ${r(t.x)} ${r(t.y)}`;
};

KG.save = (how) => {
  const give = (blob, name) => { const a = KG.make("a", { download: name, href: URL.createObjectURL(blob) }); a.click(); setTimeout(() => URL.revokeObjectURL(a.href), 5000); };
  if ((how === "png" || how === "svg") && !KG.live.size) { KG.tell("No picture is drawn: choose a name first."); return; }
  if (how === "png") KG.pngPicture().then((blob) => give(blob, "graph.png"));
  else if (how === "svg") give(new Blob([KG.svgPicture()], { type: "image/svg+xml" }), "graph.svg");
  else if (how === "steps") give(new Blob([KG.stepsText()], { type: "text/markdown" }), "story.md");
  else if (how === "json") give(new Blob([JSON.stringify(KG.records(), null, 1)], { type: "application/json" }), "claims.json");
  else if (how === "xlsx") give(new Blob([KG.workbook(KG.records())]), "claims.xlsx");
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
KG.records = () => (KG.picked || KG.visible).map((c) => {
  const d = KG.data.documents[c.document], own = c.voice.document >= 0;
  return { id: c.id, subject: KG.data.nodes[c.from].name, predicate: c.curie, label: c.label, object: KG.data.nodes[c.to].name, modality: c.modality, polarity: c.negative ? "negative" : "positive",
    attribution: own ? [] : c.voice.name.split(" › "), start: c.start, end: c.end, when: c.when, qualifiers: c.more.map(([key, value]) => `${key} ${value}`), quote: c.quote, source: d.source, title: d.title,
    date: d.date, from: c.points[0], to: c.points[1], confidence: c.confidence, verdict: c.verdict ? c.verdict.verdict : "", revision: c.revision, note: KG.state.notes[c.id] || "" };
});
// A spreadsheet runs a cell that starts with one of these: an apostrophe makes it text.
KG.cell = (value) => {
  const text = Array.isArray(value) ? value.join(" > ") : String(value ?? "");
  return `"${(/^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};
KG.csv = () => {
  const rows = KG.records();
  return rows.length ? [Object.keys(rows[0]).join(","), ...rows.map((r) => Object.values(r).map(KG.cell).join(","))].join("\r\n") + "\r\n" : "";
};
