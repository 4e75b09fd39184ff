/** The steps of a curriculum, and of the whole index, in their order. */
import type { Curriculum, CurriculumIndex, Step } from './model';

export const stepsOf = (curriculum: Pick<Curriculum, 'phases'>): readonly Step[] =>
  curriculum.phases.flatMap(({ steps }) => steps);

export const allSteps = (index: Pick<CurriculumIndex, 'curricula'>): readonly Step[] =>
  index.curricula.flatMap(stepsOf);
