/** Changes lists of a self-assessment item by item: what stays keeps its comments and the way it is written. */
import { type Document, isMap, isNode, isSeq, type Node, type YAMLMap } from 'yaml';
import type { AssessmentFile } from './assessment-schema';

export type ListField = 'interests' | 'goals' | 'weeks_off' | 'missed_weeks';
type Item = NonNullable<AssessmentFile[ListField]>[number];
type Goal = AssessmentFile['goals'][number];

export function setList(doc: Document, field: ListField, values: readonly Item[]): void {
  const list = doc.get(field);
  if (!isSeq(list)) {
    if (values.length > 0) doc.set(field, doc.createNode(values.map(plain), { flow: field !== 'goals' }));
    return;
  }
  if (values.length === 0 && !isCommented(list)) {
    doc.delete(field);
    return;
  }
  if (list.items.length === 0) list.flow = field !== 'goals';
  list.items = itemsFor(doc, list.items, values);
}

/** An empty collection with a comment of its own stays: the comment is somebody's. */
export const isCommented = ({ comment, commentBefore }: Pick<Node, 'comment' | 'commentBefore'>): boolean =>
  (comment ?? '') !== '' || (commentBefore ?? '') !== '';

function itemsFor(doc: Document, old: readonly unknown[], values: readonly Item[]): unknown[] {
  const left = old.map((node) => ({ node, said: isNode(node) ? signature(node.toJS(doc) as Item) : undefined }));
  const take = (index: number): unknown => (index < 0 ? undefined : left.splice(index, 1)[0]?.node);
  const taken = values.map((value) => take(left.findIndex(({ said }) => said === signature(value))));
  // As many as before: what is not among them was put in other words.
  const isReworded = old.length === values.length;
  return values.map((value, index) => {
    if (taken[index] !== undefined) return taken[index];
    if (typeof value !== 'string') {
      const same = left.findIndex(({ node }) => isMap(node) && String(node.get('goal')).trim() === value.goal);
      const at = same >= 0 || !isReworded ? same : left.findIndex(({ node }) => isMap(node));
      const node = take(at);
      if (isMap(node)) {
        setGoal(doc, node, value);
        return node;
      }
    }
    return doc.createNode(plain(value), { flow: false });
  });
}

/** The same for items that say the same, in whatever order. */
function signature(item: Item): string {
  if (typeof item === 'string') return item;
  // Of a validated file; `serves` may not be written.
  const { goal, serves = {} } = item as Partial<Goal>;
  return JSON.stringify([String(goal).trim(), Object.entries(serves).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Without a `serves` that says nothing. */
const plain = (item: Item): unknown =>
  typeof item === 'string' || Object.keys(item.serves).length > 0 ? item : { goal: item.goal };

function setGoal(doc: Document, node: YAMLMap, { goal, serves }: Goal): void {
  if (String(node.get('goal')).trim() !== goal) node.set('goal', goal);
  const written = node.get('serves');
  if (Object.keys(serves).length === 0) node.delete('serves');
  else if (!isMap(written)) node.set('serves', doc.createNode(serves, { flow: true }));
  else {
    const before = written.toJSON() as Record<string, unknown>;
    for (const id of Object.keys(before)) if (!(id in serves)) written.delete(id);
    for (const [id, level] of Object.entries(serves)) if (before[id] !== level) written.set(id, level);
  }
}
