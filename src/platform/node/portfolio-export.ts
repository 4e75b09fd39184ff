/** Exports of the portfolio with Node. A bundle of its own (`dist/portfolio-export.js`), loaded when it is first asked for. */
import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../../core/curriculum/content-tree';
import type { StepRef } from '../../core/curriculum/model';
import type { PortfolioProject } from '../../core/portfolio/portfolio';
import type { ExportedRepository, ExportRequest, PortfolioExport } from '../../core/portfolio/ports';
import { publishedName, reproducedName } from '../../core/portfolio/published';
import { repositoryOf } from '../../core/portfolio/repository';
import { readStarter, stepFolder } from './content-package';
import { decodeContent, readContent } from './content-reader';
import { nodeHasher } from './node-hasher';
import { readProjectFiles } from './portfolio-reader';
import { type PersonalRequest, planExport, writeExport } from './portfolio-writer';

/** Where the parts of our own package lie. */
export interface PackagedParts {
  /** In the layout of `content-package.ts`. */
  readonly curricula: string;
  readonly python: string;
  readonly preview: string;
  /** The first that is there: the package of the extension has it under another name. */
  readonly licenses: readonly string[];
}

export const packagedParts = (extensionPath: string): PackagedParts => ({
  curricula: join(extensionPath, 'dist', 'curricula'),
  python: join(extensionPath, 'dist', 'python'),
  preview: join(extensionPath, 'media', 'portfolio-preview.png'),
  licenses: ['LICENSE.txt', 'LICENSE'].map((name) => join(extensionPath, name)),
});

export function createPortfolioExport(parts: PackagedParts): PortfolioExport {
  return {
    async files({ portfolio, folders, constraints }) {
      const contents = new Map<StepRef, ReadonlyMap<string, Content>>();
      const ordinary: string[] = [];
      const leftOut: ExportedRepository['leftOut'][number][] = [];
      for (const { ref, step } of portfolio.projects) {
        const folder = folders.get(ref);
        if (folder === undefined) continue;
        try {
          // One after the other: projects are large, and their files are read at once.
          const read = await readProjectFiles(folder, step);
          contents.set(ref, read.files);
          leftOut.push(...read.leftOut.map((each) => ({ ...each, project: ref })));
        } catch (error) {
          return { ok: false, reason: { kind: 'io', path: folder, detail: String(error) } };
        }
        ordinary.push(...(await starterTexts(parts, step)));
      }
      const files = repositoryOf(portfolio, contents, {
        hasher: nodeHasher,
        python: (await readContent(parts.python)).files,
        constraints,
        license: await firstText(parts.licenses),
        preview: await readFile(parts.preview),
      });
      return { ok: true, value: { files, ordinary, leftOut } };
    },
    plan: (request) => planExport(personal(request)),
    write: (request, plan) => writeExport(personal(request), plan),
    async rerun(target) {
      const [report = '', published = ''] = await Promise.all(
        [reproducedName, publishedName].map((name) => readFile(join(target, name), 'utf8').catch(() => '')),
      );
      return { report, published };
    },
  };
}

const personal = ({ said, ordinary, ...request }: ExportRequest): PersonalRequest => ({
  ...request,
  person: { homeFolders: [request.home, homedir()], userNames: [userInfo().username], said, ordinary },
});

/** Without them more is taken for private, which somebody may still allow. */
const starterTexts = async ({ curricula }: PackagedParts, step: PortfolioProject['step']): Promise<readonly string[]> =>
  readStarter(stepFolder(curricula, step)).then(
    (starter) => [...starter.values()].map(decodeContent).filter((content) => typeof content === 'string'),
    () => [],
  );

async function firstText([path, ...others]: readonly string[]): Promise<string> {
  if (path === undefined) throw new Error('Our license is not in the package');
  return readFile(path, 'utf8').catch(() => firstText(others));
}
