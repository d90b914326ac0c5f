"use strict";
// What the state shows: the visible claims, the chosen ones among them, and what the picture draws of them.
KG.fewest = 12; // boxes around one thing that has fewer actors beside it: the rest folds into it
KG.most = 20; // boxes around one thing, or of one story: what a screen holds in readable letters

// The claims of what is chosen; null where nothing is.
KG.chosen = () => {
  const s = KG.state, ordered = () => [...KG.visible].sort((a, b) => a.rank - b.rank);
  if (s.line !== null) return ordered().filter((c) => KG.joins(c, s.line));
  if (s.node !== null) return ordered().filter((c) => c.from === s.node || c.to === s.node);
  if (s.passage !== null) return s.passage.map((k) => KG.data.claims[k]);
  if (s.path) return ordered().filter(KG.onRoute);
  if (s.story !== null) {
    const story = KG.storyOf(s.story), rows = s.row === null ? story.rows : [story.rows[s.row]], held = new Set(rows.flatMap((r) => r.claims));
    return ordered().filter((c) => held.has(c.number));
  }
  if (s.search.trim() || s.focus !== null) return ordered();
  return null;
};
KG.storyOf = (question) => KG.data.stories.find((s) => s.question === question);
KG.joins = (c, [a, b]) => (c.from === a && c.to === b) || (c.from === b && c.to === a);

KG.derive = () => {
  const s = KG.state;
  KG.near = null;
  if (s.focus !== null) {
    const base = KG.data.claims.filter((c) => KG.passes(c)), near = KG.around(s.focus, s.hops, base);
    s.opened.forEach((n) => KG.around(n, 1, base).forEach((m) => near.add(m)));
    s.pinned.forEach((p) => near.add(p));
    KG.near = near;
  }
  KG.visible = KG.data.claims.filter((c) => KG.passes(c));
  KG.route = s.path ? KG.findPath(s.path[0], s.path[1], KG.visible) : [];
  KG.picked = KG.chosen();
  KG.scene = KG.findScene();
  KG.live = new Set(KG.scene.nodes);
  KG.lines = KG.makeLines(KG.visible, KG.live);
  KG.lineOf = new Map(KG.lines.flatMap((e) => e.claims.map((c) => [c.number, e])));
  KG.folded = new Map();
  KG.visible.forEach((c) => {
    const one = (near, far) => { if (KG.live.has(near) && !KG.live.has(far)) KG.folded.set(near, (KG.folded.get(near) || 0) + 1); };
    one(c.from, c.to); one(c.to, c.from);
  });
  KG.deriveStates();
};
// Which boxes are drawn, around which one, and what was left out for want of room.
KG.findScene = () => {
  const s = KG.state, drawn = KG.data.drawn.map((n) => n.id), big = KG.data.big;
  if (s.path) return { nodes: KG.route.length ? KG.route : s.path, center: null, over: 0 };
  if (s.focus !== null) return KG.radialScene(s.focus, KG.visible);
  if (s.node !== null && (big || !drawn.includes(s.node))) return KG.radialScene(s.node, KG.visible.filter((c) => c.from === s.node || c.to === s.node));
  const claims = KG.picked || KG.visible, live = new Set(KG.visible.flatMap((c) => [c.from, c.to]));
  s.pinned.forEach((p) => { if (!s.gone.includes(p)) live.add(p); });
  if (!big) {
    const shown = drawn.filter((n) => live.has(n));
    return { nodes: shown, center: null, over: [...live].filter((n) => KG.core.has(n)).length - shown.filter((n) => KG.core.has(n)).length };
  }
  if (KG.picked === null) return { nodes: [], center: null, over: 0 };
  return KG.crowdScene(claims);
};
KG.degree = (claims) => {
  const degree = new Map();
  claims.forEach((c) => new Set([c.from, c.to]).forEach((n) => degree.set(n, (degree.get(n) || 0) + 1)));
  return degree;
};
// Actors go before what is folded elsewhere, then whoever has more claims.
KG.ranked = (degree) => [...degree.keys()].sort((a, b) => KG.core.has(b) - KG.core.has(a) || degree.get(b) - degree.get(a) || a - b);
KG.radialScene = (center, claims) => {
  const order = KG.ranked(KG.degree(claims)).filter((n) => n !== center), actors = order.filter((n) => KG.core.has(n)).length;
  const room = Math.min(KG.most - 1, Math.max(actors, KG.fewest)), pinned = KG.state.pinned.filter((n) => n !== center);
  return { nodes: [center, ...new Set([...pinned, ...order.slice(0, room)])], center, over: Math.max(0, order.length - room) };
};
KG.crowdScene = (claims) => {
  const order = KG.ranked(KG.degree(claims)), kept = new Set(order.slice(0, KG.most)), joined = new Set(claims.filter((c) => c.from !== c.to && kept.has(c.from) && kept.has(c.to)).flatMap((c) => [c.from, c.to]));
  const nodes = [...kept].filter((n) => joined.has(n)), parts = KG.countParts(nodes, claims);
  return parts > 4 || nodes.length * 2 < kept.size ? { nodes: [], center: null, over: 0 } : { nodes, center: null, over: order.length - nodes.length };
};
KG.countParts = (nodes, claims) => {
  const left = new Set(nodes), inside = claims.filter((c) => left.has(c.from) && left.has(c.to));
  let parts = 0;
  while (left.size) {
    KG.around([...left][0], nodes.length, inside).forEach((n) => left.delete(n));
    parts += 1;
  }
  return parts;
};

// One line a pair: its claims, its strongest status, the words on it.
KG.makeLines = (claims, live) => {
  const pairs = new Map(), known = new Map(KG.data.edges.map((e) => [e.id, e]));
  claims.forEach((c) => {
    if (!live.has(c.from) || !live.has(c.to)) return;
    const id = `e${Math.min(c.from, c.to)}-${Math.max(c.from, c.to)}`;
    if (!pairs.has(id)) pairs.set(id, []);
    pairs.get(id).push(c);
  });
  return [...pairs].map(([id, held]) => {
    const first = held[0], forward = held.filter((c) => c.from === first.from).length, turned = forward * 2 < held.length, whole = known.get(id);
    const same = whole && whole.claims.length === held.length;
    return { id, claims: held, from: turned ? first.to : first.from, to: turned ? first.from : first.to, both: first.from !== first.to && forward < held.length,
      status: KG.strongest(held.map((c) => c.status)), bend: whole ? whole.bend : 0, ...(same ? { from: whole.from, to: whole.to } : {}),
      label: same ? whole.label : KG.wrap(KG.lineLabel(held), 22, 2) };
  });
};
// As kg.view.picture.line_label, which the tests compare it with: the strongest first, never a weaker one without saying so.
KG.lineLabel = (claims) => {
  const told = new Set(), groups = [];
  KG.strengths.forEach((status) => {
    const verbs = [...new Set(claims.filter((c) => c.status === status).map((c) => c.label))], held = verbs.filter((v) => status === "denied" || !told.has(v));
    verbs.forEach((v) => told.add(v));
    if (held.length) groups.push([status, held]);
  });
  const prefix = (status, k) => (status === "fact" && !k ? "" : `${KG.lineWords.get(status)}: `);
  const size = (list, most) => list.reduce((sum, [, verbs]) => sum + Math.min(most, verbs.length), 0);
  const texts = [[2, 2], [2, 1], [1, 2], [1, 1]].map(([most, each]) => {
    const held = groups.slice(0, most).map(([status, verbs], k) => prefix(status, k) + verbs.slice(0, each).join(", ")), left = size(groups, Infinity) - size(groups.slice(0, most), each);
    return held.join("; ") + (left ? ` +${left}` : "");
  });
  return texts.find((text) => !KG.wrap(text, 22, 2).includes("…")) || texts[3];
};
KG.wrap = (text, width, rows) => {
  const out = [""], limit = Math.max(Math.ceil(text.length / Math.max(1, Math.min(rows, Math.ceil(text.length / width)))) + 3, 8);
  text.split(/\s+/).forEach((word) => {
    const row = out.at(-1);
    if (row && row.length + word.length + 1 > Math.min(limit, width)) out.push(word);
    else out[out.length - 1] = row ? `${row} ${word}` : word;
  });
  const cut = out.slice(0, rows);
  if (out.length > rows) cut[rows - 1] = `${cut[rows - 1].slice(0, width - 1)}…`;
  return cut.map((row) => (row.length > width + 4 ? `${row.slice(0, width + 2)}…` : row)).join("\n") || "?";
};

KG.deriveStates = () => {
  const s = KG.state, held = KG.picked === null ? null : new Set(KG.picked.map((c) => c.number));
  const lit = new Set(KG.picked === null ? [] : KG.picked.flatMap((c) => [c.from, c.to])), ends = new Set(s.path || s.line || (s.node === null ? [] : [s.node]));
  const plain = held === null || s.focus !== null && s.node === null && s.line === null && s.passage === null && !s.path;
  KG.nodeStates = new Map([...KG.live].map((n) => [n, plain ? "" : ends.has(n) ? "picked" : lit.has(n) ? "" : "dim"]));
  KG.lineStates = new Map(KG.lines.map((e) => [e.id, plain ? "" : e.claims.some((c) => held.has(c.number)) ? "picked" : "dim"]));
};
