import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}
interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
/** The part of package.json that is looked at. */
interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: string };
  };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly yamlValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
  };
}

const manifest = read('package.json') as Manifest;
const words = read('package.nls.json') as Readonly<Record<string, string>>;
const text = JSON.stringify(manifest);
const { commands, menus, viewsWelcome, configuration } = manifest.contributes;
const items = Object.values(menus).flat();
const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
const host = sources(join(root, 'src/host'));

describe('the manifest', () => {
  it('takes every string from package.nls.json, and uses every string there', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
    assert.deepEqual(
      Object.entries(words).filter(([, value]) => value.trim() === ''),
      [],
    );
  });

  it('names every command in Title Case, without the category in it', () => {
    const small = new Set(['a', 'the', 'of', 'to', 'and', 'in', 'for', 'with']);
    for (const { command, title, category } of commands) {
      assert.equal(category, 'Bridgecraft', command);
      const word = words[title.replaceAll('%', '')] ?? '';
      assert.equal(title, `%command.${command.replace('bridgecraft.', '')}.title%`);
      for (const part of word.split(' ').filter((each) => !small.has(each))) assert.match(part, /^[A-Z]/, word);
      assert.doesNotMatch(word, /bridgecraft|[!…]/i);
    }
  });

  it('declares exactly the commands that the host registers', () => {
    const registered = [...host.matchAll(/^ {2}\w+: '(bridgecraft\.\w+)',$/gm)].map(([, id = '']) => id);
    assert.deepEqual(commands.map(({ command }) => command).sort(), registered.sort());
  });

  it('has the commands that texts and people rely on', () => {
    const expected = ['choosePivot', 'startStep', 'runChecks', 'openGuide', 'openMilestones', 'markMilestone'];
    for (const name of [...expected, 'reopenMilestone', 'setUpPython', 'doctor']) {
      assert.ok(
        commands.some(({ command }) => command === `bridgecraft.${name}`),
        name,
      );
    }
  });

  it('puts only its own commands into menus, each with a group where the menu has groups', () => {
    const known = new Set(commands.map(({ command }) => command));
    for (const { command } of items) assert.ok(known.has(command), command);
    for (const [menu, entries] of Object.entries(menus)) {
      if (menu !== 'commandPalette') for (const { command, group } of entries) assert.ok(group, `${menu}: ${command}`);
    }
  });

  it('asks only for context keys that the host sets or VS Code knows', () => {
    const whens = [...items, ...viewsWelcome].flatMap(({ when }) => (when === undefined ? [] : [when]));
    const keys = whens.flatMap((when) => [...when.matchAll(/\bbridgecraft\.(has\w+)/g)].map(([, key = '']) => key));
    assert.ok(keys.length > 0);
    for (const key of keys) assert.ok(host.includes(`'bridgecraft.${key}'`), key);
  });

  const walkthroughSteps = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps);

  it('completes each step of the walkthrough by something that happened, never by a click', () => {
    assert.deepEqual(
      walkthroughSteps.map(({ completionEvents }) => completionEvents.join()),
      ['hasPivot', 'hasDiskFolder', 'hasProject', 'hasEnvironment', 'hasPassedCheck', 'hasSeenMilestones'].map(
        (key) => `onContext:bridgecraft.${key}`,
      ),
    );
    for (const { completionEvents } of walkthroughSteps) {
      for (const event of completionEvents) assert.ok(host.includes(`'${event.replace('onContext:', '')}'`), event);
    }
  });

  it('has a button in each step of the walkthrough, and a picture with words that follows the theme', () => {
    for (const { description, media } of walkthroughSteps) {
      const text = words[description.replaceAll('%', '')] ?? '';
      const links = [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command = '']) => command);
      assert.ok(links.length > 0, description);
      for (const link of links.filter((each) => each.startsWith('bridgecraft.'))) {
        assert.ok(
          commands.some(({ command }) => command === link),
          link,
        );
      }
      assert.ok((words[media.altText.replaceAll('%', '')] ?? '').length > 20, media.altText);
      const picture = readFileSync(join(root, media.svg), 'utf8');
      assert.match(picture, /<title>/);
      assert.doesNotMatch(picture, /<script|href|(stroke|fill)="#/, 'colors are those of the theme');
    }
  });

  it('is led to from where the tree is empty', () => {
    const [walkthrough] = manifest.contributes.walkthroughs;
    const link = words['welcome.noFolder']?.match(/openWalkthrough\?([^)]+)/)?.[1] ?? '';
    assert.equal(decodeURIComponent(link), `"bridgecraft.bridgecraft#${walkthrough?.id}"`);
  });

  it('offers a way out wherever the tree is empty', () => {
    for (const { contents } of viewsWelcome) {
      const links = [...(words[contents.replaceAll('%', '')] ?? '').matchAll(/\(command:([\w.]+)/g)];
      assert.ok(links.length > 0, contents);
      for (const [, command = ''] of links) {
        if (command.startsWith('bridgecraft.'))
          assert.ok(
            commands.some((each) => each.command === command),
            command,
          );
      }
    }
  });

  it('does not let a folder that is not trusted choose what is run', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.deepEqual([untrustedWorkspaces.supported, virtualWorkspaces.supported], ['limited', 'limited']);
    for (const [setting, { scope }] of Object.entries(configuration.properties)) {
      assert.ok(['machine', 'machine-overridable'].includes(scope), setting);
      assert.ok(untrustedWorkspaces.restrictedConfigurations.includes(setting), setting);
    }
  });

  it('wakes up only where something of Bridgecraft lies', () => {
    assert.ok(!manifest.activationEvents.some((event) => event === '*' || event === 'onStartupFinished'));
    // With a pattern, VS Code would start a search in every folder that is opened.
    for (const event of manifest.activationEvents) assert.doesNotMatch(event, /\*/);
  });

  it('points editors to schemas that are there', () => {
    for (const { url } of manifest.contributes.yamlValidation) assert.ok(existsSync(join(root, url)), url);
  });

  it('has its icons', () => {
    const icons = [manifest.icon, ...manifest.contributes.viewsContainers.activitybar.map(({ icon }) => icon)];
    for (const icon of icons) assert.ok(existsSync(join(root, icon)), icon);
    const png = readFileSync(join(root, manifest.icon));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [128, 128]);
  });
});
