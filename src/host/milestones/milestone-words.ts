/** A milestone's evidence in one line of words and numbers, and in full. */
import type { MilestoneEntry, Step } from '../../core/curriculum/model';
import type { Evidence, MilestoneState, StepState } from '../../core/progress/state';
import type { EvidenceView, MilestonesAction, MilestoneView } from '../../protocol/milestones';
import { formatDate, formatFigure, type Translate } from '../guide/wording';

type Words = MilestoneView['words'];

export interface WordsContext {
  readonly t: Translate;
  /** ISO 8601; decides whether a date needs its year. */
  readonly today: string;
  readonly locale: string;
  readonly entry: MilestoneEntry;
  readonly step: Step;
  readonly stepState: StepState | undefined;
}

const plain = (text: string) => ({ text, isStrong: false });
const strong = (text: string) => ({ text, isStrong: true });
const shortHash = (hash: string) => hash.slice(0, 12);
/** More than two would no longer be one line; the rest stands in the evidence. */
const figuresInLine = 2;

function joined(parts: readonly Words[]): Words {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [plain(' · '), ...part]));
}

const checkCount = (t: Translate, count: number) => (count === 1 ? t('1 check') : t('{0} checks', count));
const fileCount = (t: Translate, count: number) =>
  count === 1 ? t('1 file attached') : t('{0} files attached', count);

/** "gate 0.95, Logistic regression 0.871". */
function comparedWith(t: Translate, step: Step, figure: string, evidence: Evidence): string {
  const gate = step.gates.find((each) => each.figure === figure);
  if (!gate) return '';
  const against = [t('gate {0}', formatFigure(gate.value, gate.unit))];
  const baseline = gate.baseline && evidence.figures[gate.baseline.figure];
  if (gate.baseline && baseline !== undefined)
    against.push(`${gate.baseline.name} ${formatFigure(baseline, gate.unit)}`);
  return against.join(', ');
}

interface FigureLine {
  readonly title: string;
  readonly value: string;
  readonly against: string;
}

function figureLines({ t, step }: WordsContext, evidence: Evidence): readonly FigureLine[] {
  const gated = step.gates.map((gate) => gate.figure);
  const names = Object.keys(evidence.figures).sort(
    (one, other) => Number(gated.includes(other)) - Number(gated.includes(one)),
  );
  return names.flatMap((name) => {
    const value = evidence.figures[name];
    const known = step.figures.find((figure) => figure.name === name);
    const gate = step.gates.find((each) => each.figure === name);
    if (value === undefined || (!known && !gate)) return [];
    return [
      {
        title: known?.title ?? gate?.title ?? name,
        value: formatFigure(value, known?.unit ?? gate?.unit ?? ''),
        against: comparedWith(t, step, name, evidence),
      },
    ];
  });
}

export function wordsOf(context: WordsContext, state: MilestoneState): Words {
  const { t, entry, today, locale } = context;
  const date = (iso: string) => [plain(formatDate(iso, today, locale))];
  switch (state.kind) {
    case 'verified': {
      const figures = figureLines(context, state.evidence).filter((line) => line.against !== '');
      return joined([
        [plain(checkCount(t, state.evidence.checks.length))],
        ...figures
          .slice(0, figuresInLine)
          .map(({ title, value, against }): Words => [plain(`${title} `), strong(value), plain(` (${against})`)]),
        date(state.evidence.at),
      ]);
    }
    case 'attested':
      return joined([
        [strong(fileCount(t, state.files.length))],
        [plain(t('as you report it; no check has seen it'))],
        date(state.at),
      ]);
    case 'unverified':
      return joined([
        [plain(t('Marked by hand on {0}', formatDate(state.at, today, locale)))],
        entry.kind === 'verified' ? standing(context) : [plain(t('no evidence attached'))],
      ]);
    case 'open':
      if (entry.kind === 'attested') return [plain(t('Takes evidence of your own: no check can see this work.'))];
      return standing(context);
  }
}

/** "3 of 7 checks pass · next: …". */
function standing({ t, entry, step, stepState }: WordsContext): Words {
  const verdicts = new Map(stepState?.checks.map((check) => [check.id, check.verdict]));
  if (!stepState || stepState.status === 'not-started') return [plain(t('Not started'))];
  const passed = entry.checks.filter((id) => verdicts.get(id) === 'passed').length;
  const next = entry.checks.find((id) => verdicts.get(id) !== 'passed');
  const title = step.checks.find((check) => check.id === next)?.title;
  return joined([
    [plain(t('{0} of {1} checks pass', passed, entry.checks.length))],
    title === undefined ? [] : [plain(t('next: ')), strong(title)],
  ]);
}

const rows = (record: Readonly<Record<string, string>>, show: (value: string) => string) =>
  Object.entries(record)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([label, value]) => ({ label, value: show(value) }));

export function evidenceOf(
  context: WordsContext,
  state: MilestoneState,
  actions: readonly MilestonesAction[],
): EvidenceView | undefined {
  const { t, step, today, locale } = context;
  const base = { label: t('Evidence'), checksLabel: t('Checks that passed'), actions };
  const date = (iso: string) => ({
    label: t('When'),
    value: `${formatDate(iso, today, locale)}, ${iso.slice(11, 16)} UTC`,
  });
  const note = (text: string) => (text.trim() === '' ? [] : [{ label: t('Note'), value: text }]);
  switch (state.kind) {
    case 'open':
      return undefined;
    case 'unverified':
      return { ...base, facts: [date(state.at), ...note(state.note)], checks: [], tables: [] };
    case 'attested':
      return {
        ...base,
        facts: [date(state.at), ...note(state.note)],
        checks: [],
        tables: [
          {
            title: t('Attached files, SHA-256'),
            rows: state.files.map((file) => ({ label: file.path, value: shortHash(file.sha256) })),
          },
        ],
      };
    case 'verified': {
      const { evidence } = state;
      const titles = new Map(step.checks.map((check) => [check.id, check.title]));
      return {
        ...base,
        facts: [
          date(evidence.at),
          ...figureLines(context, evidence).map(({ title, value, against }) => ({
            label: title,
            value: against === '' ? value : `${value} (${against})`,
          })),
          ...(evidence.interpreter === '' ? [] : [{ label: t('Python'), value: evidence.interpreter }]),
        ],
        checks: evidence.checks.map((id) => ({ id, title: titles.get(id) ?? '' })),
        tables: [
          { title: t('Your files, SHA-256'), rows: rows(evidence.learnerFiles, shortHash) },
          { title: t('Files of the checks, SHA-256'), rows: rows(evidence.checkFiles, shortHash) },
          { title: t('Versions'), rows: rows(evidence.versions, (version) => version) },
        ].filter((table) => table.rows.length > 0),
      };
    }
  }
}
