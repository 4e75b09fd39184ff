/** Codicons (Microsoft, CC BY 4.0) as inline SVG: no font to load, and `currentColor` follows the theme. */
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import attach from '@vscode/codicons/src/icons/attach.svg';
import book from '@vscode/codicons/src/icons/book.svg';
import bug from '@vscode/codicons/src/icons/bug.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevron from '@vscode/codicons/src/icons/chevron-right.svg';
import circle from '@vscode/codicons/src/icons/circle-large.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import code from '@vscode/codicons/src/icons/go-to-file.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import lightbulb from '@vscode/codicons/src/icons/lightbulb.svg';
import link from '@vscode/codicons/src/icons/link-external.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import milestone from '@vscode/codicons/src/icons/milestone.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import passFilled from '@vscode/codicons/src/icons/pass-filled.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import shield from '@vscode/codicons/src/icons/shield.svg';
import slash from '@vscode/codicons/src/icons/circle-slash.svg';
import stop from '@vscode/codicons/src/icons/debug-stop.svg';
import tools from '@vscode/codicons/src/icons/tools.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import verified from '@vscode/codicons/src/icons/verified-filled.svg';
import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

const sources = {
  arrowDown,
  arrowUp,
  attach,
  book,
  bug,
  check,
  chevron,
  circle,
  close,
  code,
  diff,
  discard,
  edit,
  error,
  info,
  lightbulb,
  link,
  loading,
  milestone,
  pass,
  passFilled,
  play,
  refresh,
  shield,
  slash,
  stop,
  tools,
  verified,
  warning,
};
export type IconName = keyof typeof sources;

/** Decorative: the word beside it says the same. The source is a file of our own build, never content. */
export const icon = (name: IconName): TemplateResult =>
  html`<span class="icon icon-${name}" aria-hidden="true">${unsafeHTML(sources[name])}</span>`;
