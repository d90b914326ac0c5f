"use strict";
// The visible claims as a workbook (ECMA-376): one sheet of text cells, which no program runs; head frozen, columns filtered. Stored, not packed.
KG.crc = (bytes) => {
  let c = -1;
  bytes.forEach((b) => { c ^= b; for (let k = 0; k < 8; k += 1) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0); });
  return ~c >>> 0;
};
// Little-endian numbers: [value, bytes] each.
KG.bits = (...parts) => parts.flatMap(([n, size]) => Array.from({ length: size }, (_, k) => Math.floor(n / 256 ** k) % 256));
KG.zip = (files) => {
  const parts = [], index = [], start = (n) => [[n, 4], [20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2]];
  let at = 0;
  files.forEach(([path, text]) => {
    const [name, data] = [path, text].map((t) => new TextEncoder().encode(t)), sizes = [[KG.crc(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
    const head = KG.bits(...start(0x04034b50), ...sizes);
    index.push(...KG.bits([0x02014b50, 4], [20, 2], ...start(0).slice(1), ...sizes, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), ...name);
    parts.push(new Uint8Array(head), name, data);
    at += head.length + name.length + data.length;
  });
  const all = [...parts, new Uint8Array([...index, ...KG.bits([0x06054b50, 4], [0, 4], [files.length, 2], [files.length, 2], [index.length, 4], [at, 4], [0, 2])])], out = new Uint8Array(all.reduce((n, p) => n + p.length, 0));
  all.reduce((n, p) => { out.set(p, n); return n + p.length; }, 0);
  return out;
};
KG.workbook = (records) => {
  const xml = (t) => KG.bare(t).replace(/[&<>"]/g, (m) => `&#${m.charCodeAt(0)};`), words = (v) => (Array.isArray(v) ? v.join(" > ") : String(v ?? "")).slice(0, 32767);
  const row = (cells) => `<row>${cells.map((v) => `<c t="inlineStr"><is><t xml:space="preserve">${xml(words(v))}</t></is></c>`).join("")}</row>`, heads = records.length ? Object.keys(records[0]) : ["id"];
  const open = '<?xml version="1.0" encoding="UTF-8"?>', base = "http://schemas.openxmlformats.org/", main = `xmlns="${base}spreadsheetml/2006/main"`, kind = `${base}officeDocument/2006/relationships`;
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml.", link = (type, to) => `${open}<Relationships xmlns="${base}package/2006/relationships"><Relationship Id="r1" Type="${kind}/${type}" Target="${to}"/></Relationships>`;
  return KG.zip([
    ["[Content_Types].xml", `${open}<Types xmlns="${base}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="${types}worksheet+xml"/></Types>`],
    ["_rels/.rels", link("officeDocument", "xl/workbook.xml")], ["xl/_rels/workbook.xml.rels", link("worksheet", "s.xml")],
    ["xl/workbook.xml", `${open}<workbook ${main}><sheets><sheet name="claims" sheetId="1" r:id="r1" xmlns:r="${kind}"/></sheets></workbook>`],
    ["xl/s.xml", `${open}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${[heads, ...records.map((r) => Object.values(r))].map(row).join("")}</sheetData><autoFilter ref="A1:${String.fromCharCode(64 + Math.min(26, heads.length))}${records.length + 1}"/></worksheet>`],
  ]);
};
