"use strict";
// Lists: every actor and document by name, ranked; the landing of large graphs, and the picture in words for all.
KG.listed = 60;
KG.bar = (claims) => {
  const total = claims.length, counts = KG.strengths.map((s) => [s, claims.filter((c) => c.status === s).length]).filter(([, n]) => n);
  const bar = KG.make("span", { class: "bar", "aria-hidden": "true" }, counts.map(([s]) => KG.make("i", { class: `b-${s}` })));
  [...bar.children].forEach((part, k) => { part.style.flexGrow = String(counts[k][1] / total); });
  return bar;
};
KG.nodeRow = (id, claims, most) => {
  const node = KG.data.nodes[id], bar = KG.bar(claims);
  bar.style.width = `${Math.max(4, Math.round(100 * claims.length / most))}%`;
  return KG.make("li", {}, KG.make("button", { type: "button", class: `row${KG.state.node === id ? " on" : ""}`, "data-node": id, "data-key": `node${id}`, "aria-pressed": String(KG.state.node === id), on: { click: () => KG.pickNode(id, true) } },
    KG.swatch(node.kind), KG.make("span", { class: "what" }, KG.make("span", { class: "named" }, node.name), KG.make("small", {}, node.named ? KG.words(node.kind) : `${KG.words(node.kind)}, described`)),
    KG.make("span", { class: "amount" }, KG.make("b", {}, String(claims.length)), bar)));
};
KG.documentRow = (d, claims) => KG.make("li", {}, KG.make("button", { type: "button", class: "row", "data-key": `doc${d.number}`, on: { click: () => KG.openDocument(d.number) } },
  KG.make("span", { class: "what" }, KG.make("span", { class: "named" }, d.name), KG.make("small", {}, [d.date, KG.words(d.kind)].filter(Boolean).join(" · "))), KG.make("span", { class: "amount" }, KG.make("b", {}, String(claims)))));
KG.showList = () => {
  const box = KG.byId("list"), by = new Map(), docs = new Map();
  (KG.state.node === null && KG.picked || KG.visible).forEach((c) => {
    new Set([c.from, c.to]).forEach((n) => { if (!by.has(n)) by.set(n, []); by.get(n).push(c); });
    docs.set(c.document, (docs.get(c.document) || 0) + 1);
  });
  if (KG.picked === null && KG.visible.length === KG.data.claims.length) KG.data.documents.forEach((d) => { if (!docs.has(d.number)) docs.set(d.number, 0); });
  const order = [...by.keys()].sort((a, b) => KG.core.has(b) - KG.core.has(a) || by.get(b).length - by.get(a).length || a - b), most = Math.max(1, ...[...by.values()].map((held) => held.length));
  const rows = order.slice(0, KG.listed).map((id) => KG.nodeRow(id, by.get(id), most)), actors = order.filter((n) => KG.core.has(n)).length;
  const more = order.length > KG.listed ? KG.button(`${Math.min(300, order.length - KG.listed)} more of ${order.length.toLocaleString("en")}`, () => { KG.listed += 300; KG.showList(); }, { class: "small", "data-key": "listed" }) : null;
  const documents = [...docs.keys()].sort((a, b) => a - b).map((d) => KG.documentRow(KG.data.documents[d], docs.get(d)));
  const why = KG.live.size ? null : KG.soft(KG.data.big ? `${KG.picked ? "No one picture holds these" : "Too many to draw at once"}: choose one, and the picture shows what is around it.` : "There is nothing to draw.");
  const jump = documents.length > 1 && rows.length > 8 ? KG.make("p", {}, KG.button(`${KG.count(documents.length, "document")} ↓`, () => { box.querySelector(".documents").scrollIntoView(); }, { class: "small", "data-key": "jump" })) : null;
  KG.refill(box, [why, jump, KG.make("h3", {}, `${KG.count(actors, "named actor")}`, order.length > actors ? KG.make("small", {}, ` and ${KG.count(order.length - actors, "other thing")}`) : null), KG.make("ol", { class: "rows" }, rows), more,
    KG.make("h3", { class: "documents" }, KG.count(documents.length, "document")), KG.make("ol", { class: "rows" }, documents)], false);
};
KG.showStories = () => {
  const chosen = KG.state.story, chips = KG.data.stories.map((story) => KG.button([`${story.name} `, KG.make("b", {}, story.total.toLocaleString("en"))], () => KG.pickStory(story.question),
    { class: "chip", "data-key": `story-${story.question}`, "aria-pressed": String(chosen === story.question) }));
  KG.refill(KG.byId("stories"), chips.length ? [KG.make("h2", { class: "label" }, "Stories"), ...chips] : [], false);
};
