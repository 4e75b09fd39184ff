/** The Doctor's page: no script, and links to the few commands that repair something. */
import type { DoctorRepair, DoctorSection } from '../../core/environment/doctor-report';
import { escapeHtml } from '../webview-html';

/** What a link of the page may run; the webview refuses all others. */
export const doctorCommands: readonly string[] = [
  'bridgecraft.doctor',
  'bridgecraft.setUpPython',
  'bridgecraft.manageTrust',
  'bridgecraft.restoreProgress',
  'vscode.openFolder',
  'workbench.action.openSettings',
  'workbench.extensions.search',
];

export interface DoctorPage {
  readonly title: string;
  readonly intro: string;
  readonly language: string;
  readonly cspSource: string;
  readonly styles: readonly string[];
  /** Before a line that needs a repair: a color alone would not say it. */
  readonly problemLabel: string;
  readonly actions: readonly DoctorRepair[];
  readonly sections: readonly DoctorSection[];
}

const text = (words: string): string =>
  words
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : escapeHtml(part)))
    .join('');

function link({ label, command, argument }: DoctorRepair): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a href="${escapeHtml(`command:${command}${query}`)}">${escapeHtml(label)}</a>`;
}

function section({ title, lines, table }: DoctorSection, problemLabel: string): string {
  const items = lines.map(
    (line) =>
      `<li${line.isProblem ? ' class="problem"' : ''}>${line.isProblem ? `<b>${escapeHtml(problemLabel)}</b> ` : ''}${text(line.text)}${
        line.repair ? ` ${link(line.repair)}` : ''
      }</li>`,
  );
  const cells = (tag: string, row: readonly string[]) =>
    row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('');
  const rows = table?.rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('') ?? '';
  return `<section><h2>${escapeHtml(title)}</h2>
${items.length > 0 ? `<ul>${items.join('\n')}</ul>` : ''}
${
  table
    ? `<div class="table" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><table><thead><tr>${cells('th scope="col"', table.head).replaceAll('</th scope="col">', '</th>')}</tr></thead><tbody>${rows}</tbody></table></div>`
    : ''
}</section>`;
}

export function doctorHtml(page: DoctorPage): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${escapeHtml(page.cspSource)}; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.styles.map((style) => `<link rel="stylesheet" href="${escapeHtml(style)}">`).join('\n')}
<title>${escapeHtml(page.title)}</title>
</head>
<body>
<main id="root">
<h1>${escapeHtml(page.title)}</h1>
<p>${escapeHtml(page.intro)}</p>
<p class="links">${page.actions.map(link).join(' ')}</p>
${page.sections.map((each) => section(each, page.problemLabel)).join('\n')}
</main>
</body>
</html>`;
}
