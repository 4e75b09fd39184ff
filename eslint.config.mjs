// The arrows of the architecture, and no others: extension → host → core ← platform, host → protocol ← webview,
// cli → core, platform. Each ban says what to do instead.
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const ban = (files, patterns, paths = []) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns, paths }] },
});
const layer = (names, message) => ({ regex: `(^|/)(${names})(/|$)`, message });
const node = { regex: '^node:', message: 'Ask for it through a port (core/ports.ts); platform/node implements it.' };
const vscode = { name: 'vscode', message: 'Only src/host and src/extension.ts import vscode.' };

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.venv/', '.cache/', 'node_modules/', 'test/host/', '.vscode-test/', 'curricula/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: 'error',
    },
    settings: { 'import-x/resolver-next': [] },
  },
  ban(
    ['src/core/**/*.ts'],
    [node, layer('host|platform|protocol|webview|cli', 'core imports nothing but core: hand it in as an argument.')],
    [vscode],
  ),
  ban(
    ['src/protocol/**/*.ts'],
    [node, layer('host|platform|core|webview|cli', 'protocol holds messages only; map core types to them in host.')],
    [vscode],
  ),
  ban(
    ['src/host/**/*.ts'],
    [node, layer('platform|webview|cli', 'host gets adapters from the composition root (src/extension.ts).')],
  ),
  ban(
    ['src/webview/**/*.ts'],
    [node, layer('host|platform|core|cli', 'webview imports protocol only; the host sends what it needs.')],
    [vscode],
  ),
  ban(['src/platform/**/*.ts'], [layer('host|protocol|webview|cli', 'platform implements ports of core.')], [vscode]),
  ban(['src/cli/**/*.ts'], [layer('host|protocol|webview', 'the command line uses core and platform.')], [vscode]),
);
