/** A small content tree that has no problem; tests spoil one file of it. */
import type { Content, ContentTree } from '../../../src/core/curriculum/content-tree';

export const skillsYaml = `specializations:
  computer-vision: Computer vision
  nlp: NLP
  classical-ml: Classical ML
  deep-learning: Deep learning
  mlops: MLOps
  data-science: Data science
  robotics: Robotics
  quantum-ml: Quantum ML
  responsible-ai: Responsible AI
  neuromorphic: Neuromorphic computing
levels: { '0': none, '1': guided, '2': alone, '3': teaches }
step_multiplier: { '1': 1, '2': 2, '3': 3 }
transfer_discount: 0.4
skills:
  - { id: d.autodiff, name: Automatic differentiation, base_hours: 6, related: [], levels: { nlp: 2 } }
`;

export const curriculumYaml = `id: sample
title: A sample
subtitle: From here to there
from: classical-ml
to: deep-learning
summary: Shows the form.
phases:
  - id: first
    title: First
    indicators: [Can add]
    steps:
      - id: adding
milestones:
  - { id: added, title: Added numbers, step: adding, kind: verified }
  - { id: shown, title: Showed it, step: adding, kind: attested }
`;

const questions = (prefix: string, extra = ''): string =>
  [1, 2, 3]
    .map(
      (n) => `  - { id: ${prefix}-${n}, question: What, options: [a, b], answer: 1, explanation: Because${extra} }\n`,
    )
    .join('');

export const stepYaml = `id: adding
title: Adding
summary: Adds numbers.
tier: T0
package: adder
requirements: [numpy]
minutes: 15
real_hours: [1, 2]
skills: { d.autodiff: 1 }
tasks:
  - { id: add, title: Add two numbers, file: src/adder/__init__.py, region: add, minutes: 10, difficulty: 1 }
  - { id: fault, title: Name the fault, file: report.md, region: fault, minutes: 5, difficulty: 2 }
checks:
  - { id: sum, title: Sums, test: "checks/test_add.py::test_sum", task: add, kind: H, timeout: 10, hints: [carry] }
  - { id: fault, title: Fault, test: "checks/test_add.py::test_fault", task: fault, kind: R, timeout: 10, hints: [carry] }
figures:
  - { name: error, title: Error, unit: '', tolerance: 0 }
gates: []
hints:
  tasks:
    add: { nudge: Look, approach: Add, pseudocode: a + b }
    fault: { nudge: Look, approach: Read, pseudocode: write }
  failures:
    carry: Mind the carry.
files:
  learner: ['src/**', 'tests/**', report.md, explore.py]
  author: ['checks/**', README.md, pyproject.toml, .gitignore, data/table.bin]
quiz:
${questions('quiz')}recall:
${questions('recall', ', from: arithmetic')}predict: []
sick_run: { task: fault, title: Fault, files: [report.md] }
`;

export const conftest = 'import pytest\n';

export const sampleFiles: Readonly<Record<string, Content>> = {
  'skills.yaml': skillsYaml,
  'constraints.txt': '# pinned\nnumpy==2.4.6\n',
  'conftest.py': conftest,
  'sample/curriculum.yaml': curriculumYaml,
  'sample/adding/step.yaml': stepYaml,
  'sample/adding/guide.md': '# Adding\n\n![A sum](guide/sum.svg)\n\n[the code](src/adder/__init__.py)\n',
  'sample/adding/guide/sum.svg': '<svg xmlns="http://www.w3.org/2000/svg"><title>sum</title></svg>',
  'sample/adding/project/README.md': '# Adder\n',
  'sample/adding/project/pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["src"]\n',
  'sample/adding/project/_gitignore': '.venv/\n',
  'sample/adding/project/explore.py': '# %%\nprint(1)\n',
  'sample/adding/project/data/table.bin': new Uint8Array([0, 1, 2]),
  'sample/adding/project/report.md':
    '# Report\n\n<!-- BEGIN SOLUTION fault -->\nThe carry is lost.\n<!-- STARTER -->\n<!-- | Fault: -->\n<!-- END SOLUTION fault -->\n',
  'sample/adding/project/src/adder/__init__.py':
    'def add(a: int, b: int) -> int:\n    """Adds."""\n    ### BEGIN SOLUTION add\n    return a + b\n    ### END SOLUTION add\n',
  'sample/adding/project/tests/test_own.py': 'def test_own() -> None:\n    assert True\n',
  'sample/adding/checks/conftest.py': conftest,
  'sample/adding/checks/test_add.py':
    'from adder import add\n\n\ndef test_sum():\n    assert add(1, 2) == 3\n\n\ndef test_fault():\n    assert True\n',
};

/** The sample with some files replaced, added, or (undefined) left out. */
export function sampleTree(
  changes: Readonly<Record<string, Content | undefined>> = {},
  refused: ContentTree['refused'] = [],
): ContentTree {
  const files = new Map<string, Content>();
  for (const [path, content] of Object.entries({ ...sampleFiles, ...changes })) {
    if (content !== undefined) {
      files.set(path, content);
    }
  }
  return { files, refused };
}
