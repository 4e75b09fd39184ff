/** The files of a new step. They validate but for their TODO texts, which `validate` lists. */
export interface NewStep {
  readonly curriculum: string;
  readonly step: string;
  readonly conftest: string;
}

const title = (id: string): string => {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
export const packageOf = (id: string): string => id.replaceAll('-', '_').replace(/^(?=\d)/, 'step_');

const question = (id: string, more: string): string =>
  `  - { id: ${id}, question: TODO, options: [TODO first, TODO second], answer: 0, explanation: TODO${more} }\n`;

const stepYaml = (step: string): string => `# yaml-language-server: $schema=../../../schemas/step.schema.json
id: ${step}
title: ${title(step)}
summary: TODO one sentence on what the learner will have built
tier: T0
package: ${packageOf(step)}
requirements: [numpy]
minutes: 30
real_hours: [3, 8]
skills: { p.numpy: 1 }
tasks:
  - id: scale
    title: Scale a vector to length one
    file: src/${packageOf(step)}/core.py
    region: scale
    minutes: 20
    difficulty: 2
  - id: sick-run
    title: Name the fault
    file: diagnosis.md
    region: fault
    minutes: 10
    difficulty: 2
checks:
  - id: scale-example
    title: A vector of 3 and 4 becomes one of 0.6 and 0.8
    test: checks/test_core.py::test_scale_example
    task: scale
    kind: H
    timeout: 10
    hints: [scale-length]
  - id: fault-named
    title: The fault is named
    test: checks/test_core.py::test_fault_named
    task: sick-run
    kind: R
    timeout: 10
    hints: [fault-evidence]
figures: []
gates: []
hints:
  tasks:
    scale: { nudge: TODO, approach: TODO, pseudocode: TODO }
    sick-run: { nudge: TODO, approach: TODO, pseudocode: TODO }
  failures:
    scale-length: TODO what to look at when this check fails
    fault-evidence: TODO what to look at when this check fails
files:
  learner: ['src/**', 'tests/**', diagnosis.md, explore.py]
  author: ['checks/**', 'sick/**', README.md, pyproject.toml, .gitignore]
carries: []
quiz:
${['quiz-1', 'quiz-2', 'quiz-3'].map((id) => question(id, '')).join('')}recall:
${['recall-1', 'recall-2', 'recall-3'].map((id) => question(id, ', from: TODO')).join('')}predict: []
sick_run: { task: sick-run, title: TODO what goes wrong, files: [sick/log.txt] }
`;

const pyproject = (step: string): string => `[project]
name = "${step}"
version = "0.1.0"
requires-python = ">=3.11"

[tool.pytest.ini_options]
pythonpath = ["src"]
testpaths = ["tests"]

[tool.ruff]
line-length = 110

[tool.pyright]
extraPaths = ["src"]
`;

const core = `"""TODO what this module does."""

from __future__ import annotations

import numpy as np


def scale(vector: np.ndarray) -> np.ndarray:
    """A vector of length one in the same direction; shape (n,) in and out."""
    ### BEGIN SOLUTION scale
    return vector / np.linalg.norm(vector)
    ### END SOLUTION
`;

const checks = (step: string): string => `"""TODO what the checks hold."""

from pathlib import Path

import numpy as np

from ${packageOf(step)}.core import scale


def test_scale_example(report) -> None:
    actual = scale(np.array([3.0, 4.0]))
    report(expected=[0.6, 0.8], actual=list(actual))
    assert np.allclose(actual, [0.6, 0.8]), f"Expected [0.6, 0.8] for [3, 4], got {actual}: look at the length in scale."


def test_fault_named() -> None:
    text = Path(__file__).resolve().parent.parent.joinpath("diagnosis.md").read_text(encoding="utf-8")
    assert "TODO" not in text and "fault:" in text, "diagnosis.md does not name the fault yet: write it behind 'fault:'."
`;

/** Path in the step's folder → text. */
export function newStepFiles({ curriculum, step, conftest }: NewStep): ReadonlyMap<string, string> {
  const name = packageOf(step);
  const wrong = (what: string, body: string): string =>
    `# What: ${what}\n# Fails: scale-example\n# Hint: scale-length\n# region scale\n    ${body}\n# endregion scale\n`;
  return new Map([
    ['step.yaml', stepYaml(step)],
    [
      'guide.md',
      `# ${title(step)}\n\nTODO the brief, the transfer table, a picture, the tasks, the gate, what to show.\n`,
    ],
    ['project/README.md', `# ${title(step)}\n\nTODO the question, one number against its baseline, how to run it.\n`],
    ['project/pyproject.toml', pyproject(step)],
    ['project/_gitignore', '.venv/\n__pycache__/\nevidence/\n'],
    [`project/src/${name}/__init__.py`, `"""${title(step)}: a step of ${curriculum}."""\n`],
    [`project/src/${name}/core.py`, core],
    [
      'project/tests/test_own.py',
      `from ${name}.core import scale\n\n\ndef test_scale_is_there() -> None:\n    assert callable(scale)\n`,
    ],
    [
      'project/explore.py',
      `# %%\nimport numpy as np\n\nfrom ${name}.core import scale\n\nprint(scale(np.array([3.0, 4.0])))\n`,
    ],
    ['project/diagnosis.md', '# Diagnosis\n\n<!-- BEGIN SOLUTION fault -->\nfault: TODO\n<!-- END SOLUTION -->\n'],
    ['project/sick/log.txt', 'TODO the log of a run with one planted fault\n'],
    ['checks/conftest.py', conftest],
    ['checks/test_core.py', checks(step)],
    ['variants/wrong/not_scaled.py', wrong('returns the vector as it came', 'return vector')],
    ['variants/wrong/by_sum.py', wrong('divides by the sum', 'return vector / vector.sum()')],
    ['variants/wrong/by_largest.py', wrong('divides by the largest entry', 'return vector / vector.max()')],
    ['variants/wrong/by_square.py', wrong('forgets the root', 'return vector / (vector**2).sum()')],
    ['variants/wrong/by_count.py', wrong('divides by the number of entries', 'return vector / len(vector)')],
    [
      'variants/right/by_root.py',
      '# What: writes the length out\n# region scale\n    return vector / np.sqrt((vector**2).sum())\n# endregion scale\n',
    ],
  ]);
}

export const newCurriculumYaml = (
  curriculum: string,
  step: string,
): string => `# yaml-language-server: $schema=../../schemas/curriculum.schema.json
id: ${curriculum}
title: ${title(curriculum)}
subtitle: TODO
from: classical-ml
to: deep-learning
summary: TODO
phases:
  - id: first
    title: TODO
    indicators: [TODO what the learner can say or do]
    steps:
      - id: ${step}
milestones:
  - { id: ${step}, title: TODO, step: ${step}, kind: verified }
`;
