"use strict";
// What the reader writes: notes on claims and names, and a story told in steps. Both stand in the state, so in the link, and in this browser.
KG.notesKey = () => `kg-notes:${KG.data.title}`;
KG.written = (s) => ({ notes: s.notes, steps: s.steps });
KG.keepWritten = () => {
  try { localStorage.setItem(KG.notesKey(), JSON.stringify(KG.written(KG.state))); } catch { /* the link still holds them */ }
};
KG.readWritten = (kept) => {
  let held = kept;
  if (!Object.hasOwn(kept, "notes") && !Object.hasOwn(kept, "steps")) {
    try { held = JSON.parse(localStorage.getItem(KG.notesKey())) || {}; } catch { held = {}; }
  }
  const isText = (t, most) => typeof t === "string" && t.trim() !== "" && t.length <= most, isMap = (o) => o && typeof o === "object" && !Array.isArray(o);
  const notes = Object.fromEntries(Object.entries(isMap(held.notes) ? held.notes : {}).filter(([, t]) => isText(t, 4000)));
  const steps = (Array.isArray(held.steps) ? held.steps : []).filter((x) => isMap(x) && isText(x.caption, 500) && isMap(x.view)).slice(0, 100).map(({ caption, view }) => ({ caption, view }));
  return { notes, steps };
};
KG.noteBox = (id, what) => {
  const held = KG.state.notes[id] || "", set = (event) => KG.change((s) => { s.notes = { ...s.notes, [id]: event.target.value.trim() }; if (!s.notes[id]) delete s.notes[id]; });
  return KG.make("label", { class: "noted" }, `Your note on ${what}`, KG.make("textarea", { rows: held ? 3 : 1, maxlength: 4000, "data-key": `note${id}`, on: { change: set } }, held));
};

KG.addStep = (caption) => KG.change((s) => { s.steps = [...s.steps, { caption: caption.trim() || `Step ${s.steps.length + 1}`, view: KG.lookOf(s) }]; });
KG.showStep = (k) => {
  const { caption, view } = KG.state.steps[k];
  KG.change((s) => { const { notes, steps } = s; Object.assign(s, KG.inward(view), { notes, steps }); });
  KG.byId("story").open = false;
  KG.tell(`Step ${k + 1} of ${KG.state.steps.length}: ${caption}`);
};
KG.moveStep = (k) => KG.change((s) => { const steps = [...s.steps]; [steps[k - 1], steps[k]] = [steps[k], steps[k - 1]]; s.steps = steps; });
KG.dropStep = (k) => KG.change((s) => { s.steps = s.steps.filter((_, i) => i !== k); });
KG.showSteps = () => {
  const { steps } = KG.state, rows = steps.map((step, k) => KG.make("li", {}, KG.button(step.caption, () => KG.showStep(k), { class: "name", "data-key": `step${k}` }),
    k ? KG.button("↑", () => KG.moveStep(k), { class: "small", "aria-label": `Move up: ${step.caption}`, "data-key": `up${k}` }) : null,
    KG.button("✕", () => KG.dropStep(k), { class: "small", "aria-label": `Remove: ${step.caption}`, "data-key": `drop${k}` })));
  const caption = KG.make("input", { type: "text", maxlength: 500, "aria-label": "Caption of this view", placeholder: "What this view shows", "data-key": "caption" });
  const add = KG.make("form", { on: { submit: (event) => { event.preventDefault(); KG.addStep(caption.value); } } }, caption, KG.make("button", {}, "Add this view"));
  KG.byId("step-count").textContent = steps.length ? ` ${steps.length}` : "";
  KG.refill(KG.byId("steps"), [KG.soft(steps.length ? "The link to this page holds them." : "Tell a story in views: choose what to show, say what it shows, add it."),
    rows.length ? KG.make("ol", {}, rows) : null, add, steps.length ? KG.button("Save as text", () => KG.save("steps"), { class: "small", "data-key": "steps" }) : null], false);
};
// The story as Markdown: each step with what it shows, in the words of who claims it.
KG.stepsText = () => {
  const now = KG.state, clean = (t) => t.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|~]/g, "\\$&"), out = [`# ${clean(KG.data.title)}`, clean(KG.data.sentence)];
  now.steps.forEach(({ caption, view }, k) => {
    KG.state = { ...KG.inward(view), ...KG.written(now) };
    KG.derive();
    const claims = KG.picked || KG.visible, shown = KG.state.claim === null ? claims.slice(0, 12) : [KG.data.claims[KG.state.claim]];
    out.push(`## ${k + 1}. ${clean(caption)}`, ...shown.map((c) => `- ${clean(KG.citation(c))}${now.notes[c.id] ? `\n\n  Note: ${clean(now.notes[c.id])}` : ""}`));
    if (claims.length > shown.length) out.push(`${claims.length - shown.length} more claims stand in this view.`);
  });
  KG.state = now;
  KG.derive();
  return `${out.join("\n\n")}\n`;
};
