/** A learner's file as others read it: without the markers between which the task was. */
import { commentStyleOf } from '../curriculum/comments';
import { neutralMarker } from '../curriculum/regions';
import { plainText } from '../curriculum/text';

/** Every line that is not a marker stays as it is; line ends LF, no byte order mark. */
export function cleanSource(path: string, content: string): string {
  const text = plainText(content);
  const style = commentStyleOf(path);
  if (!style) return text;
  return text
    .split('\n')
    .filter((line) => neutralMarker(line, style) === undefined)
    .join('\n');
}
