"use strict";
// The words on the lines: as large on the screen at any zoom, where they hide no box and no other words; more appear as one zooms in.
KG.wordsFont = 11;
KG.spots = [0.5, 0.44, 0.56, 0.38, 0.62, 0.31, 0.69, 0.25, 0.75];
KG.placed = [];
KG.names = [];

// The control point of vis-network's curves (curvedCW and curvedCCW).
KG.via = (a, b, bend) => {
  const x = b.x - a.x, y = b.y - a.y, angle = bend * Math.PI / 2, reach = Math.abs(bend) / 2 + 0.5;
  return { x: a.x + reach * (x * Math.cos(angle) + y * Math.sin(angle)), y: a.y + reach * (y * Math.cos(angle) - x * Math.sin(angle)) };
};
KG.along = (a, b, bend, t) => {
  const v = KG.via(a, b, bend), s = 1 - t;
  return { x: s * s * a.x + 2 * s * t * v.x + t * t * b.x, y: s * s * a.y + 2 * s * t * v.y + t * t * b.y };
};
KG.meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
KG.measure = (() => {
  const known = new Map(), context = document.createElement("canvas").getContext("2d");
  return (text) => {
    if (!known.has(text)) {
      context.font = `100px ${KG.face}`;
      known.set(text, Math.max(...text.split("\n").map((line) => context.measureText(line).width)) / 100);
    }
    return known.get(text);
  };
})();

// Above and below the middle of a line that is too short for its words.
KG.beside = (a, b, bend, width, height) => {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1, nx = (b.y - a.y) / length, ny = (a.x - b.x) / length, away = (Math.abs(nx) * width + Math.abs(ny) * height) / 2 + 4;
  return [0.5, 0.4, 0.6].flatMap((t) => [1, -1].map((side) => { const p = KG.along(a, b, bend, t); return { x: p.x + nx * away * side, y: p.y + ny * away * side }; }));
};

// Which lines' words stand where, in the picture's own units: the chosen lines first, then those with more claims.
KG.placeWords = (scale, view) => {
  const font = scale < 1 ? KG.wordsFont / scale : KG.wordsFont, at = KG.network.getPositions(), boxes = [], taken = [], out = [];
  const seen = (b) => !view || KG.meets(b, view);
  KG.live.forEach((id) => { const b = KG.box(id); if (seen(b)) boxes.push(b); });
  // Far away, words would be larger than the boxes that they join.
  let lines = KG.lines.filter((e) => {
    if (scale < 0.62 && KG.lineStates.get(e.id) !== "picked") return false;
    const a = at[e.from], b = at[e.to];
    return KG.lineStates.get(e.id) !== "dim" && seen({ left: Math.min(a.x, b.x), right: Math.max(a.x, b.x) + 1, top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) + 1 });
  });
  const rank = (e) => (KG.lineStates.get(e.id) === "picked" ? 1e6 : 0) + (e.status === "disputed" ? 1e3 : 0) + e.claims.length;
  if (lines.length > 250) lines = lines.filter((e) => KG.lineStates.get(e.id) === "picked").slice(0, 60);
  lines.sort((a, b) => rank(b) - rank(a)).forEach((e) => {
    const width = KG.measure(e.label) * font + 4, height = e.label.split("\n").length * font * 1.15 + 2;
    const around = (p) => ({ left: p.x - width / 2, right: p.x + width / 2, top: p.y - height / 2, bottom: p.y + height / 2 });
    const free = (b) => !boxes.some((o) => KG.meets(b, o)) && !taken.some((o) => KG.meets(b, o));
    const loop = e.from === e.to ? [{ x: at[e.from].x, y: KG.box(e.from).top - 44 - height / 2 }] : null;
    const points = loop || [...KG.spots.map((t) => KG.along(at[e.from], at[e.to], e.bend, t)), ...KG.beside(at[e.from], at[e.to], e.bend, width, height)];
    const point = points.find((p) => free(around(p))) || ((KG.lineStates.get(e.id) === "picked" && lines.length < 12) || e.status === "disputed" ? points[0] : null);
    if (!point) return;
    taken.push(around(point));
    out.push({ line: e, x: point.x, y: point.y, font, ...around(point) });
  });
  return out;
};
KG.drawWords = (context) => {
  if (KG.busy) return;
  const net = document.getElementById("net"), scale = KG.network.getScale();
  const low = KG.network.DOMtoCanvas({ x: 0, y: 0 }), high = KG.network.DOMtoCanvas({ x: net.clientWidth, y: net.clientHeight });
  const view = { left: low.x, top: low.y, right: high.x, bottom: high.y };
  KG.placed = KG.placeWords(scale, view);
  context.textAlign = "center"; context.textBaseline = "middle"; context.lineJoin = "round"; context.setLineDash([]);
  KG.drawNames(context, scale, view);
  KG.drawFolded(context, scale);
  KG.placed.forEach((w) => {
    const rows = w.line.label.split("\n");
    context.font = `${KG.lineStates.get(w.line.id) === "picked" && KG.scene.center === null ? "bold " : ""}${w.font}px ${KG.face}`;
    context.lineWidth = w.font * 0.42; context.strokeStyle = KG.css("stage"); context.fillStyle = KG.css(w.line.status);
    const put = (how) => rows.forEach((row, k) => context[how](row, w.x, w.y + (k - (rows.length - 1) / 2) * w.font * 1.15));
    put("strokeText"); put("fillText");
  });
};
// What is folded into a box stands at its corner as "+n".
KG.drawFolded = (context, scale) => {
  const font = Math.max(10, 9.5 / Math.max(scale, 0.6));
  context.font = `bold ${font}px ${KG.face}`; context.lineWidth = 1;
  KG.folded.forEach((n, id) => {
    if (!KG.live.has(id) || KG.nodeStates.get(id) === "dim" || 14 * scale < 9.5) return;
    const b = KG.box(id), text = `+${n}`, w = context.measureText(text).width + 7, h = font + 4, x = b.right - 4, y = b.top - 1;
    context.fillStyle = KG.css("panel"); context.strokeStyle = KG.css("rule");
    context.beginPath(); context.roundRect(x - w / 2, y - h / 2, w, h, h / 2); context.fill(); context.stroke();
    context.fillStyle = KG.css("soft"); context.fillText(text, x, y + 0.5);
  });
};
// Far away, where the letters in the boxes are too small to read: the names of the most connected, in letters as large on the screen as before.
KG.placeNames = (scale, view) => {
  const font = KG.wordsFont / scale, at = KG.network.getPositions(), taken = [], out = [], lines = new Map();
  if (14 * scale >= 9.5) return out;
  KG.lines.forEach((e) => [e.from, e.to].forEach((id) => lines.set(id, (lines.get(id) || 0) + e.claims.length)));
  const rank = (n) => (KG.nodeStates.get(n.id) === "picked" ? 1e6 : 0) + (lines.get(n.id) || 0) + (n.named ? 0.5 : 0);
  const shown = [...KG.live].filter((id) => KG.nodeStates.get(id) !== "dim").map((id) => ({ id, label: KG.labelOf(id), named: KG.data.nodes[id].named }));
  shown.sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  let room = (view.right - view.left) * (view.bottom - view.top) * 0.2;
  shown.forEach((node) => {
    const p = at[node.id], width = KG.measure(node.label) * font + font, height = node.label.split("\n").length * font * 1.15 + font * 0.5;
    if (room < width * height || p.x < view.left || p.x > view.right || p.y < view.top || p.y > view.bottom) return;
    // A name at the rim is pushed inside.
    const x = Math.max(view.left + width / 2, Math.min(view.right - width / 2, p.x)), y = Math.max(view.top + height / 2, Math.min(view.bottom - height / 2, p.y));
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    if (taken.some((o) => KG.meets(box, o))) return;
    taken.push({ left: box.left - font / 4, right: box.right + font / 4, top: box.top - font / 4, bottom: box.bottom + font / 4 });
    room -= width * height;
    out.push({ node, x, y, font, ...box });
  });
  return out;
};
KG.drawNames = (context, scale, view) => {
  KG.names = KG.placeNames(scale, view);
  KG.names.forEach((n) => {
    const style = KG.nodeStyle(n.node.id, KG.nodeStates.get(n.node.id)), rows = n.node.label.split("\n");
    context.font = `${n.font}px ${KG.face}`; context.lineWidth = n.font * 0.1; context.setLineDash(n.node.named ? [] : [n.font * 0.25, n.font * 0.25]);
    context.fillStyle = style.color.background; context.strokeStyle = style.color.border;
    context.beginPath(); context.roundRect(n.left, n.top, n.right - n.left, n.bottom - n.top, n.font * 0.4); context.fill(); context.stroke();
    context.fillStyle = KG.css("ink"); context.setLineDash([]);
    rows.forEach((row, k) => context.fillText(row, n.x, n.y + (k - (rows.length - 1) / 2) * n.font * 1.15));
  });
};
KG.hit = (found, p) => found.find((w) => p.x >= w.left && p.x <= w.right && p.y >= w.top && p.y <= w.bottom);
KG.nameAt = (p) => { const hit = KG.hit(KG.names, p); return hit ? hit.node.id : null; };
KG.wordsAt = (p) => { const hit = KG.hit(KG.placed, p); return hit ? hit.line : null; };
