/** What people install: unzipped and compared with the tree. `node scripts/test.mjs package` makes it first. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Metafile } from 'esbuild';
import type { CurriculumIndex } from '../../src/core/curriculum/model';

const root = join(__dirname, '..', '..');
const vsix = join(root, 'out', 'bridgecraft.vsix');
/** vsce renames these. */
const renamed = new Map([
  ['LICENSE', 'LICENSE.txt'],
  ['README.md', 'readme.md'],
  ['CHANGELOG.md', 'changelog.md'],
]);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** The allow-list again, as a person would say it. */
async function expectedFiles(): Promise<string[]> {
  const folders = await Promise.all(['dist', 'l10n', 'media', 'schemas'].map(filesBelow));
  const top = (await readdir(root)).filter((name) => name === 'package.json' || /^package\.nls.*\.json$/.test(name));
  return [...top, 'THIRD-PARTY-NOTICES.md', ...renamed.keys(), ...folders.flat()]
    .filter((path) => !path.endsWith('.map'))
    .map((path) => renamed.get(path) ?? path)
    .sort();
}

describe('The packaged extension', () => {
  let files: ReadonlyMap<string, Uint8Array>;
  const text = (path: string): string => {
    const content = files.get(path);
    assert.ok(content, `${path} is not in the package`);
    return strFromU8(content);
  };

  before(async () => {
    const entries = Object.entries(unzipSync(await readFile(vsix)));
    const prefix = 'extension/';
    files = new Map(
      entries.filter(([path]) => path.startsWith(prefix)).map(([path, bytes]) => [path.slice(prefix.length), bytes]),
    );
  });

  it('holds the files of the tree that are to be shipped, and nothing else', async () => {
    assert.deepEqual([...files.keys()].sort(), await expectedFiles());
  });

  it('holds nothing that only contributors need', () => {
    const unwanted = /(^|\/)(variants|node_modules|__pycache__|\.venv|\.env)(\/|$)|\.(ts|mts|map|pyc|vsix)$/;
    assert.deepEqual(
      [...files.keys()].filter((path) => unwanted.test(path)),
      [],
    );
  });

  it('holds the bundles, the command line, the webviews and the check runner', () => {
    for (const path of [
      'dist/extension.js',
      'dist/cli.js',
      'dist/webview/guide.js',
      'dist/webview/milestones.js',
      'dist/curricula/index.json',
      'dist/python/run_checks.py',
      'dist/portfolio-export.js',
      'dist/career-features.js',
      'dist/python/reproduce.py',
      'dist/python/bridgecraft_reproduce/run.py',
      'dist/webview/portfolio.js',
      'media/portfolio-preview.png',
    ]) {
      assert.ok(files.has(path), `${path} is not in the package`);
    }
  });

  it('keeps every file of the starter projects, awkward names included', () => {
    const index = JSON.parse(text('dist/curricula/index.json')) as CurriculumIndex;
    const steps = index.curricula.flatMap(({ phases }) => phases.flatMap((phase) => phase.steps));
    assert.ok(steps.length > 0, 'the index has no step');
    for (const step of steps) {
      const archive = files.get(`dist/curricula/${step.ref}/base.zip`);
      assert.ok(archive, `${step.ref} has no project in the package`);
      assert.deepEqual(Object.keys(unzipSync(archive)).sort(), step.projectFiles.map(({ path }) => path).sort());
    }
  });

  it('shows no solution in plain text', async () => {
    const shipped = [...files]
      .filter(([path]) => !path.endsWith('.zip'))
      .map(([path, bytes]) => ({ path, text: strFromU8(bytes) }));
    const projects = (await filesBelow('curricula')).filter((path) => path.includes('/project/'));
    const leaks: string[] = [];
    let regions = 0;
    for (const project of projects) {
      const source = (await readFile(join(root, project), 'utf8')).replace(/\r\n/g, '\n');
      for (const [, name = '', region = ''] of source.matchAll(/BEGIN SOLUTION (\S+).*\n([\s\S]*?)\n.*END SOLUTION/g)) {
        const [solution = ''] = region.split(/\n.*### STARTER/);
        // One line can stand in a guide; a whole body of several lines must not.
        if (!solution.trim().includes('\n')) continue;
        regions += 1;
        leaks.push(
          ...shipped.filter((file) => file.text.includes(solution.trim())).map((file) => `${name} in ${file.path}`),
        );
      }
    }
    assert.ok(regions > 0, 'no region was found to look for');
    assert.deepEqual(leaks, []);
  });

  it('gives notice of every package that is in a bundle', async () => {
    const metafiles = (await filesBelow('out/meta')).filter((path) => path.endsWith('.json'));
    const bundled = new Set<string>();
    for (const path of metafiles) {
      const { outputs } = JSON.parse(await readFile(join(root, path), 'utf8')) as Metafile;
      for (const [input, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
        const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input) ?? [];
        if (name !== undefined && bytesInOutput > 0) bundled.add(name);
      }
    }
    assert.ok(bundled.has('lit-html'), 'the metafiles are not those of a build');
    const notices = text('THIRD-PARTY-NOTICES.md');
    assert.deepEqual(
      [...bundled].filter((name) => !notices.includes(`\`${name}\``)),
      [],
    );
  });

  /** One figure for all would be blind to one half of it while the other grows with every curriculum. */
  it('is at most 650 KB without curricula, 150 KB of skills and 155 KB for each step', async () => {
    const sizes = { own: 0, skills: 0, curricula: 0 };
    unzipSync(await readFile(vsix), {
      filter: ({ name, size }) => {
        const part = !name.startsWith('extension/dist/curricula/')
          ? 'own'
          : name.endsWith('/skills.json')
            ? 'skills'
            : 'curricula';
        sizes[part] += size;
        return false;
      },
    });
    const { curricula } = JSON.parse(text('dist/curricula/index.json')) as CurriculumIndex;
    const steps = curricula.flatMap(({ phases }) => phases.flatMap((phase) => phase.steps)).length;
    const inKb = Object.entries(sizes).map(([part, size]) => `${part} ${Math.round(size / 1024)} KB`);
    const isSmall =
      sizes.own <= 650 * 1024 && sizes.skills <= 150 * 1024 && sizes.curricula <= steps * 155 * 1024 && steps > 0;
    assert.ok(isSmall, `${inKb.join(', ')}, ${steps} steps`);
  });
});
