/** A mistake in content, at its place. Lines and columns are 1-based. */
export interface Problem {
  /** Relative to the folder of the curricula, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `file:line:column message`, as compilers write it. */
export const formatProblem = (problem: Problem, prefix = ''): string =>
  `${prefix}${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
