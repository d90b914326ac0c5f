// Texts whose contrast is below 4.5, from computed styles (WCAG 2.2, 1.4.3); arguments[0]: light or dark.
const parse = (c) => { const m = c.match(/[\d.]+/g).map(Number); return { rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1 }; };
const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a > 0.99) return c.rgb; } return [255, 255, 255]; };
const css = (value) => { const e = document.createElement("i"); e.style.color = value; document.body.append(e); const c = parse(getComputedStyle(e).color).rgb; e.remove(); return c; };
document.documentElement.dataset.theme = arguments[0]; KG.legend(); KG.apply();
const low = [], texts = [...document.querySelectorAll("body *")].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length && !e.closest("script, noscript, .hidden"));
texts.forEach((e) => { const r = ratio(parse(getComputedStyle(e).color).rgb, behind(e)); if (r < 4.5) low.push(`${e.tagName}.${e.className} ${e.textContent.slice(0, 20)} ${r.toFixed(2)}`); });
KG.strengths.forEach((f) => { const r = ratio(css(KG.css(f)), css(KG.css("stage"))); if (r < 4.5) low.push(`line ${f} ${r.toFixed(2)}`); });
[...Object.keys(KG.hues), "Thing"].forEach((k) => { const r = ratio(css(KG.css("ink")), css(KG.fill(k, KG.dark()))); if (r < 4.5) low.push(`box ${k} ${r.toFixed(2)}`); });
return [texts.length, low];
