/** Known problems of checks, as `curriculum.yaml` declares them. */
import type { Curriculum, Step } from './model';

/** Check id → what is known to be wrong with it in this version of the step's content. */
export function advisoriesOf(
  { advisories }: Curriculum,
  step: Pick<Step, 'id'>,
  contentVersion: string,
): ReadonlyMap<string, string> {
  return new Map(
    advisories
      .filter(
        ({ step: id, versions }) =>
          id === step.id && (versions === 'all' || versions.some((version) => contentVersion.startsWith(version))),
      )
      .map(({ check, note }) => [check, note]),
  );
}
