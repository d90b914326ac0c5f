"use strict";
// What the reader does, and what follows.
KG.nothing = { node: null, line: null, claim: null, passage: null, path: null, pathFrom: null };
KG.apply = () => {
  KG.derive();
  KG.byId("note").textContent = KG.notes().join(" ");
  KG.showStage();
  KG.showStories();
  KG.showFilters();
  KG.showCards();
  KG.showReader();
  KG.showSteps();
  const s = KG.state, search = KG.byId("search"), all = KG.data.claims.length;
  KG.byId("counts").textContent = KG.visible.length === all ? "" : `${KG.visible.length.toLocaleString("en")} of ${KG.count(all, "claim")} shown.`;
  KG.byId("undo").disabled = !KG.past.length;
  if (search.value !== s.search) search.value = s.search;
};
// The middle: a picture, a list of its names, or one of the tables.
KG.showStage = () => {
  document.body.dataset.tab = KG.state.tab;
  const s = KG.state, picture = s.tab === "actors", list = picture && (s.listed || !KG.live.size);
  document.querySelectorAll("[role=tab]").forEach((tab) => {
    const on = tab.dataset.tab === s.tab;
    tab.setAttribute("aria-selected", String(on)); tab.tabIndex = on ? 0 : -1;
  });
  KG.byId("panel").setAttribute("aria-labelledby", `tab-${s.tab}`);
  KG.byId("net").hidden = !picture || list; KG.byId("legend").hidden = !picture || list; KG.byId("list").hidden = !list; KG.byId("pane").hidden = picture;
  KG.byId("as-list").hidden = !picture || !KG.live.size; KG.byId("fit").hidden = !picture || list;
  KG.byId("as-list").setAttribute("aria-pressed", String(s.listed));
  if (list) KG.showList();
  if (picture && !list) KG.draw();
  if (s.tab === "matrix") KG.showMatrix();
  if (s.tab === "timeline") KG.showTimeline();
  if (s.tab === "sources") KG.showSources();
};
KG.notes = () => {
  const s = KG.state, { left_out: out, claims_left_out: claims, left_names: names, lesser_names: lesser, nodes } = KG.data, name = (n) => nodes[n].name, notes = [];
  if (KG.lost) notes.push(`${KG.lost === 1 ? "One thing" : `${KG.lost} things`} that this link names ${KG.lost === 1 ? "is" : "are"} no longer in this page.`);
  if (s.pathFrom !== null) notes.push(`Choose the other end of the path from ${name(s.pathFrom)}.`);
  if (s.focus !== null) notes.push(`Around ${name(s.focus)}, ${KG.count(s.hops, "step")}${s.opened.length ? `, and around ${s.opened.map(name).join(", ")}` : ""}.`);
  if (s.tab === "actors" && !s.listed && KG.live.size && KG.scene.over) notes.push(`${KG.count(KG.scene.over, "further name")} not drawn; the list has ${KG.scene.over === 1 ? "it" : "them"}.`);
  if (s.tab === "actors" && !s.listed && KG.live.size && KG.picked && KG.picked.length && KG.scene.center === null && ![...KG.nodeStates.values()].some((x) => x !== "dim")) notes.push("What is chosen is not in this picture: a click on a name in its card draws it.");
  if (s.gone.length) notes.push(`${s.gone.length} hidden.`);
  const wanted = s.search.trim().toLowerCase(), missed = wanted ? names.filter((n) => n.toLowerCase().includes(wanted)) : [];
  if (missed.length) notes.push(`Left out of this page: ${missed.slice(0, 5).join(", ")}; draw it with kg view --about NAME.`);
  const faint = wanted ? lesser.filter((n) => n.toLowerCase().includes(wanted)) : [];
  if (faint.length) notes.push(`Only in claims of less interest: ${faint.slice(0, 5).join(", ")}${faint.length > 5 ? ", …" : ""}; kg view --all draws them.`);
  if (out && !missed.length) notes.push(`The ${nodes.length} most connected entities. Left out: ${out} entities, ${claims} claims (${names.slice(0, 3).join(", ")}, …); draw them with kg view --about NAME.`);
  return notes;
};
KG.tell = (text) => { KG.byId("note").textContent = text; };

KG.pickNode = (id, move) => {
  const from = KG.state.pathFrom;
  KG.change((s) => {
    if (from !== null && from !== id) Object.assign(s, KG.nothing, { path: [from, id] });
    else Object.assign(s, KG.nothing, { node: id, pathFrom: s.pathFrom, doc: null });
  });
  if (move && KG.live.has(id) && KG.scene.center === null && !KG.byId("net").hidden) KG.showNode(id);
  KG.openPane("claims");
};
// Move the picture only when the box is outside.
KG.showNode = (id) => {
  const p = KG.network.canvasToDOM(KG.network.getPosition(id)), net = KG.byId("net");
  if (p.x < 40 || p.y < 20 || p.x > net.clientWidth - 40 || p.y > net.clientHeight - 20) KG.network.focus(id, { scale: Math.max(0.8, KG.network.getScale()), animation: false });
};
KG.pickLine = (line) => {
  KG.change((s) => Object.assign(s, KG.nothing, { line: [line.from, line.to], doc: null }));
  KG.openPane("claims");
};
// A claim is chosen beside what is chosen already, unless its statement's claims are given, or no card of it is there.
KG.pickClaim = (number, claims) => {
  const held = KG.picked && KG.picked.some((c) => c.number === number);
  KG.change((s) => {
    if (claims) Object.assign(s, KG.nothing, { passage: claims.map((c) => c.number) });
    else if (KG.picked === null ? !document.querySelector(`#cards [data-claim="${number}"]`) : !held) Object.assign(s, KG.nothing, { passage: [number] });
    Object.assign(s, { claim: s.claim === number ? null : number, doc: null });
  });
};
KG.pickPassage = (claims) => {
  KG.change((s) => Object.assign(s, KG.nothing, { passage: claims.map((c) => c.number), claim: claims[0].number, doc: null }));
  KG.openPane("claims");
};
KG.pickStory = (question) => {
  const off = KG.state.story === question;
  KG.change((s) => Object.assign(s, KG.nothing, { story: off ? null : question, row: null, doc: null, tab: !off && question === "timeline" ? "timeline" : s.tab === "timeline" ? "actors" : s.tab }));
  KG.openPane("claims");
};
KG.pickRow = (k) => KG.change((s) => Object.assign(s, { row: k, claim: KG.storyOf(s.story).rows[k].claims[0], doc: null, tab: s.tab === "timeline" ? "timeline" : "actors" }));
KG.openDocument = (number) => {
  KG.change((s) => Object.assign(s, { doc: number, claim: null, passage: null }));
  KG.openPane("text");
};
KG.focus = (id, hops) => KG.change((s) => Object.assign(s, { focus: id, hops, opened: id === null ? [] : s.opened, line: null, claim: null, passage: null, path: null, tab: "actors", listed: false }));
KG.expand = (id) => KG.change((s) => { s.opened = [...s.opened.filter((n) => n !== id), id]; });
KG.toggle = (key, id) => KG.change((s) => {
  s[key] = s[key].includes(id) ? s[key].filter((n) => n !== id) : [...s[key], id].sort((a, b) => a - b);
  if (key === "gone" && s.node === id) s.node = null;
  if (key === "gone" && s.focus === id) s.focus = null;
});
KG.reset = () => {
  KG.change((s) => Object.assign(s, KG.empty(), { tab: s.tab, listed: s.listed, ...KG.written(s) }));
  document.querySelectorAll("details").forEach((menu) => { menu.open = false; });
};

// Narrow windows show one pane; the bar at the foot changes it. A panel that is left out never opens.
KG.shows = (name) => !document.body.classList.contains(`no-${name}`);
KG.openPane = (name) => {
  if (!KG.shows(name)) return;
  document.body.dataset.pane = name;
  document.querySelectorAll("#panes button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.show === name)));
  if (name === "overview" && KG.network && !KG.byId("net").hidden) { KG.network.setSize("100%", "100%"); KG.network.redraw(); KG.fit(); }
};
KG.pickTab = (name, focus) => {
  KG.change((s) => { s.tab = name; });
  KG.openPane("overview");
  if (focus) KG.byId(`tab-${name}`).focus();
};
KG.listenToPicture = () => {
  const net = KG.byId("net");
  KG.network.on("click", (event) => {
    const name = KG.nameAt(event.pointer.canvas), node = name === null && event.nodes.length ? event.nodes[0] : name;
    const words = node === null ? KG.wordsAt(event.pointer.canvas) : null, line = words || (event.edges.length ? KG.lines.find((e) => e.id === event.edges[0]) : null);
    if (node !== null) KG.pickNode(node, false);
    else if (line) KG.pickLine(line);
    else KG.change((s) => Object.assign(s, KG.nothing));
  });
  KG.network.on("doubleClick", (event) => { if (event.nodes.length) KG.focus(event.nodes[0], 1); });
  KG.network.on("hoverNode", () => { net.classList.add("over"); });
  KG.network.on("blurNode", () => { net.classList.remove("over"); });
  new ResizeObserver(() => { if (!net.hidden && net.clientWidth) { KG.network.redraw(); KG.fit(); } }).observe(net);
};
KG.listenToTabs = () => document.querySelectorAll("[role=tab]").forEach((tab, k, tabs) => {
  tab.addEventListener("click", () => KG.pickTab(tab.dataset.tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) { event.preventDefault(); KG.pickTab(tabs[(k + step + tabs.length) % tabs.length].dataset.tab, true); }
  });
});
KG.listenToKeys = (search) => addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=text], input[type=search], textarea, select");
  if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); search.select(); }
  else if (event.key === "Escape" && event.target.matches("textarea, #steps input")) event.target.blur();
  else if (event.key === "Escape") { KG.reset(); search.blur(); }
  else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) { event.preventDefault(); KG.undo(); }
});
KG.setTheme = (dark) => { document.documentElement.dataset.theme = dark ? "dark" : "light"; KG.legend(); KG.apply(); };
KG.listen = () => {
  const on = (id, run) => KG.byId(id).addEventListener("click", run), search = KG.byId("search");
  on("undo", KG.undo); on("reset", KG.reset); on("fit", () => KG.fit());
  on("as-list", () => KG.change((s) => { s.listed = !s.listed; }));
  on("keep", () => KG.tell(KG.keepPlaces())); on("forget", () => KG.tell(KG.forgetPlaces()));
  on("theme", () => KG.setTheme(!KG.dark()));
  addEventListener("beforeprint", () => { KG.printed = KG.dark(); if (KG.printed) KG.setTheme(false); }); // paper is white
  addEventListener("afterprint", () => { if (KG.printed) KG.setTheme(true); });
  on("copy-link", () => KG.copy(location.href, "Link"));
  document.querySelectorAll("[data-save]").forEach((b) => b.addEventListener("click", () => KG.save(b.dataset.save)));
  document.querySelectorAll(".menu button").forEach((b) => b.addEventListener("click", () => { b.closest("details").open = false; }));
  document.querySelectorAll("#panes button").forEach((b) => b.addEventListener("click", () => KG.openPane(b.dataset.show)));
  KG.byId("document").addEventListener("change", (event) => KG.openDocument(Number(event.target.value)));
  KG.byId("text").addEventListener("keydown", KG.walkPassages);
  KG.byId("filter").addEventListener("toggle", KG.showFilters);
  search.addEventListener("input", () => KG.change((s) => Object.assign(s, KG.nothing, { search: search.value, story: null, row: null, doc: null }), true));
  KG.listenToTabs();
  KG.listenToKeys(search);
  addEventListener("hashchange", () => { KG.recall(); KG.apply(); });
};

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
KG.byId("title").textContent = KG.data.title;
KG.byId("sentence").textContent = KG.data.sentence;
document.title = KG.data.title;
KG.fillDocuments();
KG.recall();
KG.legend();
(innerWidth < 700 ? ["overview", "claims", "text"] : ["claims", "text", "overview"]).filter(KG.shows).slice(0, 1).forEach(KG.openPane);
if (innerWidth < 700 && !location.hash) KG.state.listed = true;
if (innerWidth < 700) KG.byId("search").placeholder = "Find";
KG.startDrawing();
KG.apply();
KG.listenToPicture();
KG.listen();
document.body.dataset.ready = "yes";
