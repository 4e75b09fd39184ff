/** The page's side of the wire: takes valid messages, sends intents, keeps what must outlive a reload. */
import type { Shape } from '../../protocol/shape';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export interface Connection<Intent, State> {
  readonly send: (intent: Intent) => void;
  /** Undefined on the first visit and after a version that kept it in another form. */
  read(): State | undefined;
  write(state: State): void;
}

export function connect<Message, Intent, State>(
  message: Shape<Message>,
  state: Shape<State>,
  receive: (message: Message) => void,
): Connection<Intent, State> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (message.is(data)) receive(data);
    else console.error('Bridgecraft: a message of the host was not understood and is not shown.');
  });
  return {
    send: (intent) => api.postMessage(intent),
    read: () => {
      const saved = api.getState();
      return state.is(saved) ? saved : undefined;
    },
    write: (next) => api.setState(next),
  };
}

/** Calls back when scrolling rests; `scrollend` is one event a gesture. */
export function onScrolled(callback: (top: number) => void): void {
  document.addEventListener('scrollend', () => callback(window.scrollY));
}
