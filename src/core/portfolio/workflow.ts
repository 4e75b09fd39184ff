/** `.github/workflows/reproduce.yml`: the same re-run on a machine of GitHub's. */
import type { PortfolioProject } from './portfolio';
import { pythonOf } from './lock';

/** Time for the installation, and twice what the checks may take at most on top of it. */
const installMinutes = 20;
const mostMinutes = 360;

export function workflowOf(projects: readonly PortfolioProject[]): string {
  const checks = projects.flatMap(({ step, record }) => step.checks.filter(({ id }) => record.checks.includes(id)));
  const seconds = checks.reduce((sum, { timeout }) => sum + timeout, 0);
  const minutes = Math.min(mostMinutes, installMinutes + Math.ceil((2 * seconds) / 60));
  return `# Makes a fresh environment, runs every project's checks and compares each published figure.
name: Reproduce
on:
  push:
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: reproduce-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  reproduce:
    runs-on: ubuntu-latest
    timeout-minutes: ${minutes}
    steps:
      - uses: actions/checkout@v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-python@v7.0.0
        with:
          python-version: '${pythonOf(projects)}'
      - run: python reproduce.py
      - uses: actions/upload-artifact@v7.0.0
        if: always()
        with:
          name: reproduced
          path: reproduced.json
          if-no-files-found: ignore
`;
}
