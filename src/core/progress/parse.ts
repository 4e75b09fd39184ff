/** The text of a log → its events. Whatever cannot be read is told apart and never dropped. */
import type { Hasher } from '../ports';
import { isIdOfLine, rememberContent } from './event-line';
import type { ProgressEvent } from './events';
import { readEvent } from './read-event';
import { isFields } from './shapes';

/** A longer line is no event of ours; an event with every hash of a large step is a few kilobytes. */
const longestLine = 4_000_000;

export interface ParsedLog {
  readonly events: readonly ProgressEvent[];
  /** Events of a newer schema, as they stand. */
  readonly newer: readonly { readonly id: string; readonly line: string }[];
  /** Lines that cannot be read, as they stand. */
  readonly unreadable: readonly string[];
  /** What follows the last line end and is no whole event: torn by a crash, or still being written. */
  readonly tail: string;
}

export function parseLog(text: string, hasher: Hasher): ParsedLog {
  const events: ProgressEvent[] = [];
  const newer: { id: string; line: string }[] = [];
  const unreadable: string[] = [];
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  // Without a line end after it, the last line counts only if it is a whole event.
  const last = lines.pop() ?? '';
  const take = (raw: string, onUnreadable: () => void): void => {
    // Git may check the log out with CRLF.
    const line = raw.trim();
    if (line === '') return;
    const read = line.length > longestLine ? undefined : parseJson(line);
    const event = readEvent(read);
    if (event.kind === 'event' && isFields(read) && isIdOfLine(event.event.id, line, read, hasher)) {
      // Its line stays as it was written, or its id would no longer fit.
      if (event.event !== read) rememberContent(event.event, read);
      events.push(event.event);
    } else if (event.kind === 'newer') {
      newer.push({ id: event.id, line });
    } else {
      onUnreadable();
    }
  };
  for (const line of lines) take(line, () => unreadable.push(line.replace(/\r$/, '')));
  let tail = '';
  take(last, () => (tail = last));
  return { events, newer, unreadable, tail };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
