/** Paths that content may name: relative, inside the project, and valid on every operating system. */

const reservedNames = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
const forbiddenCharacters = /[<>:"|?*\u0000-\u001f\u007f]/;

/** What is wrong with a path in content; undefined when it may be used. */
export function pathProblem(path: string): string | undefined {
  const name = JSON.stringify(path);
  if (path === '') {
    return 'a path may not be empty';
  }
  if (/^[\\/]{2}/.test(path)) {
    return `${name} is a network path; paths are relative to the project`;
  }
  if (/^[\\/]/.test(path)) {
    return `${name} is absolute; paths are relative to the project`;
  }
  if (/^[A-Za-z]:/.test(path)) {
    return `${name} names a drive; paths are relative to the project`;
  }
  if (path.includes('\\')) {
    return `${name} has a backslash; paths are written with forward slashes`;
  }
  for (const segment of path.split('/')) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) {
      return `${name} ${problem}`;
    }
  }
  return undefined;
}

function segmentProblem(segment: string): string | undefined {
  if (segment === '..') {
    return 'leaves the project (..)';
  }
  if (segment === '' || segment === '.') {
    return 'has an empty part or a single dot; write the plain path';
  }
  if (forbiddenCharacters.test(segment)) {
    return 'has a character that Windows does not allow in a name';
  }
  if (/[. ]$/.test(segment)) {
    return 'has a part that ends in a dot or a space, which Windows drops';
  }
  const stem = segment.split('.')[0] ?? segment;
  if (reservedNames.test(stem.trimEnd())) {
    return `has the part "${segment}", a name that Windows reserves`;
  }
  return undefined;
}

/** What two paths share when a case-insensitive or normalizing file system takes them for one. */
export const collisionKey = (path: string): string => path.normalize('NFC').toLowerCase();

/** `path` is exactly the pattern, or lies in its folder when the pattern ends in `/**`. */
export const matchesPattern = (path: string, pattern: string): boolean =>
  pattern.endsWith('/**') ? path.startsWith(pattern.slice(0, -2)) : path === pattern;

/**
 * Names that a packager, git or a tool would act upon where they lie. In the repository and in the package they carry
 * an underscore instead of the dot.
 */
const awkwardNames: ReadonlySet<string> = new Set([
  'coveragerc',
  'dockerignore',
  'dvc',
  'dvcignore',
  'editorconfig',
  'env',
  'env.example',
  'gitattributes',
  'github',
  'gitignore',
  'gitkeep',
  'npmignore',
  'npmrc',
  'pre-commit-config.yaml',
  'python-version',
  'vscode',
  'vscodeignore',
]);

const renameSegments = (path: string, from: string, to: string): string =>
  path
    .split('/')
    .map((segment) =>
      segment.startsWith(from) && awkwardNames.has(segment.slice(1)) ? to + segment.slice(1) : segment,
    )
    .join('/');

/** `_gitignore` → `.gitignore`: as it is called in the learner's folder. */
export const scaffoldedPath = (stored: string): string => renameSegments(stored, '_', '.');

/** `.gitignore` → `_gitignore`: as it is kept in the package. */
export const storedPath = (path: string): string => renameSegments(path, '.', '_');
