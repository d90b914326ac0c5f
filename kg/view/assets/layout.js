"use strict";
// Where boxes go when the picture is not the one that Python has placed: around one thing, or spread out.
KG.sizeOf = (id) => {
  const label = KG.labelOf(id), rows = label.split("\n");
  return { w: Math.max(...rows.map((row) => KG.measure(row))) * 14 + 20, h: rows.length * 15 + 14 };
};
KG.findPlaces = () => {
  const ids = [...KG.live], drawn = new Map(KG.data.drawn.map((n) => [n.id, n])), all = ids.length === drawn.size && ids.every((id) => drawn.has(id));
  KG.placed0 = all && KG.scene.center === null;
  const found = KG.placed0 ? new Map(ids.map((id) => [id, { x: drawn.get(id).x, y: drawn.get(id).y }]))
    : KG.scene.center !== null ? KG.radial(KG.scene.center, ids) : KG.spread(ids);
  if (KG.scene.center === null) KG.keptPlaces().forEach((p, id) => { if (found.has(id)) found.set(id, p); });
  return found;
};
KG.neighbours = (ids) => {
  const beside = new Map(ids.map((id) => [id, new Set()]));
  KG.lines.forEach((e) => { if (e.from !== e.to) { beside.get(e.from).add(e.to); beside.get(e.to).add(e.from); } });
  return beside;
};
// Breadth first from one box: each with its children, in order.
KG.treeFrom = (root, ids, beside) => {
  const parent = new Map([[root, null]]), queue = [root], children = new Map(ids.map((id) => [id, []]));
  for (let k = 0; k < queue.length; k += 1) {
    [...beside.get(queue[k])].sort((a, b) => beside.get(b).size - beside.get(a).size || a - b).forEach((n) => {
      if (!parent.has(n)) { parent.set(n, queue[k]); children.get(queue[k]).push(n); queue.push(n); }
    });
  }
  ids.forEach((id) => { if (!parent.has(id)) { parent.set(id, root); children.get(root).push(id); queue.push(id); } });
  return { order: queue, children };
};
// Rings around the chosen one (Eades 1992): a branch gets a sector as wide as its leaves; crowded rings take two depths.
KG.radial = (center, ids) => {
  const beside = KG.neighbours(ids), { order, children } = KG.treeFrom(center, ids, beside), leaves = new Map(), at = new Map([[center, { x: 0, y: 0 }]]);
  [...order].reverse().forEach((id) => leaves.set(id, Math.max(1, children.get(id).reduce((sum, n) => sum + leaves.get(n), 0))));
  const net = KG.byId("net"), wide = Math.min(1.7, Math.max(0.7, (net.clientWidth || 600) / (net.clientHeight || 480))), crowd = children.get(center).length;
  const ring = Math.max(Math.min(200, 130 + crowd * 8), crowd * 11.5), sector = new Map([[center, [-Math.PI / 2, Math.PI * 1.5, 0]]]);
  order.forEach((id) => {
    const [start, end, depth] = sector.get(id);
    let from = start;
    children.get(id).forEach((n, k) => {
      const width = (end - start) * leaves.get(n) / leaves.get(id), middle = from + width / 2;
      const radius = ring * (depth + 1) * (depth === 0 && crowd > 9 ? (k % 2 ? 1.3 : 0.86) : 1);
      at.set(n, { x: Math.cos(middle) * radius * wide, y: Math.sin(middle) * radius });
      sector.set(n, [from, from + width, depth + 1]);
      from += width;
    });
  });
  return KG.partBoxes(at, new Set([center]));
};
// Forces of Fruchterman and Reingold (1991) from the rings around the hub; the same boxes always land in the same places.
KG.spread = (ids) => {
  if (!ids.length) return new Map();
  const beside = KG.neighbours(ids), hub = ids.reduce((best, id) => (beside.get(id).size > beside.get(best).size ? id : best)), at = KG.radial(hub, ids);
  const ideal = 150, rounds = 90;
  for (let round = 0; round < rounds; round += 1) {
    const heat = ideal * 0.6 * (1 - round / rounds) + 2, move = new Map(ids.map((id) => [id, { x: -at.get(id).x * 0.1, y: -at.get(id).y * 0.14 }]));
    ids.forEach((a, i) => ids.slice(0, i).forEach((b) => {
      const dx = at.get(a).x - at.get(b).x, dy = at.get(a).y - at.get(b).y, push = ideal * ideal / Math.max(dx * dx + dy * dy, 400);
      move.get(a).x += dx * push; move.get(a).y += dy * push; move.get(b).x -= dx * push; move.get(b).y -= dy * push;
    }));
    KG.lines.filter((e) => e.from !== e.to).forEach((e) => {
      const dx = at.get(e.from).x - at.get(e.to).x, dy = at.get(e.from).y - at.get(e.to).y, pull = Math.hypot(dx, dy) / ideal;
      move.get(e.from).x -= dx * pull; move.get(e.from).y -= dy * pull; move.get(e.to).x += dx * pull; move.get(e.to).y += dy * pull;
    });
    ids.forEach((id) => {
      const m = move.get(id), length = Math.max(Math.hypot(m.x, m.y), 1e-6), step = Math.min(length, heat) / length;
      at.set(id, { x: Math.round(at.get(id).x + m.x * step), y: Math.round(at.get(id).y + m.y * step) });
    });
  }
  return KG.packParts(KG.partBoxes(at, new Set()), beside);
};
// What does not hang together stands in shelves, the largest part first: left alone, parts drift into the corners.
KG.packParts = (at, beside) => {
  const left = new Set(at.keys()), parts = [], gap = 60;
  while (left.size) {
    const [first] = left, part = [first];
    left.delete(first);
    part.forEach((id) => beside.get(id).forEach((n) => { if (left.delete(n)) part.push(n); }));
    const ends = part.map((id) => { const p = at.get(id), { w, h } = KG.sizeOf(id); return [p.x - w / 2, p.x + w / 2, p.y - h / 2, p.y + h / 2]; });
    const low = (k) => Math.min(...ends.map((e) => e[k])), high = (k) => Math.max(...ends.map((e) => e[k]));
    parts.push({ part, x: low(0), y: low(2), w: high(1) - low(0), h: high(3) - low(2) });
  }
  if (parts.length < 2) return at;
  parts.sort((a, b) => b.part.length - a.part.length);
  const wide = Math.max(parts[0].w, Math.sqrt(1.3 * parts.reduce((sum, p) => sum + (p.w + gap) * (p.h + gap), 0)));
  let x = 0, y = 0, tall = 0;
  parts.forEach((p) => {
    if (x && x + p.w > wide) { x = 0; y += tall + gap; tall = 0; }
    p.part.forEach((id) => { const q = at.get(id); at.set(id, { x: q.x - p.x + x, y: q.y - p.y + y }); });
    x += p.w + gap; tall = Math.max(tall, p.h);
  });
  return at;
};
// Push overlapping boxes apart, along the axis that needs less, until none overlap.
KG.partBoxes = (at, still) => {
  const ids = [...at.keys()], size = new Map(ids.map((id) => [id, KG.sizeOf(id)])), gapX = 24, gapY = 20;
  for (let round = 0; round < 120; round += 1) {
    let moved = false;
    ids.forEach((a, i) => ids.slice(0, i).forEach((b) => {
      const p = at.get(a), q = at.get(b), dx = p.x - q.x, dy = p.y - q.y;
      const needX = (size.get(a).w + size.get(b).w) / 2 + gapX - Math.abs(dx), needY = (size.get(a).h + size.get(b).h) / 2 + gapY - Math.abs(dy);
      if (needX <= 0 || needY <= 0) return;
      moved = true;
      const along = needY < needX ? "y" : "x", step = (along === "y" ? needY : needX) / 2 + 0.5, sign = (along === "y" ? dy : dx) >= 0 ? 1 : -1;
      if (!still.has(a)) p[along] += sign * step * (still.has(b) ? 2 : 1);
      if (!still.has(b)) q[along] -= sign * step * (still.has(a) ? 2 : 1);
    }));
    if (!moved) break;
  }
  return at;
};

// Places that somebody has kept, by IRI, so that they outlive new documents.
KG.placesKey = () => `kg-positions-${KG.data.title}`;
KG.keptPlaces = () => {
  const found = new Map();
  try {
    const kept = JSON.parse(localStorage.getItem(KG.placesKey()) || "{}"), node = KG.finder(KG.data.nodes);
    Object.entries(kept).forEach(([id, p]) => { const n = node(id); if (n !== null && p && Number.isFinite(p.x) && Number.isFinite(p.y)) found.set(n, { x: p.x, y: p.y }); });
  } catch { /* a sandboxed frame keeps nothing */ }
  return found;
};
KG.keepPlaces = () => {
  try {
    const now = Object.entries(KG.network.getPositions()).map(([n, p]) => [KG.data.nodes[n].id, p]);
    localStorage.setItem(KG.placesKey(), JSON.stringify(Object.fromEntries(now)));
    return "Positions are kept in this browser, also when documents are added.";
  } catch { return "This browser keeps nothing for this page."; }
};
KG.forgetPlaces = () => {
  try { localStorage.removeItem(KG.placesKey()); } catch { /* nothing was kept */ }
  KG.sceneKey = null;
  KG.draw();
  return "Every box is back where it was.";
};
