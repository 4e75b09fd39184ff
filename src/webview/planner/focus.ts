/** Moves the focus to what somebody asked for, once the host has answered; and back to where they asked. */
import type { PlannerSnapshot } from '../../protocol/planner/messages';

interface Awaited {
  readonly id: string;
  readonly isShown: (snapshot: PlannerSnapshot) => boolean;
}

let awaited: Awaited | undefined;

export function focusWhen(id: string, isShown: Awaited['isShown']): void {
  awaited = { id, isShown };
}

/** After each drawing of a snapshot. */
export function focusAwaited(snapshot: PlannerSnapshot): void {
  if (!awaited?.isShown(snapshot)) return;
  document.getElementById(awaited.id)?.focus();
  awaited = undefined;
}
