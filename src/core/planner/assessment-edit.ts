/** Changes a self-assessment's text where it says something else, and nowhere else: comments and order stay. */
import { Document, isMap, parseDocument } from 'yaml';
import type { SkillsFile } from '../curriculum/schema';
import { isCommented, type ListField, setList } from './assessment-lists';
import type { AssessmentFile } from './assessment-schema';
import { profileOf, type Specialization } from './gap';

type PlainField = 'from' | 'to' | 'hours_per_week' | 'start' | 'weights';
type PlainChange = {
  readonly [Name in PlainField]: { readonly field: Name; readonly value: AssessmentFile[Name] | undefined };
}[PlainField];
type ListChange = {
  readonly [Name in ListField]: { readonly field: Name; readonly value: NonNullable<AssessmentFile[Name]> };
}[ListField];

export type AssessmentChange =
  /** A field becomes this; undefined takes it away. */
  | PlainChange
  /** A list becomes this; what stays of it keeps its comments. */
  | ListChange
  | { readonly skill: string; readonly level: number }
  /** An empty text takes the evidence away. */
  | { readonly skill: string; readonly evidence: string };

const opening = [
  ' What you can do, by your own judgment. Levels: 0 none, 1 can follow and modify with guidance,',
  ' 2 can apply alone, 3 can design, review and teach. Only what differs from `from` stands here.',
  ' This file stays on your machine; edit it by hand as you like.',
].join('\n');

/** `said` is what somebody has chosen before they had an assessment. */
export function newAssessment(said: Pick<AssessmentFile, 'from' | 'to' | 'hours_per_week'>): string {
  const doc = new Document(said);
  doc.commentBefore = opening;
  return doc.toString();
}

/** `text` must be an assessment that `readAssessment` takes. */
export function editAssessment(text: string, table: SkillsFile, change: AssessmentChange): string {
  const doc = parseDocument(text, { schema: 'core' });
  if ('field' in change) {
    if (isListChange(change)) setList(doc, change.field, change.value);
    else setField(doc, change);
  } else if ('evidence' in change) setEntry(doc, 'evidence', change.skill, change.evidence.trim() || undefined);
  else {
    const from = doc.get('from') as Specialization;
    const isUsual = (profileOf(table, from).get(change.skill) ?? 0) === change.level;
    setEntry(doc, 'levels', change.skill, isUsual ? undefined : change.level);
  }
  // As somebody wrote their lists: `[a]` or `[ a ]`.
  return doc.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /u.test(text) });
}

const isListChange = (change: PlainChange | ListChange): change is ListChange => Array.isArray(change.value);

function setField(doc: Document, { field, value }: PlainChange): void {
  if (value === undefined) doc.delete(field);
  else if (typeof value === 'object') doc.set(field, doc.createNode(value, { flow: true }));
  // A plain value is put into the node that is there, with the comment behind it.
  else doc.set(field, value);
}

function setEntry(doc: Document, map: 'levels' | 'evidence', key: string, value: string | number | undefined): void {
  const entries = doc.get(map);
  if (value !== undefined) {
    if (isMap(entries)) entries.flow = false;
    // An empty `levels:` is null and takes no entry.
    else doc.set(map, doc.createNode({}));
    doc.setIn([map, key], value);
  } else if (isMap(entries)) {
    entries.delete(key);
    if (entries.items.length === 0 && !isCommented(entries)) doc.delete(map);
  }
}
