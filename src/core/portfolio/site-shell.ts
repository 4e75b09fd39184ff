/** What every page of a site has: its head with a strict policy, the way to its content, and what the words mean. */
import { type Html, html } from './html';
import type { Portfolio, PortfolioProject } from './portfolio';
import { prose } from './prose';

export interface Page {
  readonly title: string;
  readonly description: string;
  /** From this page to the folder of the site: empty or `../`. */
  readonly root: string;
  readonly main: Html;
}

/** Nothing but the site's own stylesheet and pictures; no script at all. */
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

export const previewPicture = 'preview.png';

export function pageHtml({ story }: Portfolio, { title, description, root, main }: Page, hasPreview: boolean): string {
  // Crawlers want the whole address of a picture; it is known once the learner has said where the site is.
  const base = story.site === undefined ? root : folderOf(story.site);
  const preview = html`<meta property="og:image" content="${base}${previewPicture}" />
    <meta property="og:image:type" content="image/png" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    <meta property="og:image:alt" content="A row of measured values beside their baselines" />
    <meta name="twitter:card" content="summary_large_image" />`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        <meta property="og:type" content="website" />
        <meta property="og:title" content="${title}" />
        <meta property="og:description" content="${description}" />
        ${hasPreview ? preview : undefined}
        <link rel="icon" type="image/svg+xml" href="${root}icon.svg" />
        <link rel="stylesheet" href="${root}style.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <div class="page">
          ${main}
          <footer>
            <p>
              <b>Recorded</b>: the figures are those of a run of the checks on the author's computer. <b>Reproduced</b>:
              the checks were run again on that day, and every figure came out within its tolerance. To run them
              yourself: <code>python reproduce.py</code> in the repository.
            </p>
          </footer>
        </div>
      </body>
    </html> `.text;
}

/** `https://here/work/index.html` and `https://here/work` are both the folder `https://here/work/`. */
const folderOf = (address: string): string =>
  `${address.replace(/[?#].*$/u, '').replace(/\/?(?:index\.html)?$/u, '')}/`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a5c7a"/><path d="M6 21h20M6 11h20" stroke="#fff" stroke-opacity=".45" stroke-width="2"/><circle cx="22" cy="11" r="4" fill="#fff"/><circle cx="12" cy="21" r="3.2" fill="#0a5c7a" stroke="#fff" stroke-width="2"/></svg>
`;

export const ownerOf = ({ story }: Portfolio): string => story.name ?? 'Portfolio';
export const pageOf = ({ folder }: PortfolioProject): string => `projects/${folder}.html`;

/** A link out of the site: only to the web. */
export const outward = (url: string, label: string): Html =>
  /^https?:\/\//iu.test(url) ? html`<a href="${url}" rel="noopener">${label}</a>` : html`${label}`;

/** Where a file of a project is: at the repository's address if that is known, else beside the site. */
export function codeAddress({ story }: Portfolio, { folder }: PortfolioProject, path: string): string {
  const place = [folder, ...path.split('/')].map(encodeURIComponent).join('/');
  if (story.repository === undefined) return `../../${place}`;
  const repository = story.repository.replace(/(?:\.git)?\/*$/u, '');
  return /^https:\/\/github\.com\//iu.test(repository) ? `${repository}/blob/HEAD/${place}` : repository;
}

/** What the learner wrote, under a heading; nothing where they wrote nothing. */
export const textSection = (title: string, text: string | undefined): Html | undefined =>
  text === undefined
    ? undefined
    : html`<section>
        <h2>${title}</h2>
        ${prose(text)}
      </section>`;
