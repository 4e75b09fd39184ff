/** Starts the guide: draws each snapshot, sends intents, keeps scroll and answers over a reload. */
import { render } from 'lit';
import {
  guideMessage,
  guideViewState,
  type GuideIntent,
  type GuideMessage,
  type GuideSnapshot,
  type GuideViewState,
} from '../../protocol/guide';
import { connect, onScrolled } from '../shared/connection';
import { reachWideParts } from '../shared/wide-parts';
import { page } from './page';

const root = document.getElementById('root');
let last: GuideSnapshot | undefined;
let scroll = 0;

const host = connect<GuideMessage, GuideIntent, GuideViewState>(guideMessage, guideViewState, (message) => {
  if (message.kind === 'show-task') {
    showTask(message.task);
    return;
  }
  const { snapshot } = message;
  const isFirst = last?.step !== snapshot.step;
  last = snapshot;
  if (isFirst) restore(snapshot.step);
  draw();
  if (isFirst) {
    window.scrollTo({ top: scroll, behavior: 'instant' });
    watchTitle();
  }
  save();
});

function restore(step: string): void {
  const state = host.read();
  scroll = state?.step === step ? state.scroll : 0;
}

/** A hint that was asked for here gets the focus: it is what comes next. One asked for at the code leaves it there. */
function showTask(task: string): void {
  const row = document.getElementById(`task-${task}`);
  row?.scrollIntoView({ block: 'nearest' });
  const hint = row?.querySelector('[data-last]');
  if (!(hint instanceof HTMLElement)) return;
  hint.scrollIntoView({ block: 'nearest' });
  if (document.hasFocus()) hint.focus({ preventScroll: true });
}

function save(): void {
  if (!last) return;
  host.write({ step: last.step, scroll });
}

function draw(): void {
  if (!root || !last) return;
  render(page(last, host.send), root);
  reachWideParts(root);
}

/** The bar repeats the title only once the heading has left the screen. */
function watchTitle(): void {
  const heading = document.querySelector('h1');
  if (!heading) return;
  new IntersectionObserver(([entry]) => {
    document.body.classList.toggle('is-scrolled', entry !== undefined && !entry.isIntersecting);
  }).observe(heading);
}

/** Links of the guide's text into the project are the host's to open; those into the page take the focus along. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const file = link?.getAttribute('data-file');
  if (file) {
    event.preventDefault();
    host.send({ kind: 'open-file', file });
  } else if (link?.getAttribute('href') === '#work') {
    event.preventDefault();
    const work = document.getElementById('work');
    work?.scrollIntoView();
    work?.focus({ preventScroll: true });
  }
});

onScrolled((top) => {
  scroll = top;
  save();
});
host.send({ kind: 'ready' });
