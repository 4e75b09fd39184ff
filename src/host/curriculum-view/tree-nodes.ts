/** The nodes of the tree: curriculum ▸ phase ▸ step ▸ task. Built once; what they show comes from the state. */
import type { Curriculum, CurriculumIndex, Phase, Step, StepRef, Task } from '../../core/curriculum/model';

export type TreeNode =
  | { readonly kind: 'curriculum'; readonly curriculum: Curriculum; readonly children: readonly PhaseNode[] }
  | PhaseNode
  | StepNode
  | TaskNode;

export interface PhaseNode {
  readonly kind: 'phase';
  readonly curriculum: Curriculum;
  readonly phase: Phase;
  readonly children: readonly StepNode[];
}

export interface StepNode {
  readonly kind: 'step';
  readonly curriculum: Curriculum;
  readonly step: Step;
  /** From 1, in the curriculum. */
  readonly number: number;
  readonly children: readonly TaskNode[];
}

export interface TaskNode {
  readonly kind: 'task';
  readonly step: Step;
  readonly task: Task;
}

export type CurriculumNode = Extract<TreeNode, { readonly kind: 'curriculum' }>;

export interface TreeNodes {
  readonly curricula: readonly CurriculumNode[];
  readonly steps: ReadonlyMap<StepRef, StepNode>;
  readonly parentOf: (node: TreeNode) => TreeNode | undefined;
}

export function buildNodes(index: CurriculumIndex): TreeNodes {
  const steps = new Map<StepRef, StepNode>();
  const parents = new Map<TreeNode, TreeNode>();
  const adopt = <Node extends TreeNode>(node: Node, children: readonly TreeNode[]): Node => {
    for (const child of children) parents.set(child, node);
    return node;
  };
  const curricula = index.curricula.map((curriculum): CurriculumNode => {
    let number = 0;
    const phases = curriculum.phases.map((phase): PhaseNode => {
      const children = phase.steps.map((step): StepNode => {
        const tasks = step.tasks.map((task): TaskNode => ({ kind: 'task', step, task }));
        number += 1;
        const node: StepNode = { kind: 'step', curriculum, step, number, children: tasks };
        steps.set(step.ref, node);
        return adopt(node, tasks);
      });
      return adopt<PhaseNode>({ kind: 'phase', curriculum, phase, children }, children);
    });
    return adopt<CurriculumNode>({ kind: 'curriculum', curriculum, children: phases }, phases);
  });
  return { curricula, steps, parentOf: (node) => parents.get(node) };
}
