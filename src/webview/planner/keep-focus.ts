/** The focus goes with an item that moves, and to a neighbor of one that is removed. */
let wanted: readonly string[] = [];

/** Ids of elements, the best first. */
export function focusNext(...ids: readonly string[]): void {
  wanted = ids;
}

/** After the page was drawn; what was asked for is done once. */
export function keepFocus(): void {
  if (wanted.length === 0) return;
  const element = wanted.map((id) => document.getElementById(id)).find((each) => each && !each.matches(':disabled'));
  wanted = [];
  element?.focus();
}
