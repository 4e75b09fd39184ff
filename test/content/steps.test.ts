import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openContent, type OpenContent, packageRoot } from '../../src/cli/content';
import { starterGate } from '../../src/cli/verify/gates';
import { openRunner, type OpenRunner } from '../../src/cli/verify/open-runner';
import { solutionPlan } from '../../src/cli/verify/projects';
import { firstSeed, runAll, type VerifyContext } from '../../src/cli/verify/run-checks';
import { renderingProblems } from '../../src/cli/verify/tools';
import { isStale } from '../../src/cli/verify/verified-file';
import { verifyStep } from '../../src/cli/verify/verify-step';
import type { CompiledStep } from '../../src/core/curriculum/compile-step';
import { formatProblem } from '../../src/core/curriculum/problem';
import { stepFolder } from '../../src/platform/node/content-package';

const mostStale = 3;
const curricula = join(packageRoot, 'curricula');

/** Read at once, because mocha wants the names of tests before anything runs. */
const refs = readdirSync(curricula)
  .filter((name) => existsSync(join(curricula, name, 'curriculum.yaml')))
  .flatMap((name) =>
    readdirSync(join(curricula, name))
      .filter((step) => existsSync(join(curricula, name, step, 'step.yaml')))
      .map((step) => `${name}/${step}`),
  );

describe('content', function () {
  this.timeout(20 * 60_000);
  const cancel = new AbortController();
  let content: OpenContent;
  let opened: OpenRunner;
  let stale: readonly string[];

  before(async () => {
    content = await openContent();
    const result = await openRunner(content);
    assert.ok(result.ok, result.ok ? '' : result.reason);
    opened = result.value;
    const steps = [...(content.compiled?.steps.values() ?? [])];
    stale = steps.filter((step) => isStale(step, content.index.constraints)).map(({ step }) => step.ref);
  });
  after(() => cancel.abort());

  const compiledStep = (ref: string): CompiledStep => {
    const step = [...(content.compiled?.steps.values() ?? [])].find((entry) => entry.step.ref === ref);
    assert.ok(step, `${ref} has problems; see them with: bridgecraft validate`);
    return step;
  };
  const contextOf = (compiled: CompiledStep): VerifyContext => ({
    compiled,
    packageDir: stepFolder(content.folder, compiled.step),
    ...opened,
    signal: cancel.signal,
    say: () => undefined,
  });

  it('has no problems', () => {
    assert.ok(refs.length > 0);
    assert.deepEqual(
      content.problems.map((problem) => formatProblem(problem, 'curricula/')),
      [],
    );
  });

  it(`has at most ${mostStale} steps to verify again`, () => {
    const advice = 'renew them before the commit with: npm run -s bridgecraft -- verify --stale';
    assert.ok(stale.length <= mostStale, `${stale.join(', ')} changed since they were verified; ${advice}`);
  });

  it('tries named variants alone, and says which names are none', async () => {
    const result = await verifyStep({
      compiled: compiledStep('ml-to-deep-learning/backpropagation'),
      constraints: content.index.constraints,
      packagedFolder: content.folder,
      ...opened,
      signal: cancel.signal,
      say: () => undefined,
      rendering: [],
      variants: ['add_without_unbroadcast', 'no-such-variant'],
    });
    assert.deepEqual(
      result.gates.map(({ name, problems }) => ({ name, problems })),
      [
        { name: 'variants', problems: ['ml-to-deep-learning/backpropagation has no variant "no-such-variant"'] },
        { name: 'wrong variants', problems: [] },
        { name: 'right variants', problems: [] },
      ],
    );
    await opened.dispose();
  });

  for (const ref of refs) {
    describe(ref, () => {
      after(() => opened.dispose());

      it('has a solution that passes every check', async () => {
        const compiled = compiledStep(ref);
        const run = await runAll(contextOf(compiled), solutionPlan(compiled), { seed: firstSeed, isCold: true });
        assert.deepEqual(
          run.checks
            .filter(({ verdict }) => verdict !== 'passed')
            .map(({ id, verdict, message }) => ({ id, verdict, message })),
          [],
        );
        assert.equal(run.checks.length, compiled.step.checks.length);
      });

      it('has a starter on which every check fails for its own reason', async () => {
        assert.deepEqual(await starterGate(contextOf(compiledStep(ref))), []);
      });

      it('passes every gate, as verified.json says or now', async function () {
        const compiled = compiledStep(ref);
        if (!stale.includes(ref)) {
          assert.ok(!isStale(compiled, content.index.constraints));
          return;
        }
        if (stale.length > mostStale) {
          this.skip();
        }
        const result = await verifyStep({
          compiled,
          constraints: content.index.constraints,
          packagedFolder: content.folder,
          ...opened,
          signal: cancel.signal,
          say: (text) => process.stderr.write(`      ${text}\n`),
          rendering: await renderingProblems(cancel.signal),
        });
        assert.deepEqual(
          result.gates.flatMap((gate) => gate.problems.map((problem) => `${gate.name}: ${problem}`)),
          [],
        );
      });
    });
  }
});
