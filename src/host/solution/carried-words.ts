/** Says of each file that comes from an earlier step whose it is. Pure: the guide's tests run in plain Node. */
import type { CurriculumIndex } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import type { CarriedFile } from '../../core/scaffold/project-mark';
import type { Translate } from '../guide/wording';

export const carriedInWords = (
  t: Translate,
  index: Pick<CurriculumIndex, 'curricula'>,
  carried: readonly CarriedFile[],
): readonly string[] =>
  carried.map(({ to, from, source }) => {
    const title = allSteps(index).find(({ ref }) => ref === from)?.title ?? from;
    switch (source) {
      case 'own':
        return t('{0} is your own, from "{1}".', to, title);
      case 'not-passed':
        return t('{0} is the reference, because "{1}" has not passed yet.', to, title);
      case 'not-there':
        return t('{0} is the reference, because your file of "{1}" is not there any more.', to, title);
    }
  });
