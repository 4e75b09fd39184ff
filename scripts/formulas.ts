/** The formulas of a step's questions, hints and titles, rendered when Bridgecraft is built, as those of its guide are. */
import type { Step } from '../src/core/curriculum/model';
import type { Problem } from '../src/core/curriculum/problem';
import { inlineParts } from '../src/webview/shared/inline-parts';
import type { GuideRenderer } from './guide-html';

/** What the guide's page shows with `inline`. */
function textsOf(step: Step): readonly string[] {
  const questions = [...step.recall, ...step.quiz];
  return [
    ...questions.flatMap(({ question, options, explanation }) => [question, ...options, explanation]),
    ...step.predict.map(({ question }) => question),
    ...Object.values(step.hints.tasks).flatMap(({ nudge, approach }) => [nudge, approach]),
    ...Object.values(step.hints.failures),
    ...[...step.tasks, ...step.checks, ...step.gates].map(({ title }) => title),
  ];
}

/** TeX → MathML, and what cannot be read, at its line of step.yaml. */
export function formulasOf(
  step: Step,
  source: string,
  renderer: GuideRenderer,
): { readonly formulas: Readonly<Record<string, string>>; readonly problems: readonly Problem[] } {
  const file = `${step.ref}/step.yaml`;
  const found = new Set(
    textsOf(step)
      .flatMap(inlineParts)
      .flatMap(({ kind, text }) => (kind === 'formula' ? [text] : [])),
  );
  const problems: Problem[] = [];
  const formulas: Record<string, string> = {};
  for (const tex of found) {
    const rendered = renderer.render({ file, markdown: `$${tex}$` });
    const line = source.slice(0, Math.max(0, source.indexOf(`$${tex}$`))).split('\n').length;
    problems.push(...rendered.problems.map((problem) => ({ ...problem, line })));
    if (rendered.problems.length === 0) formulas[tex] = rendered.html.trim().replace(/^<p>([\s\S]*)<\/p>$/, '$1');
  }
  return { formulas, problems };
}
