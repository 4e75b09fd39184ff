/** Reads `career/story.yaml`, every mistake named at its place, and writes the first one with its prompts. */
import type { Problem } from '../curriculum/problem';
import type { CurriculumIndex } from '../curriculum/model';
import { allSteps } from '../curriculum/steps';
import { type Located, readYaml, type YamlPath } from '../curriculum/yaml';
import type { Result } from '../ports';
import { type Story, storySchema } from './story-schema';

export const emptyStory: Story = storySchema.parse({});

export function readStory(
  file: string,
  content: string | Uint8Array,
  index: CurriculumIndex,
): Result<Story, readonly Problem[]> {
  const result = readYaml(file, content, storySchema);
  if (!result.ok) return { ok: false, reason: result.problems };
  const problems = unknownNames(result.located, index);
  return problems.length > 0 ? { ok: false, reason: problems } : { ok: true, value: result.located.value };
}

function unknownNames({ file, value, at }: Located<Story>, index: CurriculumIndex): readonly Problem[] {
  const steps = new Set<string>(allSteps(index).map(({ ref }) => ref));
  const milestones = new Set(
    index.curricula.flatMap(({ id, milestones: all }) => all.map((each) => `${id}/${each.id}`)),
  );
  const problem = (path: YamlPath, message: string): Problem => ({ file, ...at(path), message });
  return [
    ...Object.keys(value.projects)
      .filter((ref) => !steps.has(ref))
      .map((ref) => problem(['projects', ref], `there is no step "${ref}"`)),
    ...value.claims.flatMap(({ evidence }, place) =>
      evidence === undefined || steps.has(evidence) || milestones.has(evidence)
        ? []
        : [problem(['claims', place, 'evidence'], `there is no step and no milestone "${evidence}"`)],
    ),
  ];
}

/** The first story: nothing is said yet, and each prompt says what belongs there, with an example. */
export function newStory(projects: readonly { readonly ref: string; readonly title: string }[]): string {
  const head = `# Your story, in your own words. Numbers come from evidence and are not written here.
# Everything is optional; what stays a comment is left out. Nothing of this leaves your computer until you publish it.

# name: Ada Example
# headline: Computer-vision engineer moving to language models
# email: ada@example.org
# location: Lisbon, or remote
# links:
#   - label: Code
#     url: https://example.org/ada

# Where you publish the site and its repository, once you have: previews of links and links to code use them.
# site: https://ada.example.org/portfolio/
# repository: https://example.org/ada/portfolio

# Why this pivot? Two or three sentences that you would say aloud. Example:
# why: |
#   After six years of detection models I kept being asked for the sentence behind the box. I want to build that part.

# What do you bring along? Name work, not virtues. Example:
# carried: |
#   Error analysis on 40,000 labeled images; I know how a split leaks and what a metric hides.

# What do you look for now?
# next: |
#   A team that ships language features and measures them.

# What else do you claim? With a step or milestone as evidence, else it is shown as "no evidence attached".
# claims:
#   - claim: I have led a code review of a training pipeline
# Claims without evidence: show, or leave-out.
# unproven: show
`;
  if (projects.length === 0) return `${head}\nprojects: {}\n`;
  const each = projects.map(
    ({ ref, title }) => `  ${ref}:
    # ${title}
    leave_out: false
    # problem: Who has this problem, and what does it cost them?
    # data: What the data is, where it is from, and what may be done with it.
    # method: The decision that you would defend, and what you tried instead.
    # result: What the numbers mean for somebody who decides.
    # limits: What it cannot do, and when you would not use it.
    # learned: What you would do otherwise next time.
    # answers:
    #   "1": Your answer to the first question of the interview sheet.
`,
  );
  return `${head}\nprojects:\n${each.join('')}`;
}
