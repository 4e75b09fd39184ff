/** The one place that builds a webview's page and its content security policy. */
import type { Uri, Webview, WebviewPanelOptions } from 'vscode';

export type ViewName = 'guide' | 'milestones' | 'planner' | 'portfolio';

/** Of `media`, in the order in which they count. */
const styles: Readonly<Record<ViewName, readonly string[]>> = {
  guide: ['base', 'guide'],
  milestones: ['base', 'milestones'],
  planner: ['base', 'planner', 'planner-you', 'planner-pivots', 'planner-gap', 'planner-roadmap', 'planner-postings'],
  portfolio: ['base', 'portfolio'],
};

/** What a page needs of a `Webview`; tests load the same page in a browser. */
export type PageSource = Pick<Webview, 'cspSource' | 'asWebviewUri'>;

export interface Page {
  readonly view: ViewName;
  /** Joins the extension's folder and a path in it. */
  readonly file: (...path: string[]) => Uri;
  readonly title: string;
  /** The editor's display language, for screen readers and hyphenation. */
  readonly language: string;
}

export const panelOptions: WebviewPanelOptions = {
  enableFindWidget: true,
  // State is kept with setState and rebuilt from the last snapshot: a hidden panel costs no memory.
  retainContextWhenHidden: false,
};

export function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}

export function contentSecurityPolicy(cspSource: string, nonce: string): string {
  return [
    // Nothing is allowed that is not allowed below: no frames, no connections, no fonts, no media, no workers.
    `default-src 'none'`,
    // Only our own bundle, by a nonce that is new for each page.
    `script-src 'nonce-${nonce}'`,
    // Style sheets of the extension's folder. No inline style: widths are SVG attributes.
    `style-src ${cspSource}`,
    // Pictures of guides and of the learner's evidence, through the panel's localResourceRoots. No data: and no web.
    `img-src ${cspSource}`,
    // Forms are read by script; none is ever sent anywhere.
    `form-action 'none'`,
    // A <base> in content cannot redirect what the page loads.
    `base-uri 'none'`,
  ].join('; ');
}

export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function webviewHtml(webview: PageSource, page: Page): string {
  const nonce = randomNonce();
  const address = (...path: string[]) => escapeHtml(webview.asWebviewUri(page.file(...path)).toString());
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy(webview.cspSource, nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles[page.view].map((name) => `<link rel="stylesheet" href="${address('media', `${name}.css`)}">`).join('\n')}
<title>${escapeHtml(page.title)}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${address('dist', 'webview', `${page.view}.js`)}"></script>
</body>
</html>`;
}
