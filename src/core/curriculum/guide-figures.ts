/**
 * Figures that a guide states: `[0.993](figure:moons_accuracy)`. The number is what a reader sees; the name says which
 * reported figure it must agree with.
 */
import { lineOf } from './content-tree';
import type { StepFile } from './schema';

export interface GuideFigure {
  readonly name: string;
  readonly text: string;
  /** As the guide writes it: a percentage is divided by 100. */
  readonly value: number | undefined;
  /** Half a unit of the last digit that is written. */
  readonly rounding: number;
  readonly line: number;
}

export function guideFigures(markdown: string): readonly GuideFigure[] {
  return [...markdown.matchAll(/\[([^\]\n]+)\]\(figure:([a-z0-9_]+)\)/g)].map((match) => {
    const [, text = '', name = ''] = match;
    const number = /^[^\d−-]*([−-]?\d[\d, ]*(?:\.(\d+))?)\s*(%?)/.exec(text);
    const scale = number?.[3] === '%' ? 0.01 : 1;
    const value =
      number?.[1] === undefined ? undefined : Number(number[1].replaceAll(/[, ]/g, '').replace('−', '-')) * scale;
    return {
      name,
      text,
      value,
      rounding: 0.5 * 10 ** -(number?.[2]?.length ?? 0) * scale,
      line: lineOf(markdown, match.index),
    };
  });
}

/** What is wrong with the figures of a guide; `measured` holds each figure on every seed of the reference. */
export function guideFigureProblems(
  markdown: string,
  figures: StepFile['figures'],
  measured: ReadonlyMap<string, readonly number[]>,
): readonly { readonly line: number; readonly message: string }[] {
  return guideFigures(markdown).flatMap(({ name, text, value, rounding, line }) => {
    const figure = figures.find((entry) => entry.name === name);
    const values = measured.get(name);
    if (!figure || !values || values.length === 0) {
      return [{ line, message: `"${text}": no check reported the figure "${name}"` }];
    }
    if (value === undefined || Number.isNaN(value)) {
      return [{ line, message: `"${text}" holds no number for the figure "${name}"` }];
    }
    const low = Math.min(...values) - figure.tolerance - rounding;
    const high = Math.max(...values) + figure.tolerance + rounding;
    return value < low || value > high
      ? [{ line, message: `"${text}" does not agree with ${name}, which was ${values.join(', ')}` }]
      : [];
  });
}

/** What a gate of step.yaml claims of the reference, against what the reference did. */
export function gateProblems(
  step: StepFile,
  measured: ReadonlyMap<string, readonly number[]>,
): readonly { readonly gate: string; readonly message: string }[] {
  return step.gates.flatMap((gate) => {
    const values = measured.get(gate.figure) ?? [];
    if (values.length === 0) {
      return [{ gate: gate.name, message: `no check reported "${gate.figure}"` }];
    }
    const tolerance = step.figures.find((figure) => figure.name === gate.figure)?.tolerance ?? 0;
    const isAtLeast = gate.direction === 'at_least';
    const worst = isAtLeast ? Math.min(...values) : Math.max(...values);
    const isWorse = isAtLeast ? worst < gate.worst - tolerance : worst > gate.worst + tolerance;
    return isWorse
      ? [
          {
            gate: gate.name,
            message: `${gate.figure} was ${worst}, worse than the worst that is claimed (${gate.worst})`,
          },
        ]
      : [];
  });
}
