/** An event as a line of the log, and its id: the hash of its content, so that damage and edits show. */
import { canonicalJson } from '../curriculum/text';
import type { Hasher } from '../ports';
import { type EventBody, type ProgressEvent, schemaVersion } from './events';

export interface Envelope {
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** The id comes first, the rest follows in canonical order: the hash of a line is then the hash of its own bytes. */
const idPrefix = '{"id":"';
const idLength = 64;

/** Lines that cannot be made from the event, or need not be: of those made here the canonical text is known already. */
const lines = new WeakMap<ProgressEvent, string>();

export function sealEvent(body: EventBody, envelope: Envelope, hasher: Hasher): ProgressEvent {
  const content = { ...withReadableNumbers(body), ...envelope, schema: schemaVersion };
  const canonical = canonicalJson(content);
  const event = { id: hasher.sha256(canonical), ...content };
  lines.set(event, lineOf(event.id, canonical));
  return event;
}

/** For an event that does not hold all that stands in its line. */
export function rememberContent(event: ProgressEvent, content: Readonly<Record<string, unknown>>): void {
  lines.set(event, lineOf(event.id, canonicalJson(withoutId(content))));
}

export function eventLine(event: ProgressEvent): string {
  const { id, ...content } = event;
  return lines.get(event) ?? lineOf(id, canonicalJson(content));
}

const lineOf = (id: string, canonical: string): string => `${idPrefix}${id}",${canonical.slice(1)}`;

export function isIdOfLine(
  id: string,
  line: string,
  event: Readonly<Record<string, unknown>>,
  hasher: Hasher,
): boolean {
  const end = idPrefix.length + idLength;
  if (line.startsWith(idPrefix) && line.startsWith('",', end)) {
    if (hasher.sha256(`{${line.slice(end + 2)}`) === id) return true;
  }
  // Another tool may have written the keys in another order.
  return hasher.sha256(canonicalJson(withoutId(event))) === id;
}

const withoutId = (content: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(content).filter(([key]) => key !== 'id'));

const isReadable = ({ seconds, properties }: Extract<EventBody, { kind: 'checks-ran' }>['results'][number]): boolean =>
  Number.isFinite(seconds) &&
  Object.values(properties).every((value) => typeof value === 'string' || Number.isFinite(value));

/** JSON has no NaN and no infinity: a diverged loss is told in words and not lost. */
function withReadableNumbers(body: EventBody): EventBody {
  if (body.kind !== 'checks-ran' || body.results.every(isReadable)) return body;
  const results = body.results.map((result) => ({
    ...result,
    seconds: Number.isFinite(result.seconds) ? result.seconds : 0,
    properties: Object.fromEntries(
      Object.entries(result.properties).map(([name, value]) => [
        name,
        typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
      ]),
    ),
  }));
  return { ...body, results };
}
