import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { describe, it } from 'mocha';
import type { ProcessOutcome, ProcessRequest } from '../../../src/core/ports';
import { createReviewTools } from '../../../src/platform/node/review-tools';

const project = resolve('/home é/ada/engine');

function toolsWith(
  outcome: Partial<ProcessOutcome>,
  more: { readonly python?: string | undefined; readonly isRefused?: boolean } = {},
) {
  const asked: ProcessRequest[] = [];
  const tools = createReviewTools({
    processes: {
      run: (request) => {
        asked.push(request);
        return Promise.resolve({ exitCode: 0, output: '', ...outcome });
      },
    },
    mayRun: () => (more.isRefused ? { kind: 'untrusted' } : undefined),
    findPython: () => Promise.resolve('python' in more ? more.python : '/venv/bin/python'),
  });
  return { tools, asked };
}

describe('the tools of the readiness review', () => {
  it('start nothing where nothing may be run', async () => {
    const { tools, asked } = toolsWith({}, { isRefused: true });
    for (const result of [
      await tools.lint(project),
      await tools.types(project),
      await tools.commits(project, project),
    ]) {
      assert.ok(!result.ok && result.reason.kind === 'not-allowed');
    }
    assert.deepEqual(asked, []);
  });

  it('read what ruff says of files of the project, in an isolated Python and without the network', async () => {
    const line = (file: string) =>
      JSON.stringify({ filename: file, code: 'D103', message: 'Missing docstring', location: { row: 7, column: 1 } });
    const { tools, asked } = toolsWith({ output: `${line(join(project, 'src', 'a.py'))}\n${line('/etc/other.py')}\n` });
    assert.deepEqual(await tools.lint(project), {
      ok: true,
      value: [{ path: 'src/a.py', line: 7, code: 'D103', message: 'Missing docstring' }],
    });
    assert.deepEqual(asked[0]?.args.slice(0, 4), ['-I', '-m', 'ruff', 'check']);
    assert.equal(asked[0].env?.HTTPS_PROXY, 'http://127.0.0.1:9');
  });

  it('say why a program said nothing', async () => {
    const reason = async (outcome: Partial<ProcessOutcome>) => {
      const result = await toolsWith(outcome).tools.lint(project);
      return result.ok ? 'ok' : result.reason.kind;
    };
    assert.equal(await reason({ exitCode: 1, output: '/venv/bin/python: No module named ruff' }), 'not-installed');
    assert.equal(await reason({ exitCode: 2, output: 'ruff failed\n  Cause: no such option' }), 'failed');
    const endless = await toolsWith({ exitCode: undefined }).tools.lint(project);
    assert.ok(!endless.ok && endless.reason.kind === 'no-end');
    const without = await toolsWith({}, { python: undefined }).tools.types(project);
    assert.ok(!without.ok && without.reason.kind === 'no-environment');
  });

  it('read pyright’s errors, without those of an environment that is not whole', async () => {
    const diagnostic = (rule: string, severity = 'error') => ({
      file: join(project, 'src', 'a.py'),
      severity,
      message: 'Type is wrong\n  because',
      rule,
      range: { start: { line: 4, character: 0 } },
    });
    const report = {
      generalDiagnostics: [
        diagnostic('reportMissingImports'),
        diagnostic('reportReturnType'),
        diagnostic('reportAny', 'warning'),
      ],
    };
    assert.deepEqual(
      await toolsWith({ exitCode: 1, output: `a warning\n${JSON.stringify(report)}` }).tools.types(project),
      {
        ok: true,
        value: [{ path: 'src/a.py', line: 5, code: 'reportReturnType', message: 'Type is wrong' }],
      },
    );
    const offline = await toolsWith({ exitCode: 1, output: 'URLError: connection refused' }).tools.types(project);
    assert.ok(!offline.ok && offline.reason.kind === 'failed');
  });

  it('read commits, and know a folder without a history', async () => {
    const mark = '\u001ebridgecraft';
    const output = [mark, 'abc123', '2027-03-01T10:00:00+01:00', 'Add the engine'].join('\u001f');
    const { tools, asked } = toolsWith({ output: `warning: something\n${output}\n` });
    assert.deepEqual(await tools.commits(project, project), {
      ok: true,
      value: [{ id: 'abc123', at: '2027-03-01T10:00:00+01:00', subject: 'Add the engine' }],
    });
    assert.deepEqual(asked[0]?.args.slice(-2), ['--', project]);
    const of = async (output: string, exitCode = 128) =>
      toolsWith({ output, exitCode }).tools.commits(project, project);
    assert.deepEqual(await of('fatal: your current branch does not have any commits yet'), { ok: true, value: [] });
    const none = await of('fatal: not a git repository');
    assert.ok(!none.ok && none.reason.kind === 'no-repository');
    const missing = await toolsWith({ failure: 'ENOENT' }).tools.commits(project, project);
    assert.ok(!missing.ok && missing.reason.kind === 'not-installed');
  });
});
