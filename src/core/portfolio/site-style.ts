/** The one stylesheet of a site: quiet, one accent color, the reader's own fonts; light, dark and on paper. */
export const siteStyle = `:root {
  color-scheme: light dark;
  --paper: #ffffff;
  --panel: #f5f7f8;
  --ink: #1b2327;
  --soft: #526069;
  --line: #d6dde1;
  --accent: #0a5c7a;
  --warm: #8a4b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14191c;
    --panel: #1c2327;
    --ink: #e4e9ec;
    --soft: #a3b0b8;
    --line: #36424a;
    --accent: #7cc6e4;
    --warm: #e7b066;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.65 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
.page { max-width: 70ch; margin: 0 auto; padding: 4.5rem 1.25rem 4rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; font-weight: 650; }
h1 { margin: 0; font-size: clamp(1.9rem, 5vw, 2.6rem); letter-spacing: -0.015em; }
h2 { margin: 3.25rem 0 1rem; font-size: 1.3rem; }
h3 { margin: 0; font-size: 1.1rem; }
p, ul, ol, dl, table, pre { margin: 0 0 1rem; }
ul, ol { padding-left: 1.3rem; }
li { margin: 0.25rem 0; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; font-size: 0.9em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.9rem 1rem; white-space: pre-wrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.4rem 0.8rem; background: var(--paper); }
.skip:focus { top: 1rem; }
.way { margin: 0 0 0.6rem; color: var(--accent); font-weight: 600; }
.lede { margin: 0.7rem 0 0; font-size: 1.2rem; color: var(--soft); text-wrap: pretty; }
.inline { list-style: none; padding: 0; margin: 1.1rem 0 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; }
.soft { color: var(--soft); font-size: 0.94rem; }
.note { border-left: 3px solid var(--warm); padding: 0.1rem 0 0.1rem 0.9rem; color: var(--warm); margin: 1.2rem 0; }
.projects { list-style: none; padding: 0; margin: 0; }
.projects > li { margin: 0; padding: 1.4rem 0; border-top: 1px solid var(--line); }
.projects > li:last-child { border-bottom: 1px solid var(--line); }
.projects p { margin: 0.4rem 0 0; }
.headline { font-variant-numeric: tabular-nums; }
.headline b { font-size: 1.15em; color: var(--accent); }
.wide { overflow-x: auto; margin: 0 0 1rem; }
.wide > table { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 0.97rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0 0 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); }
thead td { border-bottom-color: var(--soft); }
thead th { color: var(--soft); font-weight: 500; font-size: 0.88rem; border-bottom-color: var(--soft); }
tbody th { font-weight: 400; }
tbody th.own { font-weight: 650; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.picture { width: 42%; min-width: 6rem; padding-left: 0.6rem; }
.strip { display: block; width: 100%; height: 1.5rem; overflow: visible; }
.strip .axis { stroke: var(--line); stroke-width: 1; }
.strip .reach { stroke: var(--soft); stroke-width: 2; }
.strip .ours { stroke: var(--accent); }
.strip .gate { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; }
.strip .value { fill: var(--paper); stroke: var(--soft); stroke-width: 2; }
.strip .value.ours { fill: var(--accent); stroke: var(--accent); }
.result { margin: 1.75rem 0; }
.result p { margin: 0.6rem 0 0; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.4rem; margin: 1.6rem 0 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
figure { margin: 1.75rem 0; }
figure img { display: block; max-width: 100%; height: auto; background: #ffffff; border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem; }
figcaption { margin-top: 0.5rem; color: var(--soft); font-size: 0.94rem; }
.trail { margin: 0 0 2.2rem; }
.turn { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.6rem 2rem; margin-top: 3.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
footer { margin-top: 4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.94rem; }
.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 34rem) {
  .page { padding-top: 2.5rem; }
  table { font-size: 0.92rem; }
  th, td { padding-right: 0.6rem; overflow-wrap: anywhere; hyphens: auto; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 0.6rem; }
  .picture { width: 30%; min-width: 4.5rem; padding-left: 0; }
  .result .number { white-space: normal; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff;
    --panel: #ffffff;
    --ink: #000000;
    --soft: #3d474d;
    --line: #b8c0c5;
    --accent: #0a4a63;
    --warm: #6b3a00;
  }
  @page { margin: 18mm 17mm; }
  html { font-size: 12px; }
  body { font-size: 10pt; line-height: 1.45; }
  .page { max-width: none; padding: 0; }
  .skip, .trail, .turn { display: none; }
  .wide { overflow: visible; }
  h2 { margin-top: 1.6rem; }
  h1, h2, h3, caption { break-after: avoid; }
  tr, figure, pre, .note, .projects > li, .result { break-inside: avoid; }
  figure img { max-height: 12cm; width: auto; }
  p, li { orphans: 3; widows: 3; }
  .strip .value.ours, .strip .axis { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; overflow-wrap: anywhere; }
}
`;
