/**
 * What is the page's own and no snapshot knows: what is folded open, what is looked for, what is half typed. Drawn anew
 * where it is used, and kept while another tab is open.
 */
import { AsyncDirective, directive } from 'lit/async-directive.js';

export class LocalState<State extends object> {
  private redraw: (() => void) | undefined;

  constructor(private state: State) {}

  get value(): State {
    return this.state;
  }

  set(change: Partial<State>): void {
    this.note(change);
    this.redraw?.();
  }

  /** What is drawn with the next snapshot, or is on the page already. */
  note(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }

  /** The last place that draws it is the one that is drawn anew. */
  drawnBy(redraw: (() => void) | undefined): void {
    this.redraw = redraw;
  }
}

class WithLocalState extends AsyncDirective {
  private local: LocalState<object> | undefined;

  override render(local: LocalState<object>, draw: () => unknown): unknown {
    this.local = local;
    local.drawnBy(() => this.setValue(draw()));
    return draw();
  }

  protected override disconnected(): void {
    this.local?.drawnBy(undefined);
  }
}

const directiveOf = directive(WithLocalState);

export const withLocalState = <State extends object>(local: LocalState<State>, draw: (state: State) => unknown) =>
  directiveOf(local, () => draw(local.value));
