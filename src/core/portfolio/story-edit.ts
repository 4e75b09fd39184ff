/** Changes a story's text where it says something else, and nowhere else: comments and order stay. */
import { isMap, parseDocument } from 'yaml';

/** `text` must be a story that `readStory` takes. */
export function leaveOut(text: string, ref: string, isLeftOut: boolean): string {
  const doc = parseDocument(text, { schema: 'core' });
  // An empty file, `projects:` or project is null and takes no entry.
  if (!isMap(doc.contents)) doc.contents = doc.createNode({}) as unknown as typeof doc.contents;
  for (const path of [['projects'], ['projects', ref]]) {
    if (!isMap(doc.getIn(path))) doc.setIn(path, doc.createNode({}));
  }
  const projects = doc.getIn(['projects']);
  if (isMap(projects)) projects.flow = false;
  doc.setIn(['projects', ref, 'leave_out'], isLeftOut);
  return doc.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /u.test(text) });
}

/** The line of a project in a story's text, from 1; undefined when it is not named there. */
export function lineOfProject(text: string, ref: string): number | undefined {
  const line = text.split(/\r?\n/u).findIndex((each) => each.trim().replaceAll(/^["']|["']?:.*$/gu, '') === ref);
  return line < 0 ? undefined : line + 1;
}
